pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// Orders: paid and not delivered first, by waiting time; all of them; those handed off for a refund. The chosen one in the
// pane.
FocusScope {
    id: root

    required property AppController app
    readonly property OrdersController orders: app.orders
    readonly property bool overlays: width + Theme.sidebar < Theme.paneOverlayBelow
    readonly property var tabNames: ["waiting", "all", "handoffs"]
    readonly property string emptyKind: {
        if (orders.loading || (!orders.known && !orders.lost))
            return ""
        if (!orders.configured)
            return "unset"
        if (orders.rows.count > 0)
            return ""
        if (orders.lost)
            return "unread"
        if (orders.tab === "all" && orders.problem.present)
            return ""
        return orders.tab === "all" && orders.search.length > 0 ? "nomatch" : orders.tab
    }
    readonly property bool headless: emptyKind.length > 0 && emptyKind !== "nomatch"
    signal tenantAsked(string name)

    function focusFilter(): void {
        if (!orders.configured)
            return
        orders.tab = "all"
        filter.forceActiveFocus(Qt.ShortcutFocusReason)
    }
    function clearSearch(): void { orders.search = "" }

    Binding {
        target: root.orders
        property: "opened"
        value: root.visible
    }
    OrderColumns {
        id: columns
        tab: root.orders.tab
    }

    Item {
        id: main
        height: parent.height
        width: parent.width - (pane.shown && !root.overlays ? pane.width : 0)

        PageHeader {
            id: header
            width: parent.width
            title: qsTr("Orders")
            age: root.app.link.lost ? root.app.link.updated : root.orders.age
            actions: Button {
                iconName: "refresh"
                tip: qsTr("Look again")
                visible: root.orders.configured && root.orders.known
                working: root.orders.asking
                onClicked: root.orders.refresh()
            }
        }
        TabBar {
            id: tabs
            x: 24
            y: 60
            visible: root.orders.configured
            height: visible ? implicitHeight : 4
            currentIndex: 0
            Component.onCompleted: currentIndex = root.tabNames.indexOf(root.orders.tab)
            onCurrentIndexChanged: if (currentIndex >= 0) root.orders.tab = root.tabNames[currentIndex]

            TabButton {
                text: qsTr("Paid, not delivered")
                count: root.orders.known && root.orders.waitingCount > 0 ? root.orders.waitingCount : ""
            }
            TabButton { text: qsTr("All orders") }
            TabButton {
                text: qsTr("Refund hand-offs")
                count: root.orders.known && root.orders.handOffCount > 0 ? root.orders.handOffCount : ""
            }
        }
        OrdersBanners {
            id: banners
            x: 24
            y: tabs.y + tabs.height + (implicitHeight > 0 ? 16 : 0)
            width: parent.width - 48
            app: root.app
        }
        Item {
            id: toolbar
            y: banners.y + banners.implicitHeight
            width: parent.width
            height: visible ? 56 : 0
            visible: root.orders.tab === "all" && root.orders.configured && !root.orders.stale

            TextField {
                id: filter
                x: 24
                y: 12
                width: Math.min(360, parent.width - 48)
                iconName: "search"
                placeholderText: qsTr("Order, tenant, customer, trade number")
                text: root.orders.search
                trailing: Kbd { text: "F"; visible: filter.length === 0 && !filter.activeFocus }
                onTextEdited: root.orders.search = text
                Keys.onEscapePressed: root.clearSearch()
            }
        }
        DataTable {
            id: table
            objectName: "ordersTable"
            y: toolbar.y + toolbar.height
            width: parent.width
            height: footer.y - y
            visible: !root.headless
            focus: !root.headless
            loading: root.orders.loading
            layout: columns
            model: root.orders.rows
            name: qsTr("Orders")
            sortColumn: "when"
            descending: true
            onEndNeared: root.orders.readOn()
            onStepped: row => root.orders.selected = root.orders.rows.idAt(row)
            onActivated: row => {
                root.orders.selected = root.orders.rows.idAt(row)
                pane.forceActiveFocus(Qt.TabFocusReason)
            }

            delegate: OrderRowDelegate {
                width: ListView.view.width
                layout: columns
                timed: root.orders.tab === "waiting"
                headAside: head === "over" ? root.orders.overText : head === "intime" ? root.orders.inTimeText : root.orders.deliveredText
                selected: order === root.orders.selected
                focused: table.keyboard && table.currentIndex === index
                onPicked: root.orders.selected = order
            }
        }
        OrdersEmpty {
            anchors.horizontalCenter: table.horizontalCenter
            y: table.y + Math.max(24, (table.height - height) / 2 - 40)
            visible: root.emptyKind.length > 0
            orders: root.orders
            kind: root.emptyKind
            onSearchCleared: root.clearSearch()
        }
        PageFooter {
            id: footer
            anchors.bottom: parent.bottom
            width: parent.width
            visible: root.orders.configured
            start: root.orders.countText
            end: root.orders.stale ? qsTr("not live") : root.orders.readText
            endTone: root.orders.stale ? "warning" : "muted"
        }
    }

    Connections {
        target: root.orders
        function onTabChanged(): void {
            tabs.currentIndex = root.tabNames.indexOf(root.orders.tab)
            table.currentIndex = root.orders.rows.rowOf(root.orders.selected)
        }
        function onSelectedChanged(): void { table.currentIndex = root.orders.rows.rowOf(root.orders.selected) }
        function onChanged(): void { table.currentIndex = root.orders.rows.rowOf(root.orders.selected) }
    }
    Rectangle {
        anchors.fill: main
        visible: pane.shown && root.overlays
        color: Theme.scrim
        TapHandler { onTapped: root.orders.selected = "" }
    }
    OrderPane {
        id: pane
        anchors.right: parent.right
        height: parent.height
        visible: shown
        app: root.app
        onTenantAsked: name => root.tenantAsked(name)
        onClosed: byKey => {
            root.orders.selected = ""
            table.forceActiveFocus(byKey ? Qt.TabFocusReason : Qt.OtherFocusReason)
        }
    }
}
