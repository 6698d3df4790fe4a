import QtQuick
import Hermes.Style

// What went wrong, the other side's own words, and what to do about it.
Rectangle {
    id: root

    property string tone: "warning"
    property string iconName: tone === "danger" ? "error" : tone === "warning" ? "warning" : "info"
    property string title
    property string text
    property string detail
    property string note
    property alias actions: buttons.data
    property bool stacked: width < 480

    implicitHeight: Math.max(words.implicitHeight, stacked ? 0 : buttons.implicitHeight) + 24 + (stacked && buttons.visible ? buttons.height + 8 : 0)
    radius: Theme.radiusCard
    color: Theme.bannerFill(tone)
    border.width: 1
    border.color: Theme.bannerBorder(tone)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: Theme.spoken([title, text, detail], ". ")

    Icon {
        x: 12
        y: 14
        icon: root.iconName
        color: root.tone === "info" ? Theme.muted : Theme.tone(root.tone)
    }
    Column {
        id: words
        x: 40
        y: 12
        width: root.stacked ? root.width - x - 12 : root.width - x - 12 - (buttons.visible ? buttons.width + 16 : 0) - (aside.visible ? aside.width + 8 : 0)
        spacing: 2

        Label {
            width: parent.width
            text: root.title
            strong: true
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            visible: text.length > 0
            text: root.text
            color: Theme.text
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            visible: text.length > 0
            text: root.detail
            mono: true
            color: Theme.muted
            wrapMode: Text.WrapAnywhere
            maximumLineCount: 6
            Accessible.ignored: true
        }
    }
    Label {
        id: aside
        anchors.right: buttons.visible ? buttons.left : parent.right
        anchors.rightMargin: buttons.visible ? 8 : 12
        anchors.verticalCenter: parent.verticalCenter
        visible: text.length > 0 && !root.stacked
        text: root.note
        size: Theme.caption
        color: Theme.muted
    }
    Row {
        id: buttons
        x: root.stacked ? 40 : root.width - width - 12
        y: root.stacked ? words.y + words.implicitHeight + 8 : (root.height - height) / 2
        visible: implicitWidth > 0
        spacing: 8
    }
}
