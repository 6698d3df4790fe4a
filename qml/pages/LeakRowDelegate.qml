import QtQuick
import Hermes.Components
import Hermes.Style

// One finding: what it is, where, why, and what is to be done about it.
TableRow {
    id: root

    required property int index
    required property string kindName
    required property string kindCode
    required property string tone
    required property string host
    required property string object
    required property string tenant
    required property bool tenantLives
    required property string what
    required property string next
    required property bool failed
    required property string since

    required property TableLayout layout
    readonly property var boxes: layout.boxes

    description: Theme.spoken([kindName, object, host, what, next])
    implicitHeight: Math.max(words.implicitHeight, advice.implicitHeight) + 28

    Pill {
        x: root.boxes[0].x
        y: 14
        text: root.kindName
        code: root.kindCode
        tone: root.tone
        filled: true
        liesOnSelection: root.selected
    }
    Column {
        id: words
        x: root.boxes[1].x
        y: 14
        width: root.boxes[1].width - 16

        Label {
            width: parent.width
            height: 20
            text: root.object
            mono: true
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            text: root.tenantLives ? root.tenant + " · " + root.what : root.what
            size: Theme.caption
            color: Theme.muted
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
    }
    Label {
        x: root.boxes[2].x
        y: 14
        width: root.boxes[2].width - 8
        height: 20
        text: root.host
        Accessible.ignored: true
    }
    Label {
        id: advice
        x: root.boxes[3].x
        y: 16
        width: root.boxes[3].width - 16
        text: root.next
        color: root.failed ? Theme.danger : Theme.text
        size: Theme.caption
        wrapMode: Text.Wrap
        Accessible.ignored: true
    }
    Label {
        x: root.boxes[4].x
        y: 14
        width: root.boxes[4].width
        height: 20
        visible: root.boxes[4].shown
        horizontalAlignment: Text.AlignRight
        text: root.since
        size: Theme.caption
        color: Theme.muted
        Accessible.ignored: true
    }
}
