import QtQuick
import QtQuick.Templates as T
import Hermes.Style

// A table: head that stays, rows that are made only where they are seen, keys of a list. Rows are `delegate`s, told their
// place by `layout`.
FocusScope {
    id: root

    required property TableLayout layout
    property alias model: list.model
    property alias delegate: list.delegate
    property alias currentIndex: list.currentIndex
    property alias contentY: list.contentY
    readonly property alias count: list.count
    property alias sortColumn: head.sortColumn
    property alias descending: head.descending
    property alias checkable: head.checkable
    property alias checkState: head.checkState
    property alias checksShown: head.checksShown
    property alias checkName: head.checkName
    property alias name: list.name
    property bool loading: false
    property int skeletonHeight: Theme.row
    // True while the list is walked with the keyboard: the row under it shows the ring.
    readonly property alias keyboard: list.keyboard
    signal sortAsked(string key)
    signal checkAsked(bool all)
    signal resized(string key, real width)
    signal stepped(int row)
    signal activated(int row)
    signal toggled(int row)

    Binding {
        target: root.layout
        property: "available"
        value: root.width
    }
    TableHead {
        id: head
        width: parent.width
        layout: root.layout
        ready: !root.loading
        onSortAsked: key => root.sortAsked(key)
        onCheckAsked: all => root.checkAsked(all)
        onResized: (key, width) => root.resized(key, width)
    }
    ListView {
        id: list

        property bool keyboard: false
        property string name
        readonly property int pageRows: Math.max(1, Math.floor(height / Theme.row) - 1)

        function step(row: int): void {
            const wanted = Math.max(0, Math.min(count - 1, row))
            keyboard = true
            currentIndex = wanted
            positionViewAtIndex(wanted, ListView.Contain)
            root.stepped(wanted)
        }

        y: head.height
        width: parent.width
        height: parent.height - y
        visible: !root.loading
        clip: true
        reuseItems: true
        cacheBuffer: 200
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: false
        highlightFollowsCurrentItem: false
        activeFocusOnTab: true
        focus: true
        currentIndex: -1
        onActiveFocusChanged: if (!activeFocus) keyboard = false
        T.ScrollBar.vertical: ScrollBar { }
        Accessible.role: Accessible.Table
        Accessible.name: name

        TapHandler { onPressedChanged: if (pressed) { list.keyboard = false; list.forceActiveFocus(Qt.MouseFocusReason) } }
        Keys.onPressed: event => {
            event.accepted = true
            switch (event.key) {
            case Qt.Key_Up: step(currentIndex - 1); break
            case Qt.Key_Down: step(currentIndex + 1); break
            case Qt.Key_PageUp: step(currentIndex - pageRows); break
            case Qt.Key_PageDown: step(currentIndex + pageRows); break
            case Qt.Key_Home: step(0); break
            case Qt.Key_End: step(count - 1); break
            case Qt.Key_Space: if (currentIndex >= 0) root.toggled(currentIndex); break
            case Qt.Key_Return:
            case Qt.Key_Enter: if (currentIndex >= 0) root.activated(currentIndex); break
            default: event.accepted = false
            }
        }
    }
    SkeletonRows {
        y: head.height
        width: parent.width
        height: parent.height - y
        visible: root.loading
        layout: root.layout
        rowHeight: root.skeletonHeight
    }
}
