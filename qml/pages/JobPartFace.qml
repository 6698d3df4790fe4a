import QtQuick
import Hermes.Components
import Hermes.Style

// A tenant of a job: its mark, what is done to it or how that ended, and how long it took.
Item {
    id: root

    required property string tenant
    required property string text
    required property string problem
    required property string took
    required property string tone
    required property bool ring

    implicitHeight: words.implicitHeight + 8

    Mark {
        x: ring ? 0 : 1
        y: 14 - height / 2
        tone: root.tone
        ring: root.ring
    }
    Column {
        id: words
        x: 16
        y: 4
        width: parent.width - x - 56

        Label {
            width: parent.width
            height: 20
            text: root.tenant
            strong: true
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            text: root.text
            size: Theme.caption
            color: root.tone === "danger" ? Theme.danger : Theme.muted
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            visible: text.length > 0
            text: root.problem
            size: Theme.caption
            color: Theme.muted
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
    }
    Label {
        anchors.right: parent.right
        y: 4
        height: 20
        text: root.took
        mono: true
        color: Theme.muted
        Accessible.ignored: true
    }
}
