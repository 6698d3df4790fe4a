import QtQuick
import QtQuick.Templates as T
import Hermes.App
import Hermes.Components
import Hermes.Style

// Before a tenant moves to another host, or all tenants of a host do: where to, and what is done.
Dialog {
    id: root

    required property MoveController move
    readonly property bool asking: move.asking

    title: move.title
    iconName: "drain"
    width: 560
    onAskingChanged: asking ? open() : close()
    onOpened: cancel.forceActiveFocus(Qt.TabFocusReason)
    onRejected: move.refuse()

    foot: [
        Button {
            id: cancel
            text: qsTr("Cancel")
            onClicked: root.reject()
        },
        Button {
            kind: "primary"
            text: root.move.verbText
            enabled: root.move.possible
            onClicked: root.move.accept()
        }
    ]

    Label {
        width: parent.width
        text: root.move.text
        wrapMode: Text.Wrap
    }
    Item { width: 1; height: 12 }
    HostChoiceList {
        width: parent.width
        visible: root.move.choosing
        height: visible ? implicitHeight : 0
        model: root.move.hosts
        chosen: root.move.host
        onPicked: name => root.move.host = name
    }
    Item { width: 1; height: 12; visible: root.move.choosing }
    BusyBanner {
        width: parent.width
        busy: root.move.busy
    }
    Item { width: 1; height: 12; visible: root.move.busy.length > 0 }
    Banner {
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: root.move.problem.present
        tone: "danger"
        title: root.move.problem.message
        text: root.move.problem.hint
        detail: root.move.problem.detail
    }
    Item { width: 1; height: 12; visible: root.move.problem.present }
    Skeleton {
        width: 220
        visible: root.move.loading && root.move.steps.count === 0
    }
    Label {
        width: parent.width
        visible: !root.move.choosing && !root.move.loading && !root.move.problem.present && root.move.steps.count === 0
        text: qsTr("No tenant is on it.")
        color: Theme.muted
    }
    Flickable {
        id: steps
        width: parent.width
        height: Math.min(240, list.height)
        contentHeight: list.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        T.ScrollBar.vertical: ScrollBar { }

        StepList {
            id: list
            width: steps.width
            model: root.move.steps
        }
    }
}
