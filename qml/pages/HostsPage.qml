pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// Every host: reachable, engine, capacity, freshness; the chosen one in the pane.
FocusScope {
    id: root

    required property AppController app
    readonly property HostsController hosts: app.hosts
    readonly property bool stale: app.link.lost
    readonly property bool loading: !hosts.known && !stale
    readonly property bool empty: hosts.known && hosts.total === 0
    readonly property bool overlays: width + Theme.sidebar < Theme.paneOverlayBelow
    signal addHostAsked
    signal tenantAsked(string name)
    signal removeAsked
    signal forgetAsked

    function focusFilter(): void { filter.forceActiveFocus(Qt.ShortcutFocusReason) }

    HostColumns { id: columns }

    Item {
        id: main
        height: parent.height
        width: parent.width - (pane.shown && !root.overlays ? pane.width : 0)

        PageHeader {
            id: header
            width: parent.width
            title: qsTr("Hosts")
            age: root.app.link.updated
            actions: Button {
                kind: "primary"
                iconName: "plus"
                text: qsTr("Add host")
                visible: !root.empty
                enabled: !root.stale && !root.loading
                onClicked: root.addHostAsked()
            }
        }
        Item {
            id: banners
            y: header.height
            width: parent.width
            height: lost.visible ? lost.height + 16 : 0

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
        }
        Item {
            id: toolbar
            y: banners.y + banners.height
            width: parent.width
            height: visible ? 48 : 0
            visible: !root.stale && !root.loading && !root.empty

            TextField {
                id: filter
                x: 24
                iconName: "filter"
                placeholderText: qsTr("Name or address")
                text: root.hosts.rows.filter
                trailing: Kbd { text: "F"; visible: filter.length === 0 && !filter.activeFocus }
                onTextEdited: root.hosts.rows.filter = text
                Keys.onEscapePressed: {
                    clear()
                    root.hosts.rows.filter = ""
                }
            }
            Button {
                anchors.right: parent.right
                anchors.rightMargin: 24
                iconName: "refresh"
                tip: qsTr("Refresh")
                onClicked: root.hosts.refresh()
            }
        }
        DataTable {
            id: table
            y: toolbar.y + toolbar.height
            width: parent.width
            height: footer.y - y
            visible: !root.empty
            focus: !root.empty
            loading: root.loading
            skeletonHeight: 72
            layout: columns
            model: root.hosts.rows
            name: qsTr("Hosts")
            onStepped: row => root.hosts.selected = root.hosts.rows.nameAt(row)
            onActivated: row => {
                root.hosts.selected = root.hosts.rows.nameAt(row)
                pane.forceActiveFocus(Qt.TabFocusReason)
            }

            delegate: HostRowDelegate {
                width: ListView.view.width
                layout: columns
                writable: !root.stale
                selected: name === root.hosts.selected
                focused: table.keyboard && table.currentIndex === index
                onPicked: root.hosts.selected = name
                onRetried: root.hosts.reconnect(name)
                onTrustAsked: root.app.trust.ask(name, address)
            }
        }
        EmptyState {
            anchors.horizontalCenter: table.horizontalCenter
            y: table.y + Math.max(24, (table.height - height) / 2 - 40)
            visible: root.empty && !root.stale
            iconName: "hosts"
            title: qsTr("No hosts yet")
            text: qsTr("A host is a machine with Docker that you reach over SSH. Tenants run on it; nothing has to be installed there.")
            actions: Button {
                kind: "primary"
                iconName: "plus"
                text: qsTr("Add host")
                onClicked: root.addHostAsked()
            }
            keys: Row {
                spacing: 8
                Kbd { text: "A" }
                Label { height: 20; text: qsTr("add host"); size: Theme.caption; color: Theme.muted }
            }
        }
        EmptyState {
            anchors.horizontalCenter: table.horizontalCenter
            y: table.y + Theme.head + 96
            visible: root.hosts.known && !root.empty && table.count === 0
            iconName: "filter"
            title: qsTr("No host matches")
            text: qsTr("The filter leaves nothing over.")
            actions: Button {
                text: qsTr("Clear filter")
                onClicked: root.hosts.rows.filter = ""
            }
        }
        PageFooter {
            id: footer
            anchors.bottom: parent.bottom
            width: parent.width
            visible: !root.empty
            start: root.loading ? root.app.link.reading : root.hosts.countText
            middle: root.loading ? "" : root.stale ? root.app.link.seenAt : root.hosts.placesText
            end: root.loading ? "" : root.stale ? qsTr("not live") : root.hosts.reachText
            endTone: root.stale ? "warning" : "muted"
        }
    }

    Connections {
        target: root.hosts
        function onSelectedChanged(): void { table.currentIndex = root.hosts.rows.rowOf(root.hosts.selected) }
    }
    Rectangle {
        anchors.fill: main
        visible: pane.shown && root.overlays
        color: Theme.scrim
        TapHandler { onTapped: root.hosts.selected = "" }
    }
    HostPane {
        id: pane
        anchors.right: parent.right
        height: parent.height
        visible: shown
        app: root.app
        onClosed: byKey => {
            root.hosts.selected = ""
            table.forceActiveFocus(byKey ? Qt.TabFocusReason : Qt.OtherFocusReason)
        }
        onTenantAsked: name => root.tenantAsked(name)
        onRemoveAsked: root.removeAsked()
        onForgetAsked: root.forgetAsked()
    }
}
