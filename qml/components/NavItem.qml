import QtQuick
import QtQuick.Templates as T
import Hermes.Style

T.AbstractButton {
    id: root

    property string iconName
    property string countText
    property bool current: false

    implicitHeight: 32
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Keys.onReturnPressed: clicked()
    Accessible.role: Accessible.PageTab
    Accessible.name: text
    Accessible.selected: current
    Accessible.onPressAction: if (enabled) clicked()

    background: Rectangle {
        radius: Theme.radius
        color: root.current ? Theme.navActive : root.hovered ? Theme.navHover : Theme.window
        Behavior on color { ColorAnimation { duration: Theme.motion } }
        FocusRing { around: root }
    }
    contentItem: Item {
        Icon {
            x: 8
            anchors.verticalCenter: parent.verticalCenter
            icon: root.iconName
            color: root.current ? Theme.accent : Theme.muted
        }
        Label {
            x: 32
            width: parent.width - x - 40
            height: parent.height
            text: root.text
            strong: root.current
            Accessible.ignored: true
        }
        Label {
            anchors.right: parent.right
            anchors.rightMargin: 8
            height: parent.height
            text: root.countText
            size: Theme.caption
            color: Theme.muted
            Accessible.ignored: true
        }
    }
}
