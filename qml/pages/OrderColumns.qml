import Hermes.Components

// The columns of the Orders page; the first and the last say something else on each tab.
TableLayout {
    id: root

    property string tab
    readonly property bool wide: available > 800

    columns: [
        TableColumn {
            key: "when"
            //: Column: when an order was made; when it was paid; how long it waits
            title: root.tab === "all" ? qsTr("Made") : root.tab === "handoffs" ? qsTr("Paid") : qsTr("Waiting")
            width: 112
            sortable: false
            hideable: false
        },
        TableColumn { key: "tenant"; title: qsTr("Tenant"); width: 128; minimum: 104; grow: root.wide ? 1 : 0; sortable: false },
        TableColumn { key: "order"; title: qsTr("Order"); width: root.wide ? 216 : 108; drop: 1; sortable: false },
        TableColumn { key: "amount"; title: qsTr("Amount"); width: root.wide ? 120 : 88; alignRight: true; inset: 16; sortable: false },
        TableColumn {
            key: "held"
            //: Column: an order's state at the platform; why it is handed off; what keeps it from being delivered
            title: root.tab === "all" ? qsTr("State") : root.tab === "handoffs" ? qsTr("Why") : qsTr("What holds it")
            width: 156
            minimum: 120
            grow: 2
            sortable: false
        }
    ]
}
