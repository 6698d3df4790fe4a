pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// The leak board: what is on the hosts and not as the registry has it.
FocusScope {
    id: root

    required property AppController app
    readonly property LeaksController leaks: app.leaks
    readonly property bool stale: app.link.lost
    readonly property bool empty: leaks.known && leaks.total === 0
    signal repairAsked
    signal tenantAsked(string name)

    Binding {
        target: root.leaks
        property: "opened"
        value: root.visible
    }
    LeakColumns { id: columns }

    PageHeader {
        id: header
        width: parent.width
        title: qsTr("Leaks")
        age: root.leaks.lookedText
        actions: [
            Button {
                iconName: "refresh"
                tip: qsTr("Look again")
                working: root.leaks.looking
                enabled: !root.stale
                onClicked: root.leaks.look()
            },
            Button {
                kind: "primary"
                iconName: "shield-check"
                text: qsTr("Repair …")
                visible: root.leaks.repairable
                working: root.leaks.repairing
                onClicked: root.repairAsked()
            }
        ]
    }
    Item {
        id: banners
        y: header.height
        width: parent.width
        height: (lost.visible ? lost.height + 16 : 0) + (failed.visible ? failed.height + 16 : 0)

        Banner {
            id: lost
            x: 24
            width: parent.width - 48
            height: implicitHeight
            visible: root.stale
            title: root.app.link.title
            text: root.app.link.text
            detail: root.app.link.detail
            note: root.app.link.nextTry
            actions: Button {
                text: qsTr("Retry")
                iconName: "refresh"
                onClicked: root.app.link.retry()
            }
        }
        Banner {
            id: failed
            x: 24
            y: lost.visible ? lost.height + 16 : 0
            width: parent.width - 48
            height: implicitHeight
            visible: root.leaks.problem.present && !root.stale
            tone: "danger"
            title: root.leaks.problem.message
            text: root.leaks.problem.hint
            detail: root.leaks.problem.detail
            actions: Button {
                text: qsTr("Retry")
                iconName: "refresh"
                onClicked: root.leaks.look()
            }
        }
    }
    DataTable {
        id: table
        y: banners.y + banners.height
        width: parent.width
        height: footer.y - y
        visible: !root.empty
        focus: !root.empty
        loading: !root.leaks.known && !root.stale && !root.leaks.problem.present
        skeletonHeight: 64
        layout: columns
        model: root.leaks.rows
        name: qsTr("Leaks")

        delegate: LeakRowDelegate {
            width: ListView.view.width
            layout: columns
            focused: table.keyboard && table.currentIndex === index
            onPicked: if (tenantLives) root.tenantAsked(tenant)
        }
    }
    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        y: table.y + Math.max(24, (table.height - height) / 2 - 40)
        visible: root.empty && !root.stale
        iconName: "shield-check"
        title: qsTr("Nothing leaks")
        text: qsTr("Every container, volume, home and port on the hosts is as the registry has it.")
        actions: Button {
            text: qsTr("Look again")
            iconName: "refresh"
            working: root.leaks.looking
            onClicked: root.leaks.look()
        }
    }
    PageFooter {
        id: footer
        anchors.bottom: parent.bottom
        width: parent.width
        start: root.leaks.countText
        end: root.leaks.silentText
        endTone: "warning"
    }
}
