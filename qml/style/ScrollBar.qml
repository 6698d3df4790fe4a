import QtQuick
import QtQuick.Templates as T

T.ScrollBar {
    id: root

    // Seen only while it is of use; where a bar beside the content would be one line too many.
    property bool quiet: false

    implicitWidth: 8
    implicitHeight: 8
    padding: 1
    minimumSize: 0.08
    visible: size < 1
    opacity: !quiet || active || hovered ? 1 : 0
    Accessible.ignored: true

    contentItem: Rectangle {
        implicitWidth: 6
        implicitHeight: 6
        radius: 3
        color: root.pressed || root.hovered ? Theme.thumbHover : Theme.thumb
        Behavior on color { ColorAnimation { duration: Theme.motion } }
    }
}
