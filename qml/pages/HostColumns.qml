import Hermes.Components

// The columns of the Hosts table.
TableLayout {
    columns: [
        TableColumn { key: "name"; title: qsTr("Host"); width: 200; minimum: 160; grow: 1; sortable: false; hideable: false },
        TableColumn { key: "state"; title: qsTr("Reachable"); width: 148; minimum: 132; sortable: false },
        TableColumn { key: "engine"; title: qsTr("Engine"); width: 128; minimum: 116; drop: 1; sortable: false },
        TableColumn { key: "capacity"; title: qsTr("Capacity"); width: 228; minimum: 180; grow: 0.5; sortable: false },
        TableColumn { key: "seen"; title: qsTr("Seen"); width: 56; alignRight: true; sortable: false }
    ]
}
