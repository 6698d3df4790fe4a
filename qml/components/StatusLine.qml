import QtQuick
import Hermes.Style

// A condition, service or check: mark, name, where, and what is known.
Item {
    id: root

    property string name
    property string where
    property string detail
    property string extra
    property string tone: "muted"
    property bool ring: false
    property bool loud: tone === "warning" || tone === "danger"

    implicitHeight: 24
    width: parent ? parent.width : 0
    Accessible.role: Accessible.ListItem
    Accessible.name: Theme.spoken([name, where, detail, extra])

    Mark {
        x: ring ? 0 : 1
        anchors.verticalCenter: parent.verticalCenter
        tone: root.tone
        ring: root.ring
    }
    Label {
        x: 14
        width: root.where.length > 0 ? 80 : Math.min(implicitWidth, parent.width * 0.5)
        height: 24
        text: root.name
        color: root.loud ? Theme.tone(root.tone) : Theme.text
        Accessible.ignored: true
    }
    Label {
        x: 96
        width: 116
        height: 24
        text: root.where
        mono: true
        color: Theme.muted
        Accessible.ignored: true
    }
    Label {
        anchors.right: more.left
        anchors.rightMargin: more.text.length > 0 ? 8 : 0
        width: Math.min(implicitWidth, parent.width * 0.6)
        height: 24
        text: root.detail
        size: Theme.caption
        color: root.loud ? Theme.tone(root.tone) : Theme.muted
        Accessible.ignored: true
    }
    Label {
        id: more
        anchors.right: parent.right
        width: text.length > 0 ? Math.max(56, implicitWidth) : 0
        horizontalAlignment: Text.AlignRight
        height: 24
        text: root.extra
        mono: true
        color: Theme.muted
        Accessible.ignored: true
    }
}
