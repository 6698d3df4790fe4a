import QtQuick
import QtQuick.Templates as T
import Hermes.Style

T.AbstractButton {
    id: root

    property string iconName
    property string countText
    // The count asks for attention.
    property bool alarm: false
    property bool current: false

    implicitHeight: 32
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Keys.onReturnPressed: clicked()
    Accessible.role: Accessible.PageTab
    //: Screen reader: an entry of the navigation and what waits there
    Accessible.name: alarm ? qsTr("%1, %2 need attention").arg(text).arg(countText) : text
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
            visible: !root.alarm
            text: root.countText
            size: Theme.caption
            color: Theme.muted
            Accessible.ignored: true
        }
        Badge {
            anchors.right: parent.right
            anchors.rightMargin: 4
            anchors.verticalCenter: parent.verticalCenter
            visible: root.alarm
            text: root.countText
        }
    }
}
