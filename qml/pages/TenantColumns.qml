import Hermes.Components

// The columns of the Tenants table.
TableLayout {
    columns: [
        TableColumn { key: "check"; width: 28; sortable: false; hideable: false },
        TableColumn { key: "name"; title: qsTr("Name"); width: 120; grow: 1; hideable: false },
        TableColumn { key: "plan"; title: qsTr("Plan"); width: 136; minimum: 128; drop: 3 },
        TableColumn { key: "payment"; title: qsTr("Payment"); width: 64; drop: 1 },
        TableColumn { key: "phase"; title: qsTr("Phase"); width: 192; minimum: 180; grow: 1; hideable: false },
        TableColumn { key: "weixin"; title: qsTr("WeChat"); width: 92; minimum: 88 },
        TableColumn { key: "host"; title: qsTr("Host"); width: 84 },
        TableColumn { key: "port"; title: qsTr("Port"); width: 48; drop: 2; alignRight: true },
        TableColumn {
            key: "seen"
            //: Column head: age of the last observation
            title: qsTr("Seen")
            width: 64
            alignRight: true
        }
    ]
}
