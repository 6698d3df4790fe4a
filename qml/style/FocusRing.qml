import QtQuick
import QtQuick.Templates as T

// 2 px accent, 2 px outside what it surrounds; for keyboard focus only.
Rectangle {
    id: root

    required property T.Control around
    property int outset: 4
    property int cornerRadius: Theme.radius

    anchors.fill: parent
    anchors.margins: -outset
    radius: cornerRadius + outset - 2
    color: Theme.clear
    border.width: 2
    border.color: Theme.accent
    visible: around.visualFocus
}
