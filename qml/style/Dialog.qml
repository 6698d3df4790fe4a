import QtQuick
import QtQuick.Templates as T

// A modal question over the scrim. `body` is what is asked, `foot` the row of buttons; Escape cancels.
T.Dialog {
    id: root

    property string iconName
    property color iconColor: Theme.accent
    property alias foot: footRow.data
    property alias footStart: footStartRow.data
    default property alias body: column.data

    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.max(24, Math.round((parent.height - height) / 2)) : 0
    width: 480
    implicitHeight: implicitContentHeight + implicitFooterHeight + topPadding + bottomPadding
    padding: 24
    bottomPadding: 0
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape
    T.Overlay.modal: Rectangle { color: Theme.scrim }

    enter: Transition { NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.motion } }
    exit: Transition { NumberAnimation { property: "opacity"; from: 1; to: 0; duration: Theme.motion } }

    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.surface
        border.width: 1
        border.color: Theme.border
    }
    contentItem: Item {
        implicitHeight: heading.height + 8 + column.implicitHeight + 24

        Row {
            id: heading
            width: parent.width
            spacing: 12

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.iconName.length > 0
                size: 20
                icon: root.iconName
                color: root.iconColor
            }
            Label {
                width: parent.width - x
                text: root.title
                size: Theme.section
                strong: true
                height: 24
                Accessible.role: Accessible.Heading
            }
        }
        Column {
            id: column
            y: heading.height + 8
            width: parent.width
        }
    }
    footer: Item {
        implicitHeight: 64

        Rectangle {
            width: parent.width
            height: 1
            color: Theme.border
        }
        Row {
            id: footStartRow
            x: 16
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
