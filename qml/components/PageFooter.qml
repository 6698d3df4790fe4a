import QtQuick
import Hermes.Style

// The line under a table: how much it shows, in what order, how fresh.
Item {
    id: root

    property string start
    property string middle
    property string end
    property string endTone: "muted"

    implicitHeight: 32

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.border
    }
    Row {
        x: 24
        height: parent.height
        spacing: 16

        Label { height: parent.height; text: root.start; size: Theme.caption; color: Theme.muted }
        Label { height: parent.height; text: root.middle; size: Theme.caption; color: Theme.muted }
    }
    Label {
        anchors.right: parent.right
        anchors.rightMargin: 24
        height: parent.height
        text: root.end
        size: Theme.caption
        color: Theme.tone(root.endTone)
    }
}
