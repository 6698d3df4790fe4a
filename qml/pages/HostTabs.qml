pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// The lower part of a host's pane: its tenants, its leaks, what people did with it.
Column {
    id: root

    required property HostsController hosts
    required property HostTabsController details
    required property LeaksController board
    signal tenantAsked(string name)

    Item {
        width: parent.width
        height: Theme.head

        TabBar {
            id: tabs
            objectName: "hostTabs"
            x: 16

            //: A tab, with the number of a host's tenants
            TabButton { text: qsTr("Tenants %1").arg(root.hosts.residents.count) }
            TabButton { text: root.details.leaksTitle }
            //: A tab: what people did with a host
            TabButton { text: qsTr("Events") }
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 1
            color: Theme.border
        }
    }
    ResidentList {
        width: parent.width
        visible: tabs.currentIndex === 0
        model: root.hosts.residents
        onPicked: name => root.tenantAsked(name)
    }
    PaneSection {
        visible: tabs.currentIndex === 1
        ruled: false
        spacing: 8

        CheckList {
            visible: root.details.leaks.count > 0
            model: root.details.leaks
        }
        Label {
            width: parent.width
            visible: text.length > 0
            text: root.details.leaksText
            size: Theme.caption
            color: Theme.muted
            wrapMode: Text.Wrap
        }
        Button {
            text: qsTr("Look now")
            workingText: qsTr("Looking …")
            iconName: "refresh"
            working: root.board.looking
            onClicked: root.board.look()
        }
    }
    PaneSection {
        visible: tabs.currentIndex === 2
        ruled: false

        CheckList { model: root.details.events }
        Label {
            visible: root.details.events.count === 0
            height: 24
            text: qsTr("Nothing is recorded of it.")
            size: Theme.caption
            color: Theme.muted
        }
    }
}
