import QtQuick
import QtQuick.Templates as T
import Hermes.App
import Hermes.Components
import Hermes.Style

// Before something is interrupted: what would be done, and who is being answered just now. Wait for them, or do it now.
Dialog {
    id: root

    required property ActPlanController plan
    readonly property bool asking: plan.asking

    title: plan.title
    iconName: plan.iconName
    iconColor: plan.dangerous ? Theme.danger : Theme.muted
    width: 520
    onAskingChanged: asking ? open() : close()
    onOpened: cancel.forceActiveFocus(Qt.TabFocusReason)
    onRejected: plan.refuse()

    foot: [
        Button {
            id: cancel
            text: qsTr("Cancel")
            onClicked: root.reject()
        },
        Button {
            visible: root.plan.busy.length > 0
            iconName: "clock"
            text: qsTr("Wait for them")
            onClicked: root.plan.acceptWhenIdle()
        },
        Button {
            kind: root.plan.dangerous ? "danger" : "primary"
            //: Button beside "Wait for them"; %1 is a verb: "Restart now"
            text: root.plan.busy.length > 0 ? qsTr("%1 now").arg(root.plan.verbText) : root.plan.verbText
            enabled: !root.plan.problem.present
            onClicked: root.plan.accept()
        }
    ]

    Label {
        width: parent.width
        text: root.plan.text
        wrapMode: Text.Wrap
    }
    Item { width: 1; height: 12 }
    BusyBanner {
        width: parent.width
        busy: root.plan.busy
    }
    Banner {
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: root.plan.problem.present
        tone: "danger"
        title: root.plan.problem.message
        text: root.plan.problem.hint
        detail: root.plan.problem.detail
    }
    Item { width: 1; height: 12; visible: root.plan.busy.length > 0 || root.plan.problem.present }
    Skeleton {
        width: 220
        visible: root.plan.loading && steps.visibleRows === 0
    }
    Flickable {
        id: steps
        readonly property int visibleRows: root.plan.steps.count
        width: parent.width
        height: Math.min(320, list.height)
        contentHeight: list.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        T.ScrollBar.vertical: ScrollBar { }

        StepList {
            id: list
            width: steps.width
            model: root.plan.steps
        }
    }
}
