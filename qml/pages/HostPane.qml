import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// One host: test, services, capacity, trust, and the tenants on it.
SidePane {
    id: root

    required property AppController app
    readonly property HostsController hosts: app.hosts
    readonly property bool shown: hosts.shown
    signal tenantAsked(string name)
    signal removeAsked
    signal forgetAsked

    title: hosts.selected
    closeName: qsTr("Close")
    subtitle: [
        Pill {
            text: root.hosts.stateName
            tone: root.hosts.stateTone
            ring: root.hosts.stateRing
            filled: root.hosts.stateFilled
        },
        Label {
            height: 20
            text: root.hosts.address
            mono: true
            color: Theme.muted
        }
    ]

    Item {
        width: parent.width
        height: 48
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 1
            color: Theme.border
        }
        Item {
            x: 16
            width: parent.width - 32
            height: 32

            Row {
                spacing: 8

                Button {
                    visible: !root.hosts.asksTrust
                    text: qsTr("Test")
                    workingText: qsTr("Testing …")
                    iconName: "check-circle"
                    working: root.hosts.testing
                    onClicked: root.hosts.test()
                }
                Button {
                    visible: root.hosts.cordonable
                    //: Buttons: the host takes no further tenant, and takes tenants again
                    text: root.hosts.cordoned ? qsTr("Uncordon") : qsTr("Cordon")
                    iconName: root.hosts.cordoned ? "play" : "cordon"
                    onClicked: root.hosts.toggleCordon()
                }
                Button {
                    visible: root.hosts.cordonable && !root.app.drain.running
                    //: Button: moves everything off the host
                    text: qsTr("Drain")
                    iconName: "drain"
                    onClicked: root.app.move.askHost(root.hosts.selected)
                }
                Button {
                    visible: root.hosts.asksTrust
                    kind: "primary"
                    text: qsTr("Compare key …")
                    iconName: "shield"
                    enabled: !root.app.link.lost
                    onClicked: root.app.trust.ask(root.hosts.selected, root.hosts.address)
                }
                Button {
                    visible: root.hosts.failing && !root.hosts.asksTrust
                    text: qsTr("Try now")
                    iconName: "refresh"
                    onClicked: root.hosts.reconnect(root.hosts.selected)
                }
            }
            Button {
                id: more
                anchors.right: parent.right
                iconName: "more"
                tip: qsTr("More actions")
                onClicked: menu.popup(more, more.width - menu.width, more.height + 4)
            }
            Menu {
                id: menu
                MenuItem {
                    text: qsTr("Settings …")
                    iconName: "settings"
                    enabled: !root.app.link.lost
                    onTriggered: root.hosts.askSettings()
                }
                MenuItem {
                    //: Menu line: makes tenants of what was made by hand on the host
                    text: qsTr("Take over what runs there …")
                    iconName: "bind"
                    enabled: root.hosts.cordonable && !root.hosts.cordoned
                    onTriggered: root.app.adopt.begin(root.hosts.selected)
                }
                MenuSeparator { }
                MenuItem {
                    text: qsTr("Remove host …")
                    iconName: "trash"
                    destructive: true
                    enabled: root.hosts.removable
                    onTriggered: root.removeAsked()
                }
                MenuItem {
                    text: qsTr("Gone for good …")
                    iconName: "warning"
                    destructive: true
                    enabled: root.hosts.forgettable
                    onTriggered: root.forgetAsked()
                }
            }
        }
    }
    PaneSection {
        visible: root.hosts.problem.present
        Banner {
            width: parent.width
            height: implicitHeight
            tone: "danger"
            title: root.hosts.problem.message
            text: root.hosts.problem.hint
            detail: root.hosts.problem.detail
            actions: Button {
                text: qsTr("Close")
                onClicked: root.hosts.problem.clear()
            }
        }
    }
    PaneSection {
        visible: root.hosts.failing && !root.hosts.problem.present
        Banner {
            width: parent.width
            height: implicitHeight
            tone: root.hosts.stateTone === "danger" ? "danger" : "warning"
            title: root.hosts.errorTitle
            text: root.hosts.errorHint
            detail: root.hosts.errorDetail
        }
    }
    DrainSection {
        drain: root.app.drain
        writable: !root.app.link.lost
    }
    PaneSection {
        visible: root.hosts.checks.count > 0
        SectionHead {
            text: qsTr("Test")
            aside: root.hosts.checksNote
        }
        CheckList { model: root.hosts.checks }
    }
    PaneSection {
        visible: root.hosts.services.count > 0
        SectionHead { text: qsTr("Services") }
        StatusList { model: root.hosts.services }
    }
    PaneSection {
        SectionHead {
            text: qsTr("Capacity")
            aside: root.hosts.capacityText
        }
        Bar {
            width: parent.width
            share: root.hosts.share
            tone: root.hosts.shareTone
        }
        Label {
            width: parent.width
            topPadding: 8
            visible: text.length > 0
            text: root.hosts.fullText
            size: Theme.caption
            color: Theme.warning
            wrapMode: Text.Wrap
        }
        Item { width: 1; height: 8 }
        FactList { model: root.hosts.resources }
    }
    PaneSection {
        visible: root.hosts.trustFacts.count > 0
        SectionHead {
            text: qsTr("Trust")
            aside: root.hosts.trustNote
        }
        FactList {
            model: root.hosts.trustFacts
            onPressed: (action, value) => root.hosts.copy(value)
        }
        Label {
            width: parent.width
            visible: text.length > 0
            text: root.hosts.fingerprint.replace("SHA256:", "")
            mono: true
            wrapMode: Text.WrapAnywhere
        }
    }
    HostTabs {
        width: parent.width
        hosts: root.hosts
        details: root.app.hostTabs
        board: root.app.leaks
        onTenantAsked: name => root.tenantAsked(name)
    }
}
