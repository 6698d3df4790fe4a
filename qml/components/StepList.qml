pragma ComponentBehavior: Bound

import QtQuick
import Hermes.Style

// What would be done, numbered; a step that cannot be done says why.
Column {
    id: root

    property var model: null

    width: parent ? parent.width : 0
    Accessible.role: Accessible.List

    Repeater {
        id: rows
        model: root.model

        Item {
            id: step

            required property int index
            required property string title
            required property string detail
            required property string error
            readonly property bool wrong: error.length > 0

            width: root.width
            height: words.implicitHeight + 14
            Accessible.role: Accessible.ListItem
            Accessible.name: Theme.spoken([title, detail, error])

            Rectangle {
                x: 10
                y: 24
                width: 1
                height: parent.height - 26
                visible: step.index < rows.count - 1
                color: Theme.border
            }
            Rectangle {
                width: 20
                height: 20
                radius: 10
                color: Theme.surface
                border.width: 1
                border.color: step.wrong ? Theme.danger : Theme.border

                Label {
                    anchors.centerIn: parent
                    text: step.index + 1
                    size: Theme.caption
                    color: step.wrong ? Theme.danger : Theme.muted
                    Accessible.ignored: true
                }
            }
            Column {
                id: words
                x: 36
                width: parent.width - x

                Label {
                    width: parent.width
                    height: 20
                    text: step.title
                    strong: true
                    Accessible.ignored: true
                }
                Label {
                    width: parent.width
                    visible: text.length > 0
                    text: step.detail
                    size: Theme.caption
                    color: Theme.muted
                    wrapMode: Text.Wrap
                    Accessible.ignored: true
                }
                Label {
                    width: parent.width
                    visible: text.length > 0
                    text: step.error
                    size: Theme.caption
                    color: Theme.danger
                    wrapMode: Text.Wrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
