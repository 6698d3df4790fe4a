pragma ComponentBehavior: Bound

import QtQuick
import Hermes.Style

// The lines of a host's test: what was found, and where it failed, what to do.
Column {
    id: root

    property var model: null

    width: parent ? parent.width : 0
    spacing: 4

    Repeater {
        model: root.model

        Item {
            id: line

            required property string name
            required property string where
            required property string detail
            required property string extra
            required property string tone
            required property bool ring

            width: root.width
            height: words.implicitHeight
            Accessible.role: Accessible.ListItem
            Accessible.name: Theme.spoken([name, detail, where])

            Mark {
                y: 10 - height / 2
                x: ring ? 0 : 1
                tone: line.tone
                ring: line.ring
            }
            Column {
                id: words
                x: 14
                width: parent.width - x - 60

                Label {
                    width: parent.width
                    height: 20
                    text: line.name
                    Accessible.ignored: true
                }
                Label {
                    width: parent.width
                    visible: text.length > 0
                    text: line.detail
                    size: Theme.caption
                    color: line.tone === "danger" ? Theme.danger : Theme.muted
                    wrapMode: Text.Wrap
                    Accessible.ignored: true
                }
                Label {
                    width: parent.width
                    visible: text.length > 0
                    text: line.where
                    size: Theme.caption
                    wrapMode: Text.Wrap
                    Accessible.ignored: true
                }
            }
            Label {
                anchors.right: parent.right
                height: 20
                text: line.extra
                mono: true
                color: Theme.muted
                Accessible.ignored: true
            }
        }
    }
}
