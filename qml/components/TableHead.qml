pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Hermes.Style

// The head of a table: press a title to sort by it, drag its edge to change its width.
Item {
    id: root

    required property TableLayout layout
    property string sortColumn
    property bool descending: false
    property bool checkable: false
    property int checkState: 0
    property bool checksShown: false
    property string checkName
    property bool ready: true
    signal sortAsked(string key)
    signal checkAsked(bool all)
    signal resized(string key, real width)

    implicitHeight: Theme.head
    Accessible.role: Accessible.Row
    Accessible.name: ""

    CheckBox {
        x: root.layout.start
        anchors.verticalCenter: parent.verticalCenter
        visible: root.checkable
        quiet: root.checkState === 0 && !root.checksShown
        enabled: root.ready
        tristate: root.checkState === 1
        checkState: root.checkState === 2 ? Qt.Checked : root.checkState === 1 ? Qt.PartiallyChecked : Qt.Unchecked
        Accessible.name: root.checkName
        onToggled: root.checkAsked(root.checkState === 0)
    }
    Repeater {
        model: root.layout.columns.length

        T.AbstractButton {
            id: title

            required property int index
            readonly property TableColumn column: root.layout.columns[index]
            readonly property var box: root.layout.boxes[index]
            readonly property bool sorted: column.key === root.sortColumn

            x: box.x
            width: box.width - column.inset
            height: root.height
            visible: box.shown && column.title.length > 0
            enabled: column.sortable && root.ready
            focusPolicy: Qt.StrongFocus
            hoverEnabled: true
            text: column.title
            onClicked: root.sortAsked(column.key)
            Keys.onReturnPressed: clicked()
            Accessible.role: Accessible.ColumnHeader
            Accessible.name: column.title
            Accessible.onPressAction: if (enabled) clicked()

            background: Item {
                Rectangle {
                    anchors.fill: parent
                    anchors.margins: 4
                    anchors.leftMargin: -6
                    anchors.rightMargin: title.column.alignRight ? -6 : 2
                    radius: 4
                    color: Theme.clear
                    border.width: 2
                    border.color: Theme.accent
                    visible: title.visualFocus
                }
            }
            contentItem: Item {
                Row {
                    x: title.column.alignRight ? parent.width - width : 0
                    height: parent.height
                    spacing: 4
                    layoutDirection: title.column.alignRight ? Qt.RightToLeft : Qt.LeftToRight

                    Label {
                        height: parent.height
                        text: title.text
                        size: Theme.caption
                        strong: title.sorted
                        color: title.sorted || (title.hovered && title.enabled) ? Theme.text : Theme.muted
                        Accessible.ignored: true
                    }
                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        visible: title.sorted
                        size: 14
                        icon: root.descending ? "sort-up" : title.column.key === "phase" ? "sort-down" : "sort-up"
                        rotation: root.descending ? 180 : 0
                        color: Theme.text
                    }
                }
            }

            Item {
                x: parent.width - 4
                width: 8
                height: parent.height
                visible: !title.column.alignRight && root.ready
                HoverHandler { cursorShape: Qt.SplitHCursor }
                DragHandler {
                    property real before: 0
                    target: null
                    xAxis.enabled: true
                    yAxis.enabled: false
                    onActiveChanged: if (active) before = title.box.width
                    onActiveTranslationChanged: if (active) root.resized(title.column.key, Math.max(48, before + activeTranslation.x))
                }
            }
        }
    }
    Rectangle {
        width: parent.width
        height: 1
        color: Theme.border
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.border
    }
}
