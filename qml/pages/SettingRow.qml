import QtQuick
import Hermes.Style

// One setting: title, what it means, and its control.
Item {
    id: root

    property string title
    property string text
    property bool ruled: true
    default property alias control: holder.data

    implicitHeight: Math.max(56, words.implicitHeight + 24)

    Column {
        id: words
        x: 16
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - holder.width - 48

        Label {
            width: parent.width
            height: 20
            text: root.title
        }
        Label {
            width: parent.width
            visible: text.length > 0
            text: root.text
            size: Theme.caption
            color: Theme.muted
            wrapMode: Text.Wrap
        }
    }
    Item {
        id: holder
        anchors.right: parent.right
        anchors.rightMargin: 16
        anchors.verticalCenter: parent.verticalCenter
        width: childrenRect.width
        height: childrenRect.height
    }
    Rectangle {
        x: 16
        anchors.bottom: parent.bottom
        width: parent.width - 32
        height: 1
        visible: root.ruled
        color: Theme.border
    }
}
