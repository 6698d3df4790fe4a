import QtQuick
import QtQuick.Templates as T

T.ScrollBar {
    id: root

    implicitWidth: 8
    implicitHeight: 8
    padding: 1
    minimumSize: 0.08
    visible: size < 1
    Accessible.ignored: true

    contentItem: Rectangle {
        implicitWidth: 6
        implicitHeight: 6
        radius: 3
        color: root.pressed || root.hovered ? Theme.thumbHover : Theme.thumb
        Behavior on color { ColorAnimation { duration: Theme.motion } }
    }
}
