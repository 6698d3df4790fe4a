import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// The Orders page with nothing to show: why, and the one thing to do.
EmptyState {
    id: root

    required property OrdersController orders
    // unset (no database is named), unread (it never answered), nomatch, waiting, handoffs, all
    required property string kind
    signal searchCleared

    iconName: kind === "unset" || kind === "unread" ? "database" : kind === "nomatch" ? "filter" : kind === "waiting" ? "check-circle" : "orders"
    title: {
        switch (kind) {
        case "unset": return qsTr("No platform database")
        case "unread": return qsTr("Nothing is known of the orders")
        case "nomatch": return qsTr("No order matches")
        case "handoffs": return qsTr("Nothing is handed off")
        case "all": return qsTr("No orders yet")
        default: return qsTr("Everything that is paid is delivered")
        }
    }
    text: {
        switch (kind) {
        case "unset": return qsTr("Orders and payments are read from the platform's own database. Name it in HERMES_ADMIN_PLATFORM_DB, then start this program again.")
        case "unread": return qsTr("The platform's database has not answered since this window is open.")
        case "nomatch": return qsTr("Ids, trade numbers and transactions are looked for in full or in part.")
        case "handoffs": return qsTr("Orders whose money has to go back are listed here, for a person to refund them at WeChat Pay.")
        case "all": return qsTr("The platform has taken no order so far.")
        default: return qsTr("A paid order stands here until its agent answers, those that wait longest first.")
        }
    }
    actions: [
        Button {
            visible: root.kind === "unset"
            kind: "primary"
            iconName: "copy"
            //: Button: copies HERMES_ADMIN_PLATFORM_DB
            text: qsTr("Copy the setting's name")
            onClicked: root.orders.copySettingName()
        },
        Button {
            visible: root.kind === "nomatch"
            text: qsTr("Clear search")
            onClicked: root.searchCleared()
        },
        Button {
            visible: root.kind === "waiting"
            iconName: "orders"
            text: qsTr("Show all orders")
            onClicked: root.orders.tab = "all"
        },
        Button {
            visible: root.kind === "handoffs" || root.kind === "all"
            iconName: "refresh"
            text: qsTr("Look again")
            working: root.orders.asking
            onClicked: root.orders.refresh()
        }
    ]
}
