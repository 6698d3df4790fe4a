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
    property alias name: frame.name
    property bool loading: false
    property int skeletonHeight: Theme.row
    property int rowHeight: Theme.row
    // True while the list is walked with the keyboard: the row under it shows the ring, or the list while there is none.
    readonly property alias keyboard: frame.keyboard
    signal sortAsked(string key)
    signal checkAsked(bool all)
    signal resized(string key, real width)
    signal stepped(int row)
    signal activated(int row)
    signal toggled(int row)
    // The last rows are nearly in sight, or there are few: whoever has more gives it.
    signal endNeared

    Binding {
        target: root.layout
        property: "available"
        value: root.width
    }
    // Rows are not asked for amid a change of rows.
    Timer {
        id: later
        interval: 0
        onTriggered: if (list.nearsEnd) root.endNeared()
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
    T.Control {
        id: frame

        property bool walked: false
        property string name
        readonly property bool keyboard: visualFocus || walked
        readonly property int pageRows: Math.max(1, Math.floor(height / root.rowHeight) - 1)

        function step(row: int): void {
            if (list.count === 0)
                return
            const wanted = Math.max(0, Math.min(list.count - 1, row))
            walked = true
            list.currentIndex = wanted
            list.positionViewAtIndex(wanted, ListView.Contain)
            root.stepped(wanted)
        }
        function takeFocusByMouse(): void {
            walked = false
            forceActiveFocus(Qt.MouseFocusReason)
            focusReason = Qt.MouseFocusReason
        }

        y: head.height
        width: parent.width
        height: parent.height - y
        focus: true
        focusPolicy: Qt.TabFocus
        onActiveFocusChanged: if (!activeFocus) walked = false
        onVisualFocusChanged: if (visualFocus && list.currentIndex >= 0) list.positionViewAtIndex(list.currentIndex, ListView.Contain)
        Accessible.role: Accessible.Table
        Accessible.name: name

        Keys.onPressed: event => {
            event.accepted = true
            switch (event.key) {
            case Qt.Key_Up: step(list.currentIndex - 1); break
            case Qt.Key_Down: step(list.currentIndex + 1); break
            case Qt.Key_PageUp: step(list.currentIndex - pageRows); break
            case Qt.Key_PageDown: step(list.currentIndex + pageRows); break
            case Qt.Key_Home: step(0); break
            case Qt.Key_End: step(list.count - 1); break
            case Qt.Key_Space: if (list.currentIndex >= 0) root.toggled(list.currentIndex); break
            case Qt.Key_Return:
            case Qt.Key_Enter: if (list.currentIndex >= 0) root.activated(list.currentIndex); break
            default: event.accepted = false
            }
        }

        ListView {
            id: list
            anchors.fill: parent
            visible: !root.loading
            clip: true
            reuseItems: true
            cacheBuffer: 200
            boundsBehavior: Flickable.StopAtBounds
            keyNavigationEnabled: false
            highlightFollowsCurrentItem: false
            currentIndex: -1
            // Qt 6.4 asks a model for more only where it makes a delegate, not where it uses one again.
            readonly property bool nearsEnd: count > 0 && contentY - originY + 2 * height > count * root.rowHeight
            onNearsEndChanged: later.restart()
            onCountChanged: later.restart()
            T.ScrollBar.vertical: ScrollBar { }

            TapHandler { onPressedChanged: if (pressed) frame.takeFocusByMouse() }
        }
        FocusRing {
            around: frame
            outset: -2
            visible: frame.keyboard && list.currentIndex < 0
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
