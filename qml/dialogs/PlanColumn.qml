import QtQuick
import QtQuick.Templates as T
import Hermes.App
import Hermes.Components
import Hermes.Style

// What would be done, step by step; nothing of it has happened.
Rectangle {
    id: root

    required property NewTenantController form

    color: Theme.window

    Rectangle {
        width: 1
        height: parent.height
        color: Theme.border
    }
    Flickable {
        anchors.fill: parent
        contentHeight: column.implicitHeight + 40
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        T.ScrollBar.vertical: ScrollBar { }

        Column {
            id: column
            x: 24
            y: 20
            width: root.width - 48

            Label {
                height: 24
                text: qsTr("What will be done")
                size: Theme.section
                strong: true
                Accessible.role: Accessible.Heading
            }
            Label {
                width: parent.width
                text: root.form.planNote
                size: Theme.caption
                color: Theme.muted
                wrapMode: Text.Wrap
            }
            Item { width: 1; height: 16 }
            Banner {
                width: parent.width
                height: visible ? implicitHeight : 0
                visible: root.form.planError.length > 0
                tone: "danger"
                title: root.form.planError
                text: root.form.planHint
            }
            StepList {
                visible: root.form.planError.length === 0
                model: root.form.steps
            }
            Rectangle {
                width: parent.width
                height: 1
                color: Theme.border
            }
            Item { width: 1; height: 16 }
            KeyValue { label: qsTr("Changes"); value: qsTr("1 host, no other tenant") }
            KeyValue { label: qsTr("Ready"); value: qsTr("once the customer has scanned") }
            KeyValue { label: qsTr("Undo"); value: qsTr("Destroy, by typing the name") }
        }
    }
}
