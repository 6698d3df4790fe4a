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
    readonly property Column bodyColumn: Column { id: column }

    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.max(24, Math.round((parent.height - height) / 2)) : 0
    width: 480
    implicitHeight: implicitHeaderHeight + implicitContentHeight + implicitFooterHeight + topPadding + bottomPadding
    padding: 24
    topPadding: 0
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
    header: Item {
        implicitHeight: 56

        Icon {
            x: 24
            y: 24 + (24 - height) / 2
            visible: root.iconName.length > 0
            size: 20
            icon: root.iconName
            color: root.iconColor
        }
        Label {
            x: root.iconName.length > 0 ? 56 : 24
            y: 24
            width: parent.width - x - 24
            height: 24
            text: root.title
            size: Theme.section
            strong: true
            Accessible.role: Accessible.Heading
        }
    }
    contentItem: column
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
