import QtQuick
import QtQuick.Templates as T
import Hermes.Style

// What one witness says, when, and whether the others agree.
Item {
    id: root

    property string iconName
    property string label
    property string value
    // The value is the other side's own word.
    property bool isCode: false
    property string amount
    property string line
    property string time
    // The time with its day, for the tooltip.
    property string moment
    property string markIcon
    property string markTone
    property string markName
    property bool greyed: false
    property bool ruled: true
    readonly property color ink: greyed ? Theme.muted : Theme.text

    implicitHeight: 56 + (ruled ? 1 : 0)
    width: parent ? parent.width : 0
    Accessible.role: Accessible.ListItem
    Accessible.name: Theme.spoken([label, value, amount, line, time, markName])

    Icon {
        y: 10
        icon: root.iconName
    }
    Label {
        x: 28
        y: 8
        width: 112
        height: 20
        text: root.label
        color: root.ink
        Accessible.ignored: true
    }
    Row {
        id: values
        x: 144
        y: 8
        width: parent.width - x - 96
        height: 20
        spacing: 8

        Label {
            width: Math.min(implicitWidth, Math.max(0, values.width - (sum.visible ? sum.width + 8 : 0)))
            height: 20
            text: root.value
            strong: root.isCode && !root.greyed
            color: root.ink
            Accessible.ignored: true
        }
        Label {
            id: sum
            width: Math.min(implicitWidth, 160)
            height: 20
            visible: text.length > 0
            text: root.amount
            mono: true
            color: root.ink
            Accessible.ignored: true
        }
    }
    Label {
        id: words
        x: 144
        y: 29
        width: parent.width - x - 28
        height: 16
        text: root.line
        size: Theme.caption
        color: Theme.muted
        Accessible.ignored: true

        T.ToolTip.visible: truncated && over.hovered
        T.ToolTip.text: root.line
        T.ToolTip.delay: 600
        HoverHandler { id: over }
    }
    Label {
        anchors.right: parent.right
        anchors.rightMargin: 28
        y: 8
        height: 20
        text: root.time
        mono: true
        color: Theme.muted
        Accessible.ignored: true

        T.ToolTip.visible: root.moment.length > 0 && hover.hovered
        T.ToolTip.text: root.moment
        T.ToolTip.delay: 600
        HoverHandler { id: hover }
    }
    Icon {
        anchors.right: parent.right
        y: 10
        visible: root.markIcon.length > 0
        icon: root.markIcon
        color: root.greyed ? Theme.muted : Theme.tone(root.markTone)

        T.ToolTip.visible: root.markName.length > 0 && mark.hovered
        T.ToolTip.text: root.markName
        T.ToolTip.delay: 600
        HoverHandler { id: mark }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        visible: root.ruled
        color: Theme.border
    }
}
