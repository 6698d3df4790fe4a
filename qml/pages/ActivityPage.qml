pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// What this window does in the background, with progress and outcome, and the pane of the chosen job.
FocusScope {
    id: root

    required property AppController app
    readonly property JobsController jobs: app.jobs
    readonly property bool empty: jobs.total === 0
    readonly property bool overlays: width + Theme.sidebar < Theme.paneOverlayBelow
    signal tenantsAsked
    signal tenantAsked(string name)

    JobColumns { id: columns }

    Item {
        id: main
        height: parent.height
        width: parent.width - (pane.shown && !root.overlays ? pane.width : 0)

        PageHeader {
            id: header
            width: parent.width
            title: qsTr("Activity")
        }
        DataTable {
            id: table
            y: header.height
            width: parent.width
            height: footer.y - y
            visible: !root.empty
            focus: !root.empty
            layout: columns
            model: root.jobs.rows
            name: qsTr("Activity")
            onStepped: row => root.jobs.selected = root.jobs.idAt(row)
            onActivated: row => {
                root.jobs.selected = root.jobs.idAt(row)
                pane.forceActiveFocus(Qt.TabFocusReason)
            }

            delegate: JobRowDelegate {
                width: ListView.view.width
                layout: columns
                selected: job === root.jobs.selected
                focused: table.keyboard && table.currentIndex === index
                onPicked: root.jobs.selected = job
            }
        }
        EmptyState {
            anchors.horizontalCenter: parent.horizontalCenter
            y: header.height + Math.max(24, (parent.height - header.height - height) / 2 - 40)
            visible: root.empty
            iconName: "activity"
            title: qsTr("Nothing under way")
            text: qsTr("Upgrades, rollbacks, backups and restores that are begun in this window are shown here, with their progress and how they ended.")
            actions: Button {
                text: qsTr("Show tenants")
                iconName: "tenants"
                onClicked: root.tenantsAsked()
            }
        }
        PageFooter {
            id: footer
            anchors.bottom: parent.bottom
            width: parent.width
            visible: !root.empty
            start: root.jobs.countText
            end: qsTr("of this window; once it is closed, nothing more is begun")
        }
    }
    Connections {
        target: root.jobs
        function onChanged(): void { table.currentIndex = root.jobs.rowOf(root.jobs.selected) }
    }
    Rectangle {
        anchors.fill: main
        visible: pane.shown && root.overlays
        color: Theme.scrim
        TapHandler { onTapped: root.jobs.selected = "" }
    }
    JobPane {
        id: pane
        anchors.right: parent.right
        height: parent.height
        visible: shown
        app: root.app
        onTenantAsked: name => root.tenantAsked(name)
        onClosed: byKey => {
            root.jobs.selected = ""
            table.forceActiveFocus(byKey ? Qt.TabFocusReason : Qt.OtherFocusReason)
        }
    }
}
