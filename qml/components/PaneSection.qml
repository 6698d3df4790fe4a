import QtQuick
import Hermes.Style

// A section of a pane: padded 12 16, with a border under it.
Item {
    id: root

    default property alias content: column.data
    property alias spacing: column.spacing
    property bool ruled: true
    property int inset: 16

    width: parent ? parent.width : 0
    implicitHeight: column.implicitHeight + 24
    height: visible ? implicitHeight : 0

    Column {
        id: column
        x: root.inset
        y: 12
        width: parent.width - 2 * root.inset
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        visible: root.ruled
        color: Theme.border
    }
}
