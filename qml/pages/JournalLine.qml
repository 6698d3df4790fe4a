import QtQuick
import Hermes.Style

// What happened to a tenant, when, by whom.
Item {
    id: root

    required property string time
    required property string source
    required property string text

    implicitHeight: Math.max(24, words.implicitHeight + 4)
    Accessible.role: Accessible.ListItem
    Accessible.name: time + " " + text + ", " + source

    Label {
        x: 16
        height: 24
        text: root.time
        mono: true
        color: Theme.muted
        Accessible.ignored: true
    }
    Label {
        id: words
        x: 88
        y: 2
        width: parent.width - x - actor.width - 24
        text: root.text
        wrapMode: Text.Wrap
        Accessible.ignored: true
    }
    Label {
        id: actor
        anchors.right: parent.right
        anchors.rightMargin: 16
        height: 24
        text: root.source
        size: Theme.caption
        color: Theme.muted
        width: Math.min(implicitWidth, 96)
        elide: Text.ElideMiddle
        Accessible.ignored: true
    }
}
