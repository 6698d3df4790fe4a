import Hermes.Components

// The columns of the leak board.
TableLayout {
    columns: [
        TableColumn { key: "kind"; title: qsTr("Finding"); width: 160; minimum: 148; sortable: false; hideable: false },
        TableColumn { key: "object"; title: qsTr("What"); width: 320; minimum: 220; grow: 1; sortable: false },
        TableColumn { key: "host"; title: qsTr("Host"); width: 120; minimum: 100; sortable: false },
        TableColumn { key: "next"; title: qsTr("What to do"); width: 360; minimum: 220; grow: 1; sortable: false },
        TableColumn {
            key: "since"
            //: Column: for how long a finding has been seen
            title: qsTr("For")
            width: 72
            alignRight: true
            drop: 1
            sortable: false
        }
    ]
}
