pragma ComponentBehavior: Bound

import QtQuick
import Hermes.Style

// The rows of a table that is still being read.
Item {
    id: root

    required property TableLayout layout
    property int rowHeight: Theme.row

    clip: true
    Accessible.ignored: true

    Repeater {
        model: root.visible ? Math.max(0, Math.ceil(root.height / root.rowHeight)) : 0

        Item {
            id: row
            required property int index

            y: index * root.rowHeight
            width: root.width
            height: root.rowHeight

            Repeater {
                model: root.layout.columns.length

                Skeleton {
                    required property int index
                    readonly property var box: root.layout.boxes[index]
                    readonly property TableColumn column: root.layout.columns[index]
                    // Uneven, but the same on every run: no randomness in a picture.
                    readonly property real share: 0.5 + ((row.index * 7 + index * 13) % 10) / 32

                    visible: box.shown && column.title.length > 0
                    width: Math.round((box.width - 8) * share)
                    x: column.alignRight ? box.x + box.width - column.inset - width : box.x
                    y: (root.rowHeight - height) / 2
                }
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
