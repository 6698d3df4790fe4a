pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// Home: five numbers, the live table, and the pane of the chosen tenant.
FocusScope {
    id: root

    required property AppController app
    readonly property TenantsController tenants: app.tenants
    readonly property bool stale: app.link.lost
    readonly property bool loading: !tenants.known && !stale
    readonly property bool empty: tenants.known && tenants.total === 0
    readonly property bool overlays: width + Theme.sidebar < Theme.paneOverlayBelow
    signal newTenantAsked
    signal addHostAsked
    signal destroyAsked

    function focusFilter(): void { toolbar.focusFilter() }
    function rememberColumns(): void {
        const parts = []
        for (let i = 0; i < columns.columns.length; ++i) {
            const column = columns.columns[i]
            parts.push(column.key + ":" + (column.hidden ? 1 : 0) + ":" + Math.round(column.chosenWidth))
        }
        app.settings.remember("tenantColumns", parts.join(" "))
    }
    function restoreColumns(): void {
        for (const part of app.settings.remembered("tenantColumns", "").split(" ")) {
            const [key, hidden, width] = part.split(":")
            for (let i = 0; i < columns.columns.length; ++i) {
                const column = columns.columns[i]
                if (column.key === key && column.hideable)
                    column.hidden = hidden === "1"
                if (column.key === key)
                    column.chosenWidth = Number(width)
            }
        }
    }

    function rememberView(): void {
        const rows = tenants.rows
        app.settings.remember("tenantView", JSON.stringify({
            text: rows.text, phase: rows.phase, plan: rows.plan, host: rows.host, sort: rows.sortColumn,
            descending: rows.descending
        }))
    }
    function restoreView(): void {
        const kept = app.settings.remembered("tenantView", "")
        if (kept.length === 0)
            return
        const view = JSON.parse(kept)
        const rows = tenants.rows
        rows.setSort(view.sort, view.descending)
        rows.text = view.text
        rows.phase = view.phase
        rows.plan = view.plan
        rows.host = view.host
    }

    Component.onCompleted: {
        restoreColumns()
        restoreView()
        view.enabled = true
    }

    Connections {
        id: view
        target: root.tenants.rows
        enabled: false
        function onFilterChanged(): void { root.rememberView() }
        function onSortChanged(): void { root.rememberView() }
    }

    TenantColumns { id: columns }

    Item {
        id: main
        height: parent.height
        width: parent.width - (pane.shown && !root.overlays ? pane.width : 0)

        PageHeader {
            id: header
            width: parent.width
            title: qsTr("Tenants")
            age: root.app.link.updated
            actions: Button {
                kind: "primary"
                iconName: "plus"
                text: qsTr("New tenant")
                visible: !root.empty
                enabled: !root.stale && !root.loading
                onClicked: root.newTenantAsked()
            }
        }
        Item {
            id: banners
            y: header.height
            width: parent.width
            height: (lost.visible ? lost.height + 16 : 0) + (failed.visible ? failed.height + 16 : 0)

            Banner {
                id: lost
                x: 24
                width: parent.width - 48
                height: implicitHeight
                visible: root.stale
                title: root.app.link.title
                text: root.app.link.text
                detail: root.app.link.detail
                note: root.app.link.nextTry
                actions: Button {
                    text: qsTr("Retry")
                    iconName: "refresh"
                    onClicked: root.app.link.retry()
                }
            }
            Banner {
                id: failed
                x: 24
                y: lost.visible ? lost.height + 16 : 0
                width: parent.width - 48
                height: implicitHeight
                visible: root.tenants.problem.present
                tone: "danger"
                title: root.tenants.problem.message
                text: root.tenants.problem.hint
                detail: root.tenants.problem.detail
                actions: Button {
                    kind: "ghost"
                    iconName: "close"
                    tip: qsTr("Close")
                    onClicked: root.tenants.problem.clear()
                }
            }
        }
        Row {
            id: cards
            x: 24
            y: banners.y + banners.height
            width: parent.width - 48
            height: 84
            spacing: 12

            Repeater {
                model: root.tenants.cards

                MetricCard {
                    required property string key
                    required label
                    required value
                    required of
                    required caption
                    required tone
                    required chosen
                    required filters

                    width: (cards.width - 48) / 5
                    height: 84
                    loading: key === "paid" ? !root.app.orders.known : root.loading
                    greyed: root.stale || (key === "paid" && root.app.orders.stale)
                    onClicked: {
                        if (key === "hosts")
                            root.hostsAsked()
                        else if (key === "paid")
                            root.ordersAsked()
                        else
                            root.tenants.pressCard(key)
                    }
                }
            }
        }
        TenantsToolbar {
            id: toolbar
            y: cards.y + cards.height
            width: parent.width
            height: visible ? implicitHeight : 20
            visible: !root.stale && !root.loading && !root.empty
            tenants: root.tenants
            layout: columns
            onColumnsChanged: root.rememberColumns()
        }
        DataTable {
            id: table
            y: toolbar.y + toolbar.height
            width: parent.width
            height: footer.y - y
            visible: !root.empty
            focus: !root.empty
            loading: root.loading
            layout: columns
            model: root.tenants.rows
            name: qsTr("Tenants")
            sortColumn: root.tenants.rows.sortColumn
            descending: root.tenants.rows.descending
            checkable: true
            checkState: root.tenants.checkState
            checksShown: root.tenants.checkedCount > 0
            checkName: qsTr("Select all")
            onSortAsked: key => root.tenants.rows.sortBy(key)
            onCheckAsked: all => root.tenants.checkAll(all)
            onResized: (key, width) => {
                for (let i = 0; i < columns.columns.length; ++i) {
                    if (columns.columns[i].key === key)
                        columns.columns[i].chosenWidth = width
                }
                root.rememberColumns()
            }
            onStepped: row => root.tenants.selected = root.tenants.rows.nameAt(row)
            onActivated: row => {
                root.tenants.selected = root.tenants.rows.nameAt(row)
                pane.forceActiveFocus(Qt.TabFocusReason)
            }
            onToggled: row => {
                const name = root.tenants.rows.nameAt(row)
                root.tenants.check(name, !root.tenants.isChecked(name))
            }

            delegate: TenantRowDelegate {
                width: ListView.view.width
                layout: columns
                selected: name === root.tenants.selected
                focused: table.keyboard && table.currentIndex === index
                checksShown: root.tenants.checkedCount > 0
                checkable: !root.stale
                onPicked: root.tenants.selected = name
                onCheckAsked: wanted => root.tenants.check(name, wanted)
            }
        }
        EmptyState {
            anchors.horizontalCenter: table.horizontalCenter
            y: table.y + Math.max(24, (table.height - height) / 2 - 40)
            visible: root.empty && !root.stale
            iconName: "tenants"
            title: qsTr("No tenants yet")
            text: root.app.hosts.total === 0
                ? qsTr("A tenant is one customer's agent. It needs a machine to run on: add a host first, then make the tenant.")
                : qsTr("A tenant is one customer's agent. Make one here; the customer scans its code, and it is ready.")
            actions: [
                Button {
                    kind: "primary"
                    iconName: "plus"
                    text: root.app.hosts.total === 0 ? qsTr("Add host") : qsTr("New tenant")
                    onClicked: root.app.hosts.total === 0 ? root.addHostAsked() : root.newTenantAsked()
                }
            ]
            keys: Row {
                spacing: 8
                Kbd { text: root.app.hosts.total === 0 ? "A" : "N" }
                Label {
                    height: 20
                    text: root.app.hosts.total === 0 ? qsTr("add host") : qsTr("new tenant")
                    size: Theme.caption
                    color: Theme.muted
                }
            }
        }
        EmptyState {
            anchors.horizontalCenter: table.horizontalCenter
            y: table.y + Theme.head + Math.max(24, (table.height - height) / 2 - 60)
            visible: root.tenants.known && !root.empty && table.count === 0
            iconName: "filter"
            title: qsTr("No tenant matches")
            text: qsTr("The filters leave nothing over.")
            actions: Button {
                text: qsTr("Clear filters")
                onClicked: root.tenants.rows.clearFilters()
            }
        }
        PageFooter {
            id: footer
            anchors.bottom: parent.bottom
            width: parent.width
            visible: !root.empty
            start: root.loading ? root.app.link.reading : root.tenants.countText
            middle: root.loading ? "" : root.stale ? root.app.link.seenAt : root.tenants.sortText
            end: root.loading ? "" : root.stale ? qsTr("not live") : root.tenants.changeText
            endTone: root.stale ? "warning" : "muted"
        }
    }

    signal hostsAsked
    signal ordersAsked
    signal orderAsked(string id)

    Connections {
        target: root.tenants
        function onSelectedChanged(): void { table.currentIndex = root.tenants.rows.rowOf(root.tenants.selected) }
    }
    Connections {
        target: root.tenants.rows
        function onLayoutChanged(): void { table.currentIndex = root.tenants.rows.rowOf(root.tenants.selected) }
    }

    Rectangle {
        anchors.fill: main
        visible: pane.shown && root.overlays
        color: Theme.scrim
        TapHandler { onTapped: root.tenants.selected = "" }
    }
    TenantPane {
        id: pane
        anchors.right: parent.right
        height: parent.height
        visible: shown
        app: root.app
        onClosed: byKey => {
            root.tenants.selected = ""
            table.forceActiveFocus(byKey ? Qt.TabFocusReason : Qt.OtherFocusReason)
        }
        onDestroyAsked: root.destroyAsked()
        onHostsAsked: root.hostsAsked()
        onOrderAsked: id => root.orderAsked(id)
    }
}
