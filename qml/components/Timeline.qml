pragma ComponentBehavior: Bound

import QtQuick
import Hermes.Style

// The phases of a tenant, one row each: done, now, failed, to come.
Column {
    id: root

    property var model: null
    property int labelWidth: 116

    width: parent ? parent.width : 0
    Accessible.role: Accessible.List

    Repeater {
        id: rows
        model: root.model

        Item {
            id: line

            required property int index
            required property string name
            required property string mark
            required property string detail
            required property string time
            readonly property bool now: mark === "now"
            readonly property bool future: mark === "next"

            width: root.width
            height: 24
            Accessible.role: Accessible.ListItem
            Accessible.name: Theme.spoken([name, detail, time])

            Rectangle {
                x: 7.5
                y: -4
                width: 1
                height: 8
                visible: line.index > 0
                color: Theme.border
            }
            Rectangle {
                readonly property int size: line.now ? 10 : 8
                x: 8 - size / 2
                anchors.verticalCenter: parent.verticalCenter
                width: size
                height: size
                radius: size / 2
                color: line.mark === "done" ? Theme.success : line.mark === "failed" ? Theme.danger : Theme.surface
                border.width: line.now ? 2 : line.future ? 1 : 0
                border.color: line.now ? Theme.accent : Theme.muted
            }
            Label {
                x: 24
                width: root.labelWidth
                height: 24
                text: line.name
                strong: line.now
                color: line.future ? Theme.muted : Theme.text
                Accessible.ignored: true
            }
            Label {
                x: 24 + root.labelWidth
                width: parent.width - x - moment.width - 8
                height: 24
                text: line.detail
                size: Theme.caption
                color: Theme.muted
                Accessible.ignored: true
            }
            Label {
                id: moment
                anchors.right: parent.right
                height: 24
                text: line.time
                mono: true
                color: Theme.muted
                Accessible.ignored: true
            }
        }
    }
}
