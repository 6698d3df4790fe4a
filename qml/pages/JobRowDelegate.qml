import QtQuick
import Hermes.Components
import Hermes.Style

// One job: what it does to whom, how far it is, and why it ended.
TableRow {
    id: root

    required property int index
    required property string job
    required property string verb
    required property string what
    required property string progress
    required property string note
    required property string noteTone
    required property double share
    required property string stateName
    required property string tone
    required property bool ring
    required property bool filled
    required property string began
    required property string took

    required property TableLayout layout
    readonly property var boxes: layout.boxes

    description: Theme.spoken([verb, what, stateName, progress, note])
    implicitHeight: 64

    Column {
        x: root.boxes[0].x
        y: 12
        width: root.boxes[0].width - 16

        Label {
            width: parent.width
            height: 20
            text: root.verb
            strong: true
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            height: 20
            text: root.what
            size: Theme.caption
            color: Theme.muted
            Accessible.ignored: true
        }
    }
    Column {
        x: root.boxes[1].x
        y: root.note.length > 0 ? 7 : 16
        width: root.boxes[1].width - 24
        spacing: 4

        Label {
            width: parent.width
            height: 20
            text: root.progress
            Accessible.ignored: true
        }
        Bar {
            width: Math.min(parent.width, 240)
            share: root.share
            tone: root.ring ? "accent" : root.tone
        }
        Label {
            width: parent.width
            height: 16
            visible: text.length > 0
            text: root.note
            size: Theme.caption
            color: Theme.tone(root.noteTone)
            Accessible.ignored: true
        }
    }
    Pill {
        x: root.boxes[2].x
        y: 22
        text: root.stateName
        tone: root.tone
        ring: root.ring
        filled: root.filled
        liesOnSelection: root.selected
    }
    Label {
        x: root.boxes[3].x
        width: root.boxes[3].width
        height: parent.height
        visible: root.boxes[3].shown
        horizontalAlignment: Text.AlignRight
        text: root.began
        mono: true
        color: Theme.muted
        Accessible.ignored: true
    }
    Label {
        x: root.boxes[4].x
        width: root.boxes[4].width
        height: parent.height
        horizontalAlignment: Text.AlignRight
        text: root.took
        mono: true
        Accessible.ignored: true
    }
}
