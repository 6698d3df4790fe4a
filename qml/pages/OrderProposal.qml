pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// The one action that is proposed: what it does, what has to be true for it, why a person does it, and its button.
Rectangle {
    id: root

    required property OrderController order

    implicitHeight: foot.height + (column.visible ? column.implicitHeight + 32 : 0)
    radius: Theme.radiusCard
    color: Theme.surface
    border.width: 1
    border.color: Theme.border
    Accessible.role: Accessible.Grouping
    Accessible.name: order.proposed ? qsTr("Proposed: %1").arg(order.verbTitle) : ""

    Connections {
        target: root.order
        function onMissing(field: string): void {
            if (field === "reason")
                reason.forceActiveFocus(Qt.TabFocusReason)
            else if (field === "note")
                note.forceActiveFocus(Qt.TabFocusReason)
            else
                typed.forceActiveFocus(Qt.TabFocusReason)
        }
    }
    Column {
        id: column
        x: 16
        y: 16
        width: parent.width - 32
        visible: root.order.proposed

        Label {
            height: 16
            //: Over the one action that the program proposes for an order
            text: qsTr("Proposed")
            size: Theme.caption
            color: Theme.muted
        }
        Label {
            width: parent.width
            height: 28
            text: root.order.verbTitle
            size: Theme.section
            strong: true
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            topPadding: 2
            text: root.order.verbText
            wrapMode: Text.Wrap
        }
        Item { width: 1; height: 14; visible: guards.visible }
        Flow {
            id: guards
            width: parent.width
            spacing: 16
            visible: guardRows.count > 0

            Repeater {
                id: guardRows
                model: root.order.guards

                Row {
                    id: guard
                    required property string text
                    required property bool holds
                    height: 16
                    spacing: 4
                    Accessible.role: Accessible.ListItem
                    Accessible.name: guard.text

                    Icon {
                        icon: guard.holds ? "check" : "error"
                        color: guard.holds ? Theme.success : Theme.danger
                    }
                    Label {
                        height: 16
                        text: guard.text
                        size: Theme.caption
                        color: guard.holds ? Theme.text : Theme.danger
                        Accessible.ignored: true
                    }
                }
            }
        }
        Item { width: 1; height: 16; visible: steps.visible }
        StepList {
            id: steps
            visible: root.order.plan.count > 0
            model: root.order.plan
        }
        Item { width: 1; height: 14; visible: fields.visible }
        Row {
            id: fields
            width: parent.width
            spacing: 12
            visible: root.order.formShown

            Field {
                width: 168
                label: qsTr("Reason")
                error: root.order.reasonError

                Select {
                    id: reason
                    width: parent.width
                    model: root.order.reasons
                    value: root.order.reason
                    wrong: root.order.reasonError.length > 0
                    enabled: root.order.writable
                    Accessible.name: qsTr("Reason") + ": " + shownText
                    onChosen: value => root.order.reason = value
                }
            }
            Field {
                width: parent.width - 180
                label: qsTr("Note")
                //: Beside the label of a field that must be filled in
                aside: qsTr("required")
                error: root.order.noteError

                TextField {
                    id: note
                    width: parent.width
                    text: root.order.note
                    wrong: root.order.noteError.length > 0
                    enabled: root.order.writable
                    maximumLength: 500
                    Accessible.name: qsTr("Note")
                    onTextEdited: root.order.note = text
                    onAccepted: root.order.perform()
                }
            }
        }
        Item { width: 1; height: 12; visible: typedField.visible }
        Field {
            id: typedField
            width: parent.width
            visible: root.order.formShown && root.order.typedName.length > 0
            label: qsTr("Type %1").arg(root.order.typedName)
            error: root.order.typedError

            TextField {
                id: typed
                width: parent.width
                mono: true
                text: root.order.typed
                wrong: root.order.typedError.length > 0
                enabled: root.order.writable
                //: Accessible name of the field in which a name is typed before something is done
                Accessible.name: qsTr("Name to confirm")
                onTextEdited: root.order.typed = text
                onAccepted: root.order.perform()
            }
        }
    }
    Item {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        height: 58

        Rectangle {
            width: parent.width
            height: 1
            visible: root.order.proposed
            color: Theme.border
        }
        Row {
            x: 16
            anchors.verticalCenter: parent.verticalCenter
            spacing: 8

            Button {
                visible: root.order.proposed
                kind: root.order.typedName.length > 0 ? "danger" : "primary"
                text: root.order.verbButton
                workingText: root.order.verbAtWork
                working: root.order.working.length > 0 && root.order.working === root.order.verb
                enabled: root.order.possible || working
                onClicked: root.order.perform()
            }
            Button {
                visible: root.order.askable
                iconName: "refresh"
                text: qsTr("Ask WeChat again")
                workingText: qsTr("Asking…")
                working: root.order.working === "ASK_AGAIN"
                enabled: root.order.writable
                onClicked: root.order.askAgain()
            }
        }
        Label {
            anchors.right: parent.right
            anchors.rightMargin: 16
            height: parent.height
            text: root.order.auditText
            size: Theme.caption
            color: Theme.muted
        }
    }
}
