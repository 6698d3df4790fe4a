import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// The latest job about this tenant: how far it is, or how it ended and what may be done then.
PaneSection {
    id: root

    required property AppController app
    readonly property JobsController jobs: app.jobs

    visible: jobs.tenantShown

    Banner {
        width: parent.width
        height: implicitHeight
        tone: root.jobs.tenantFailed ? "danger" : "info"
        iconName: root.jobs.tenantRunning ? "activity" : root.jobs.tenantFailed ? "error" : "check-circle"
        title: root.jobs.tenantTitle
        text: Theme.spoken([root.jobs.tenantText, root.jobs.tenantRunning ? root.jobs.tenantTook : ""])
        detail: root.jobs.tenantDetail
        actions: [
            Button {
                visible: root.jobs.tenantRevertible
                enabled: !root.app.link.lost
                //: Button; a question follows
                text: qsTr("Roll back …")
                iconName: "rollback"
                onClicked: root.jobs.revertTenant()
            },
            Button {
                //: Button: shows the job on the Activity page
                text: qsTr("Show")
                onClicked: root.jobs.showTenantJob()
            },
            Button {
                visible: !root.jobs.tenantRunning
                kind: "ghost"
                text: qsTr("Close")
                onClicked: root.jobs.dismissTenantJob()
            }
        ]
    }
}
