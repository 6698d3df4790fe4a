import QtQuick
import Hermes.Style

// The program's own mark, in the theme's accent.
Rectangle {
    id: root

    property int size: 20
    readonly property real unit: size / 20

    width: size
    height: size
    radius: 5 * unit
    color: Theme.accent

    component Stroke: Rectangle {
        radius: Math.min(width, height) / 2
        color: Theme.accentText
        antialiasing: true
    }
    Stroke { x: 5.5 * root.unit; y: 4.5 * root.unit; width: 2 * root.unit; height: 11 * root.unit }
    Stroke { x: 12.5 * root.unit; y: 4.5 * root.unit; width: 2 * root.unit; height: 11 * root.unit }
    Stroke { x: 5.5 * root.unit; y: 9 * root.unit; width: 9 * root.unit; height: 2 * root.unit }
}
