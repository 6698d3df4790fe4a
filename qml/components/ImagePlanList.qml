pragma ComponentBehavior: Bound

import QtQuick
import Hermes.Style

// Tenants that get another image, from which to which, under a caption for each wave; those that are left say why.
Column {
    id: root

    property var model: null

    width: parent ? parent.width : 0
    Accessible.role: Accessible.List

    Repeater {
        model: root.model

        Column {
            id: row

            required property string tenant
            required property string change
            required property string note
            required property string tone
            required property string group
            required property bool skipped

            width: root.width

            Label {
                width: parent.width
                height: 28
                visible: row.group.length > 0
                text: row.group
                size: Theme.caption
                color: Theme.muted
                verticalAlignment: Text.AlignVCenter
                Accessible.role: Accessible.Heading
            }
            Item {
                width: parent.width
                height: 28
                Accessible.role: Accessible.ListItem
                Accessible.name: Theme.spoken([row.tenant, row.change, row.note])

                Label {
                    width: 168
                    height: parent.height
                    text: row.tenant
                    strong: !row.skipped
                    color: row.skipped ? Theme.muted : Theme.text
                    Accessible.ignored: true
                }
                Label {
                    id: change
                    x: 176
                    width: row.skipped ? 0 : Math.min(implicitWidth, parent.width - x)
                    height: parent.height
                    text: row.change
                    mono: true
                    Accessible.ignored: true
                }
                Label {
                    x: change.x + (row.skipped ? 0 : change.width + 12)
                    width: parent.width - x
                    height: parent.height
                    horizontalAlignment: row.skipped ? Text.AlignLeft : Text.AlignRight
                    text: row.note
                    size: Theme.caption
                    color: Theme.tone(row.tone)
                    elide: Text.ElideRight
                    Accessible.ignored: true
                }
                Rectangle {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: 1
                    color: Theme.border
                }
            }
        }
    }
}
