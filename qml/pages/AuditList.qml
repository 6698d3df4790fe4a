pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// The audit, the newest entry first, with what keeps it from being read or trusted over it.
FocusScope {
    id: root

    required property AppController app
    readonly property AuditController audit: app.audit
    readonly property bool bare: audit.known && audit.rows.count === 0
    signal paneAsked

    function focusFilter(): void { toolbar.focusFilter() }
    function focusTable(byKey: bool): void { table.forceActiveFocus(byKey ? Qt.TabFocusReason : Qt.OtherFocusReason) }

    Binding {
        target: root.audit
        property: "opened"
        value: root.visible
    }
    AuditColumns { id: columns }

    AuditToolbar {
        id: toolbar
        width: parent.width
        audit: root.audit
    }
    Column {
        id: banners
        x: 24
        y: toolbar.height
        width: parent.width - 48
        spacing: 16
        bottomPadding: broken.visible || failed.visible || done.visible ? 16 : 0

        Banner {
            id: broken
            width: parent.width
            height: implicitHeight
            visible: root.audit.broken.present
            tone: "danger"
            iconName: "shield-alert"
            title: root.audit.broken.message
            text: root.audit.broken.hint
            detail: root.audit.broken.detail
        }
        Banner {
            id: failed
            width: parent.width
            height: implicitHeight
            visible: root.audit.problem.present
            tone: "danger"
            title: root.audit.problem.message
            text: root.audit.problem.hint
            detail: root.audit.problem.detail
            actions: Button {
                text: qsTr("Retry")
                iconName: "refresh"
                onClicked: root.audit.refresh()
            }
        }
        Banner {
            id: notWritten
            width: parent.width
            height: implicitHeight
            visible: root.audit.actProblem.present
            tone: "danger"
            title: root.audit.actProblem.message
            text: root.audit.actProblem.hint
            detail: root.audit.actProblem.detail
            actions: Button {
                kind: "ghost"
                text: qsTr("Dismiss")
                onClicked: root.audit.dismiss()
            }
        }
        Banner {
            id: done
            width: parent.width
            height: implicitHeight
            visible: root.audit.exportedText.length > 0
            tone: "info"
            title: root.audit.exportedText
            actions: Button {
                kind: "ghost"
                text: qsTr("Dismiss")
                onClicked: root.audit.dismiss()
            }
        }
    }
    DataTable {
        id: table
        objectName: "auditTable"
        y: banners.y + banners.height
        width: parent.width
        height: footer.y - y
        visible: !root.bare
        focus: !root.bare
        loading: !root.audit.known && !root.audit.problem.present
        rowHeight: Theme.rowDense
        skeletonHeight: Theme.rowDense
        layout: columns
        model: root.audit.rows
        name: qsTr("Audit")
        sortColumn: "time"
        descending: true
        onEndNeared: root.audit.readOn()
        onStepped: row => root.audit.selected = root.audit.entryAt(row)
        onActivated: row => {
            root.audit.selected = root.audit.entryAt(row)
            root.paneAsked()
        }

        delegate: AuditRowDelegate {
            width: ListView.view.width
            layout: columns
            selected: entry === root.audit.selected
            focused: table.keyboard && table.currentIndex === index
            onPicked: root.audit.selected = entry
        }
    }
    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        y: table.y + Math.max(24, (table.height - height) / 2 - 40)
        visible: root.bare
        iconName: root.audit.filtered ? "search" : "log"
        title: root.audit.filtered ? qsTr("No entry matches") : qsTr("Nothing was done yet")
        text: root.audit.filtered
              ? qsTr("Nobody has done such a thing, or not since then.")
              : qsTr("Whatever people and the worker do to tenants, hosts and orders is kept here, and stays.")
        actions: Button {
            visible: root.audit.filtered
            text: qsTr("Clear filter")
            onClicked: root.audit.clearFilter()
        }
    }
    PageFooter {
        id: footer
        anchors.bottom: parent.bottom
        width: parent.width
        start: root.audit.countText
        end: root.audit.stale ? qsTr("not live") : root.audit.verifiedText
        endTone: root.audit.stale ? "warning" : "muted"
    }
    Connections {
        target: root.audit
        function onChanged(): void { table.currentIndex = root.audit.rowOf(root.audit.selected) }
        function onSelectedChanged(): void { table.currentIndex = root.audit.rowOf(root.audit.selected) }
    }
}
