import QtQuick
import Hermes.Style

// A page with nothing on it yet: what belongs here, and the one thing to do.
Item {
    id: root

    property string iconName
    property string title
    property string text
    property alias actions: buttons.data
    property alias keys: keyRow.data

    implicitWidth: 400
    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: Math.min(400, parent.width)

        Rectangle {
            width: 40
            height: 40
            radius: Theme.radiusCard
            color: Theme.surface
            border.width: 1
            border.color: Theme.border
            Icon { anchors.centerIn: parent; size: 20; icon: root.iconName }
        }
        Item { width: 1; height: 16 }
        Label {
            width: parent.width
            height: 24
            text: root.title
            size: Theme.section
            strong: true
            Accessible.role: Accessible.Heading
        }
        Item { width: 1; height: 4 }
        Label {
            width: parent.width
            text: root.text
            color: Theme.muted
            wrapMode: Text.Wrap
        }
        Item { width: 1; height: 16 }
        Row { id: buttons; spacing: 8 }
        Item { width: 1; height: 24 }
        Row { id: keyRow; spacing: 24 }
    }
}
