import QtQuick
import QtQuick.Templates as T
import Hermes.Components
import Hermes.Style

// One entry of the audit: when, who, what, to whom, and why.
TableRow {
    id: root

    required property int index
    required property string entry
    required property string time
    required property string moment
    required property string actor
    required property string action
    required property string code
    required property string target
    required property string detail

    required property TableLayout layout
    readonly property var boxes: layout.boxes

    description: Theme.spoken([moment, actor, action, target, detail])
    implicitHeight: Theme.rowDense

    Label {
        x: root.boxes[0].x
        width: root.boxes[0].width - 12
        height: parent.height
        text: root.time
        mono: true
        color: Theme.muted
        Accessible.ignored: true

        T.ToolTip.visible: when.hovered
        T.ToolTip.text: root.moment
        T.ToolTip.delay: 600
        HoverHandler { id: when }
    }
    Label {
        x: root.boxes[1].x
        width: root.boxes[1].width - 12
        height: parent.height
        text: root.actor
        elide: Text.ElideMiddle
        Accessible.ignored: true
    }
    Label {
        x: root.boxes[2].x
        width: root.boxes[2].width - 12
        height: parent.height
        text: root.action
        strong: true
        Accessible.ignored: true

        T.ToolTip.visible: what.hovered
        T.ToolTip.text: root.code
        T.ToolTip.delay: 600
        HoverHandler { id: what }
    }
    Label {
        x: root.boxes[3].x
        width: root.boxes[3].width - 12
        height: parent.height
        text: root.target
        elide: Text.ElideMiddle
        Accessible.ignored: true
    }
    Label {
        x: root.boxes[4].x
        width: root.boxes[4].width - 16
        height: parent.height
        visible: root.boxes[4].shown
        text: root.detail
        color: Theme.muted
        Accessible.ignored: true
    }
    Label {
        x: root.boxes[5].x
        width: root.boxes[5].width
        height: parent.height
        visible: root.boxes[5].shown
        horizontalAlignment: Text.AlignRight
        text: root.entry
        mono: true
        color: Theme.muted
        Accessible.ignored: true
    }
}
