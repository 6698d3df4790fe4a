pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// One job: what may be done about it, why it ended early, and its tenants wave by wave.
SidePane {
    id: root

    required property AppController app
    readonly property JobsController jobs: app.jobs
    readonly property bool shown: jobs.shown
    signal tenantAsked(string name)

    title: jobs.title
    closeName: qsTr("Close")
    subtitle: [
        Pill {
            text: root.jobs.stateName
            tone: root.jobs.stateTone
            ring: root.jobs.stateRing
            filled: root.jobs.stateFilled
        },
        Label {
            height: 20
            text: root.jobs.subtitle
            size: Theme.caption
            color: Theme.muted
        }
    ]

    Item {
        width: parent.width
        height: visible ? 48 : 0
        visible: root.jobs.stoppable || root.jobs.revertible || root.jobs.continuable

        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 1
            color: Theme.border
        }
        Row {
            x: 16
            height: 32
            spacing: 8

            Button {
                visible: root.jobs.stoppable
                //: Button: no further wave is begun
                text: qsTr("Stop after this wave")
                iconName: "stop"
                onClicked: root.jobs.stop()
            }
            Button {
                visible: root.jobs.revertible
                enabled: !root.app.link.lost
                //: Button; a question follows
                text: qsTr("Roll back …")
                iconName: "rollback"
                onClicked: root.jobs.revert()
            }
            Button {
                visible: root.jobs.continuable
                enabled: !root.app.link.lost
                //: Button: upgrade those that were left; a question follows
                text: qsTr("Upgrade the rest …")
                iconName: "upgrade"
                onClicked: root.jobs.goOn()
            }
        }
    }
    PaneSection {
        visible: root.jobs.endTitle.length > 0
        Banner {
            width: parent.width
            height: implicitHeight
            tone: root.jobs.endTone
            title: root.jobs.endTitle
            text: root.jobs.endText
            detail: root.jobs.endDetail
        }
    }
    PaneSection {
        ruled: false
        JobPartList {
            model: root.jobs.parts
            onPicked: tenant => root.tenantAsked(tenant)
        }
    }
}
