import QtQuick
import QtQuick.Templates as T

// A full-height sheet from the right over the scrim: head 64, body, foot 64.
T.Dialog {
    id: root

    property alias foot: footRow.data
    property alias footStart: footStartRow.data
    property string closeName
    default property alias body: area.data
    readonly property Item bodyItem: Item { id: area }

    parent: T.Overlay.overlay
    x: parent ? parent.width - width : 0
    y: 0
    width: Math.min(880, parent ? parent.width : 880)
    height: parent ? parent.height : 0
    padding: 0
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape
    T.Overlay.modal: Rectangle { color: Theme.scrim }

    enter: Transition { NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.motion } }
    exit: Transition { NumberAnimation { property: "opacity"; from: 1; to: 0; duration: Theme.motion } }

    background: Rectangle {
        color: Theme.surface
        Rectangle {
            width: 1
            height: parent.height
            color: Theme.border
        }
    }
    header: Item {
        implicitHeight: 64

        Label {
            x: 24
            height: parent.height
            text: root.title
            size: Theme.title
            strong: true
            Accessible.role: Accessible.Heading
        }
        Button {
            anchors.right: parent.right
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            kind: "ghost"
            iconName: "close"
            tip: root.closeName
            onClicked: root.reject()
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 1
            color: Theme.border
        }
    }
    contentItem: area
    footer: Item {
        implicitHeight: 64

        Rectangle {
            width: parent.width
            height: 1
            color: Theme.border
        }
        Row {
            id: footStartRow
            x: 24
            anchors.verticalCenter: parent.verticalCenter
            spacing: 8
        }
        Row {
            id: footRow
            anchors.right: parent.right
            anchors.rightMargin: 24
            anchors.verticalCenter: parent.verticalCenter
            spacing: 8
        }
    }
}
