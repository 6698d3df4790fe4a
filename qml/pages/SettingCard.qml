import QtQuick
import Hermes.Style

// A group of settings with its title.
Column {
    id: root

    property string title
    default property alias rows: column.data

    spacing: 8

    Label {
        height: 20
        text: root.title
        strong: true
        Accessible.role: Accessible.Heading
    }
    Rectangle {
        width: parent.width
        height: column.implicitHeight
        radius: Theme.radiusCard
        color: Theme.surface
        border.width: 1
        border.color: Theme.border

        Column {
            id: column
            width: parent.width
        }
    }
}
