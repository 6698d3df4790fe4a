import QtQuick
import QtQuick.Templates as T
import Hermes.App
import Hermes.Components
import Hermes.Style

// Before a tenant's home is put back to a backup: which one, what is done, who is being answered; its name is typed.
Dialog {
    id: root

    required property BackupsController backups
    readonly property bool asking: backups.asking

    //: Title of the question; %1 is a tenant
    title: qsTr("Restore %1?").arg(backups.name)
    iconName: "archive"
    iconColor: Theme.danger
    width: 560
    onAskingChanged: asking ? open() : close()
    onOpened: typedName.begin()
    onRejected: backups.refuse()

    foot: [
        Button {
            text: qsTr("Cancel")
            onClicked: root.reject()
        },
        Button {
            kind: "danger"
            text: qsTr("Restore %1").arg(root.backups.name)
            enabled: typedName.typed && root.backups.possible
            onClicked: root.backups.accept()
        }
    ]

    Label {
        width: parent.width
        text: root.backups.text
        wrapMode: Text.Wrap
    }
    Item { width: 1; height: 8 }
    FactList { model: root.backups.facts }
    Item { width: 1; height: 12 }
    BusyBanner {
        width: parent.width
        busy: root.backups.busy
    }
    Item { width: 1; height: 12; visible: root.backups.busy.length > 0 }
    Banner {
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: root.backups.planProblem.present
        tone: "danger"
        title: root.backups.planProblem.message
        text: root.backups.planProblem.hint
        detail: root.backups.planProblem.detail
    }
    Skeleton {
        width: 220
        visible: root.backups.planning
    }
    Flickable {
        id: plan
        readonly property real most: Math.max(96, (root.parent ? root.parent.height : 900) - 560)
        width: parent.width
        height: Math.min(most, list.height)
        contentHeight: list.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        T.ScrollBar.vertical: ScrollBar { }

        StepList {
            id: list
            width: plan.width
            model: root.backups.steps
        }
    }
    Item { width: 1; height: 8 }
    TypedName {
        id: typedName
        name: root.backups.name
        fieldName: qsTr("Name of the tenant")
        onEntered: root.backups.accept()
    }
}
