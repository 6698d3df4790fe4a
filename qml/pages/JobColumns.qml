import Hermes.Components

// The columns of the Activity page.
TableLayout {
    columns: [
        TableColumn {
            key: "job"
            //: Column: what a job does, as "Upgrade"
            title: qsTr("Job")
            width: 280
            minimum: 200
            grow: 1
            sortable: false
            hideable: false
        },
        TableColumn { key: "progress"; title: qsTr("Progress"); width: 360; minimum: 220; grow: 2; sortable: false },
        TableColumn { key: "state"; title: qsTr("State"); width: 112; sortable: false },
        TableColumn {
            key: "began"
            //: Column: when a job began
            title: qsTr("Began")
            width: 84
            alignRight: true
            drop: 1
            sortable: false
        },
        TableColumn {
            key: "took"
            //: Column: how long a job has taken
            title: qsTr("Took")
            width: 72
            alignRight: true
            sortable: false
        }
    ]
}
