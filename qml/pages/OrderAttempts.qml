pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// Who tried what about an order, the newest first.
Column {
    id: root

    required property OrderController order
    readonly property int timeWidth: order.attemptsDated ? 140 : 68

    SectionHead {
        width: parent.width
        height: 20
        text: qsTr("Attempts")
        aside: root.order.versionText
    }
    Repeater {
        id: lines
        model: root.order.attempts

        Item {
            id: line
            required property string time
            required property string source
            required property string text

            width: root.width
            height: 24
            Accessible.role: Accessible.ListItem
            Accessible.name: Theme.spoken([time, text, source])

            Label {
                width: root.timeWidth
                height: 24
                text: line.time
                mono: true
                color: Theme.muted
                Accessible.ignored: true
            }
            Label {
                x: root.timeWidth + 4
                width: parent.width - x - 128
                height: 24
                text: line.text
                Accessible.ignored: true
            }
            Label {
                anchors.right: parent.right
                width: Math.min(implicitWidth, 120)
                height: 24
                text: line.source
                size: Theme.caption
                color: Theme.muted
                elide: Text.ElideMiddle
                Accessible.ignored: true
            }
        }
    }
    Label {
        height: 24
        visible: lines.count === 0
        text: qsTr("Nobody has done anything about it.")
        size: Theme.caption
        color: Theme.muted
    }
}
