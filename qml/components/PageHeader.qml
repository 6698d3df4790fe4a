import QtQuick
import Hermes.Style

// A page's title, the age of what it shows where that is not live, and its one primary action.
Item {
    id: root

    property string title
    property string age
    property alias actions: buttons.data

    implicitHeight: 64

    Label {
        id: words
        x: 24
        height: parent.height
        text: root.title
        size: Theme.title
        strong: true
        Accessible.role: Accessible.Heading
    }
    Row {
        anchors.left: words.right
        anchors.leftMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        spacing: 8
        visible: root.age.length > 0

        Icon { anchors.verticalCenter: parent.verticalCenter; icon: "clock" }
        Label { text: root.age; size: Theme.caption; color: Theme.muted }
    }
    Row {
        id: buttons
        anchors.right: parent.right
        anchors.rightMargin: 24
        anchors.verticalCenter: parent.verticalCenter
        spacing: 8
    }
}
