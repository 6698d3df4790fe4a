import QtQuick
import QtQuick.Templates as T
import Hermes.Components
import Hermes.Style

// One order: how long it waits (or when it was made), whose it is, and what holds it. The first of a group has the group's
// name over it.
Item {
    id: root

    required property int index
    required property string order
    required property string orderText
    required property string tenant
    required property bool named
    required property string amount
    required property string when
    required property string whenTone
    required property string moment
    required property double share
    required property string held
    required property string heldTone
    required property bool dense
    required property bool greyed
    required property string description
    required property string head

    required property TableLayout layout
    property string headAside
    property bool selected: false
    property bool focused: false
    // The first column is a length of time, not a date.
    property bool timed: false
    readonly property var boxes: layout.boxes
    readonly property color ink: greyed ? Theme.muted : Theme.text
    signal picked

    implicitHeight: row.y + row.height

    GroupHead {
        id: group
        width: parent.width
        visible: root.head.length > 0
        text: root.head === "over" ? qsTr("Over 5 minutes") : root.head === "intime" ? qsTr("In time") : qsTr("Delivered today")
        aside: root.headAside
    }
    TableRow {
        id: row
        y: root.head.length > 0 ? group.height : 0
        width: parent.width
        height: root.dense ? Theme.rowDense : Theme.row
        description: root.description
        selected: root.selected
        focused: root.focused
        onPicked: root.picked()

        Item {
            x: root.boxes[0].x
            width: root.boxes[0].width - 8
            height: parent.height

            T.ToolTip.visible: root.moment.length > 0 && hover.hovered
            T.ToolTip.text: root.moment
            T.ToolTip.delay: 600
            HoverHandler { id: hover }

            Label {
                id: time
                width: root.timed ? Math.max(40, implicitWidth) : parent.width
                height: parent.height
                horizontalAlignment: root.timed ? Text.AlignRight : Text.AlignLeft
                text: root.when
                mono: true
                color: Theme.tone(root.whenTone)
                Accessible.ignored: true
            }
            Bar {
                x: time.width + 8
                anchors.verticalCenter: parent.verticalCenter
                width: 88 - x
                visible: root.share >= 0 && width >= 8
                share: root.share
                tone: root.greyed ? "muted" : root.share >= 1 ? "danger" : "accent"
            }
        }
        Label {
            x: root.boxes[1].x
            width: root.boxes[1].width - 12
            height: parent.height
            text: root.tenant
            strong: root.named && !root.greyed
            color: root.named ? root.ink : Theme.muted
            Accessible.ignored: true
        }
        Label {
            x: root.boxes[2].x
            width: root.boxes[2].width - 16
            height: parent.height
            visible: root.boxes[2].shown
            text: root.orderText
            mono: true
            color: Theme.muted
            Accessible.ignored: true
        }
        Label {
            x: root.boxes[3].x
            width: root.boxes[3].width - 16
            height: parent.height
            horizontalAlignment: Text.AlignRight
            text: root.amount
            mono: true
            color: root.ink
            Accessible.ignored: true
        }
        Label {
            x: root.boxes[4].x
            width: root.boxes[4].width
            height: parent.height
            text: root.held
            color: Theme.tone(root.heldTone)
            Accessible.ignored: true
        }
    }
}
