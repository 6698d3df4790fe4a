pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// What this window does in the background, with progress and outcome; what people and the worker ever did. The chosen
// job or entry in the pane.
FocusScope {
    id: root

    required property AppController app
    readonly property JobsController jobs: app.jobs
    readonly property bool auditing: tabs.currentIndex === 1
    readonly property SidePane pane: auditing ? entryPane : jobPane
    readonly property bool empty: jobs.total === 0
    readonly property bool overlays: width + Theme.sidebar < Theme.paneOverlayBelow
    signal tenantsAsked
    signal tenantAsked(string name)

    function focusFilter(): void {
        tabs.currentIndex = 1
        audit.focusFilter()
    }
    function showJobs(): void { tabs.currentIndex = 0 }

    JobColumns { id: columns }

    Item {
        id: main
        height: parent.height
        width: parent.width - (root.pane.visible && !root.overlays ? root.pane.width : 0)

        PageHeader {
            id: header
            width: parent.width
            title: qsTr("Activity")
        }
        TabBar {
            id: tabs
            objectName: "activityTabs"
            x: 24
            y: 60

            TabButton {
                //: Tab of what this window does in the background
                text: qsTr("Jobs")
                count: root.jobs.running > 0 ? root.jobs.running : ""
            }
            //: Tab of what people and the worker did
            TabButton { text: qsTr("Audit") }
        }
        AuditList {
            id: audit
            y: tabs.y + tabs.height
            width: parent.width
            height: parent.height - y
            visible: root.visible && root.auditing
            focus: root.auditing
            app: root.app
            onPaneAsked: entryPane.forceActiveFocus(Qt.TabFocusReason)
        }
        DataTable {
            id: table
            y: tabs.y + tabs.height
            width: parent.width
            height: footer.y - y
            visible: !root.empty && !root.auditing
            focus: !root.empty && !root.auditing
            layout: columns
            model: root.jobs.rows
            name: qsTr("Activity")
            onStepped: row => root.jobs.selected = root.jobs.idAt(row)
            onActivated: row => {
                root.jobs.selected = root.jobs.idAt(row)
                jobPane.forceActiveFocus(Qt.TabFocusReason)
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
            y: table.y + Math.max(24, (parent.height - table.y - height) / 2 - 40)
            visible: root.empty && !root.auditing
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
            visible: !root.empty && !root.auditing
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
        visible: root.pane.visible && root.overlays
        color: Theme.scrim
        TapHandler { onTapped: root.auditing ? root.app.audit.selected = "" : root.jobs.selected = "" }
    }
    AuditPane {
        id: entryPane
        anchors.right: parent.right
        height: parent.height
        visible: shown && root.auditing
        audit: root.app.audit
        onClosed: byKey => {
            root.app.audit.selected = ""
            audit.focusTable(byKey)
        }
    }
    JobPane {
        id: jobPane
        anchors.right: parent.right
        height: parent.height
        visible: shown && !root.auditing
        app: root.app
        onTenantAsked: name => root.tenantAsked(name)
        onClosed: byKey => {
            root.jobs.selected = ""
            table.forceActiveFocus(byKey ? Qt.TabFocusReason : Qt.OtherFocusReason)
        }
    }
}
