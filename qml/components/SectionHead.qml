import QtQuick
import Hermes.Style

// The head of a section of a pane: 20 + 8.
Item {
    id: root

    property string text
    property string aside
    property bool greyed: false

    implicitHeight: 28
    width: parent ? parent.width : 0

    Label {
        height: 20
        text: root.text
        strong: true
        color: root.greyed ? Theme.muted : Theme.text
        Accessible.role: Accessible.Heading
    }
    Label {
        anchors.right: parent.right
        height: 20
        text: root.aside
        size: Theme.caption
        color: Theme.muted
    }
}
