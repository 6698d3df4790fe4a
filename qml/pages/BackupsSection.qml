pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// The tab with a tenant's backups: when each was made, how large it is, and the way back to it.
Column {
    id: root

    required property BackupsController backups
    readonly property bool empty: backups.known && list.count === 0

    topPadding: 12
    bottomPadding: 12
    spacing: 8

    Binding {
        target: root.backups
        property: "opened"
        value: root.visible
    }
    Item {
        x: 16
        width: root.width - 32
        height: 32
        visible: !root.empty

        Button {
            text: qsTr("Back up now")
            workingText: qsTr("Backing up …")
            iconName: "archive"
            working: root.backups.backingUp
            enabled: root.backups.available || root.backups.backingUp
            onClicked: root.backups.backUp()
        }
        Button {
            anchors.right: parent.right
            kind: "ghost"
            iconName: "refresh"
            tip: qsTr("Look again")
            onClicked: root.backups.read()
        }
    }
    Banner {
        x: 16
        width: root.width - 32
        height: visible ? implicitHeight : 0
        visible: root.backups.problem.present
        tone: "danger"
        title: root.backups.problem.message
        text: root.backups.problem.hint
        detail: root.backups.problem.detail
        actions: Button {
            text: qsTr("Retry")
            iconName: "refresh"
            onClicked: root.backups.read()
        }
    }
    Column {
        x: 16
        visible: root.backups.loading
        spacing: 12
        topPadding: 4

        Repeater {
            model: 3
            Skeleton {
                required property int index
                width: 160 + (index * 53) % 90
            }
        }
    }
    Column {
        x: 16
        width: root.width - 32
        visible: root.empty && !root.backups.problem.present
        spacing: 8

        Label {
            width: parent.width
            text: qsTr("No backup yet")
            strong: true
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            text: qsTr("A backup copies its home into its archive on the host. Its agent stands still only while the home is read.")
            color: Theme.muted
            wrapMode: Text.Wrap
        }
        Button {
            kind: "primary"
            text: qsTr("Back up now")
            workingText: qsTr("Backing up …")
            iconName: "archive"
            working: root.backups.backingUp
            enabled: root.backups.available || root.backups.backingUp
            onClicked: root.backups.backUp()
        }
    }
    Column {
        x: 16
        width: root.width - 32
        visible: list.count > 0
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Backups")

        Repeater {
            id: list
            model: root.backups.rows

            BackupLine {
                required file
                required made
                required kind
                required size
                width: parent ? parent.width : 0
                available: root.backups.available
                onRestoreAsked: root.backups.restore(file)
            }
        }
    }
    Label {
        x: 16
        width: root.width - 32
        visible: list.count > 0
        text: root.backups.note
        size: Theme.caption
        color: Theme.muted
        wrapMode: Text.Wrap
    }
}
