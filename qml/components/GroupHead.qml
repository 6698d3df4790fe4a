import QtQuick
import Hermes.Style

// Over rows that belong together: what they have in common, and how many they are.
Rectangle {
    id: root

    property string text
    property string aside

    implicitHeight: Theme.rowDense
    color: Theme.surfaceAlt
    Accessible.role: Accessible.Heading
    Accessible.name: Theme.spoken([text, aside])

    Label {
        id: words
        x: 24
        height: parent.height
        text: root.text
        size: Theme.caption
        strong: true
        Accessible.ignored: true
    }
    Label {
        anchors.left: words.right
        anchors.leftMargin: 8
        height: parent.height
        text: root.aside
        size: Theme.caption
        color: Theme.muted
        Accessible.ignored: true
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.border
    }
}
