import Hermes.Components

// The columns of the audit.
TableLayout {
    columns: [
        TableColumn {
            key: "time"
            //: Column: when something was done
            title: qsTr("Time")
            width: 128
            sortable: false
            hideable: false
        },
        TableColumn {
            key: "actor"
            //: Column: who did something
            title: qsTr("Actor")
            width: 148
            minimum: 112
            sortable: false
        },
        TableColumn {
            key: "action"
            //: Column: what was done
            title: qsTr("Action")
            width: 168
            minimum: 128
            sortable: false
        },
        TableColumn {
            key: "target"
            //: Column: to which tenant, host or order something was done
            title: qsTr("Target")
            width: 168
            minimum: 112
            sortable: false
        },
        TableColumn { key: "detail"; title: qsTr("Detail"); width: 320; minimum: 160; grow: 1; drop: 2; sortable: false },
        TableColumn {
            key: "entry"
            //: Column: number of an entry of the audit
            title: qsTr("Entry")
            width: 72
            alignRight: true
            drop: 1
            sortable: false
        }
    ]
}
