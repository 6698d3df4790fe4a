import QtQuick
import Hermes.Style

// One fact: label, value, and what may be done with it.
Item {
    id: root

    property string label
    property string value
    property string extra
    property bool mono: false
    property string second
    property string secondExtra
    property string action
    property string actionName
    property string actionValue
    // It leads somewhere: what the button that goes there is called.
    property string openName
    property bool greyed: false
    // Over as many lines as it takes, instead of being cut.
    property bool wraps: false
    signal pressed(string action, string value)

    implicitHeight: main.height
    width: parent ? parent.width : 0

    HoverHandler { id: hover }

    Label {
        width: 84
        height: 24
        text: root.label
        size: Theme.caption
        color: Theme.muted
        Accessible.ignored: true
    }
    Row {
        id: values
        x: 88
        height: main.height
        width: parent.width - x - (button.visible ? 24 : 0) - (link.visible ? 24 : 0)
        spacing: 8
        Accessible.role: Accessible.StaticText
        Accessible.name: root.label + ": " + Theme.spoken([root.value, root.extra, root.second, root.secondExtra], " ")

        Label {
            id: main
            height: root.wraps ? Math.max(24, implicitHeight) : 24
            width: root.wraps ? values.width : Math.min(implicitWidth, values.width)
            topPadding: root.wraps ? 2 : 0
            bottomPadding: topPadding
            wrapMode: root.wraps ? Text.Wrap : Text.NoWrap
            text: root.value
            mono: root.mono
            color: root.greyed ? Theme.muted : Theme.text
            elide: root.wraps ? Text.ElideNone : Text.ElideMiddle
            Accessible.ignored: true
        }
        Label {
            height: 24
            width: root.second.length > 0 ? implicitWidth : Math.max(0, values.width - main.width - 8)
            text: root.extra
            size: Theme.caption
            color: Theme.muted
            Accessible.ignored: true
        }
        Label {
            height: 24
            visible: text.length > 0
            text: root.second
            mono: root.mono
            color: root.greyed ? Theme.muted : Theme.text
            Accessible.ignored: true
        }
        Label {
            height: 24
            visible: text.length > 0
            text: root.secondExtra
            size: Theme.caption
            color: Theme.muted
            Accessible.ignored: true
        }
    }
    Button {
        id: link
        anchors.right: parent.right
        anchors.rightMargin: button.visible ? 20 : -4
        width: 24
        height: 24
        leftPadding: 4
        rightPadding: 4
        visible: root.openName.length > 0
        kind: "ghost"
        iconName: "open"
        tip: root.openName
        opacity: hover.hovered || visualFocus ? 1 : 0.6
        onClicked: root.pressed("open", root.actionValue)
    }
    Button {
        id: button
        anchors.right: parent.right
        anchors.rightMargin: -4
        width: 24
        height: 24
        leftPadding: 4
        rightPadding: 4
        visible: root.action.length > 0
        kind: "ghost"
        iconName: root.action
        tip: root.actionName
        opacity: hover.hovered || visualFocus ? 1 : 0.6
        onClicked: root.pressed(root.action, root.actionValue)
    }
}
