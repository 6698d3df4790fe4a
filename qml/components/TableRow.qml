import QtQuick
import Hermes.Style

// The frame of a table's row: rest, hover, pressed, selected (accent bar), focus (ring inside).
Item {
    id: root

    property bool selected: false
    property bool focused: false
    property string description
    readonly property bool hovered: hover.hovered
    default property alias cells: content.data
    signal picked

    implicitHeight: Theme.row
    Accessible.role: Accessible.Row
    Accessible.name: description
    Accessible.selectable: true
    Accessible.selected: selected
    Accessible.focusable: true
    Accessible.onPressAction: if (enabled) picked()

    HoverHandler { id: hover }
    TapHandler {
        id: tap
        onTapped: root.picked()
    }
    Rectangle {
        anchors.fill: parent
        color: root.selected ? Theme.selected : tap.pressed ? Theme.pressed : hover.hovered ? Theme.hover : Theme.surface
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.border
    }
    Rectangle {
        width: 2
        height: parent.height - 1
        visible: root.selected
        color: Theme.accent
    }
    Item {
        id: content
        anchors.fill: parent
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: 2
        anchors.bottomMargin: 3
        radius: 4
        visible: root.focused
        color: Theme.clear
        border.width: 2
        border.color: Theme.accent
    }
}
