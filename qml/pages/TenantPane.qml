pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// One tenant: actions, what matters now, phases, facts, journal and log.
SidePane {
    id: root

    required property AppController app
    readonly property TenantController tenant: app.tenant
    readonly property bool shown: tenant.shown
    // The list of backups was asked for: it is brought into sight, also when it comes later.
    property bool seeking: false
    signal destroyAsked
    signal hostsAsked
    signal orderAsked(string id)

    function showBackups(): void {
        tabs.currentIndex = 2
        seeking = true
        scrollTo(tabsRow)
    }

    onGrew: if (seeking) scrollTo(tabsRow)
    title: tenant.name
    closeName: qsTr("Close")
    subtitle: [
        Pill {
            text: root.tenant.phaseName
            code: root.tenant.phase
            tone: root.tenant.phaseTone
            ring: root.tenant.phaseRing
            filled: root.tenant.phaseFilled
            greyed: root.tenant.greyed
        },
        Label {
            height: 20
            text: root.tenant.subtitle
            size: Theme.caption
            color: Theme.muted
        }
    ]

    headActions: Button {
        id: headMore
        kind: "ghost"
        visible: actions.count === 0 && root.tenant.moreActions.count > 0
        iconName: "more"
        tip: qsTr("More actions")
        onClicked: menu.popup(headMore, headMore.width - menu.width, headMore.height + 4)
    }

    Menu {
        id: menu

        Instantiator {
            model: root.tenant.moreActions
            delegate: MenuItem {
                required property string verb
                required text
                required iconName
                required property string kind
                required property bool available
                destructive: kind === "danger"
                enabled: available
                onTriggered: root.tenant.act(verb)
            }
            onObjectAdded: (index, object) => menu.insertItem(index, object as MenuItem)
            onObjectRemoved: (index, object) => menu.removeItem(object as MenuItem)
        }
    }
    Connections {
        target: root.tenant
        function onDestroyAsked(): void { root.destroyAsked() }
        function onLogAsked(): void { tabs.currentIndex = 1 }
        function onBackupsAsked(): void { root.showBackups() }
        function onHostAsked(host: string): void {
            root.app.hosts.selected = host
            root.hostsAsked()
        }
    }

    Item {
        width: parent.width
        height: visible ? 48 : 0
        visible: actions.count > 0
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
                Repeater {
                    id: actions
                    model: root.tenant.actions

                    Button {
                        required property string verb
                        required text
                        required iconName
                        required property bool available
                        required kind
                        enabled: available
                        working: root.tenant.working === verb
                        onClicked: root.tenant.act(verb)
                    }
                }
            }
            Button {
                id: more
                anchors.right: parent.right
                visible: root.tenant.moreActions.count > 0
                iconName: "more"
                tip: qsTr("More actions")
                onClicked: menu.popup(more, more.width - menu.width, more.height + 4)
            }
        }
    }
    PaneSection {
        visible: root.tenant.problem.present
        Banner {
            width: parent.width
            height: implicitHeight
            tone: "danger"
            title: root.tenant.problem.message
            text: root.tenant.problem.hint
            detail: root.tenant.problem.detail
            actions: Button {
                text: qsTr("Close")
                onClicked: root.tenant.problem.clear()
            }
        }
    }
    PaneSection {
        id: waits
        readonly property bool waited: root.app.plan.waiting.length > 0 && root.app.plan.isWaiting(root.tenant.name)
        visible: waited
        Banner {
            width: parent.width
            height: implicitHeight
            tone: "warning"
            iconName: "clock"
            title: waits.waited ? root.app.plan.waitText(root.tenant.name) : ""
            text: qsTr("This window looks every few seconds, for as long as it is open.")
            actions: [
                Button {
                    //: Button: do what waits at once
                    text: qsTr("Now")
                    onClicked: root.app.plan.goOn(root.tenant.name)
                },
                Button {
                    kind: "ghost"
                    //: Button: what waits is not done after all
                    text: qsTr("Never mind")
                    onClicked: root.app.plan.giveUp(root.tenant.name)
                }
            ]
        }
    }
    TenantJobSection { app: root.app }
    PaneSection {
        visible: root.tenant.reasonShown
        ReasonCard {
            tone: root.tenant.reasonTone
            iconName: root.tenant.reasonIcon
            title: root.tenant.reasonTitle
            text: root.tenant.reasonText
            code: root.tenant.reasonCode
            actions: root.tenant.reasonActions
            writable: root.tenant.writable
            working: root.tenant.working
            onActed: verb => root.tenant.act(verb)
        }
    }
    PaneSection {
        visible: root.tenant.would.length > 0
        SectionHead { text: root.tenant.wouldTitle }
        Repeater {
            model: root.tenant.would
            Item {
                id: would
                required property int index
                required property string modelData
                width: root.width - 32
                height: step.implicitHeight + 4
                Label { height: 24; text: would.index + 1; mono: true; color: Theme.muted }
                Label {
                    id: step
                    x: 24
                    y: 2
                    width: parent.width - x
                    text: would.modelData
                    wrapMode: Text.Wrap
                }
            }
        }
    }
    BindSection {
        visible: root.app.bind.shown
        bind: root.app.bind
    }
    PaneSection {
        visible: root.tenant.weixin.count > 0
        SectionHead {
            text: qsTr("WeChat")
            aside: root.tenant.weixinNote
        }
        FactList {
            model: root.tenant.weixin
            greyed: root.tenant.greyed
            onPressed: (action, value) => root.tenant.copy(value)
        }
    }
    PaneSection {
        visible: root.tenant.conditions.count > 0
        SectionHead { text: qsTr("Conditions") }
        StatusList { model: root.tenant.conditions }
    }
    PaneSection {
        visible: root.tenant.timeline.count > 0
        SectionHead {
            text: qsTr("Phases")
            aside: root.tenant.timelineNote
        }
        Timeline { model: root.tenant.timeline }
    }
    PaneSection {
        visible: root.tenant.loading
        spacing: 12
        Repeater {
            model: 6
            Skeleton {
                required property int index
                width: 120 + (index * 53) % 140
            }
        }
    }
    PaneSection {
        visible: root.tenant.facts.count > 0
        SectionHead {
            visible: root.tenant.greyed
            height: visible ? implicitHeight : 0
            text: qsTr("As last seen")
            greyed: true
        }
        FactList {
            model: root.tenant.facts
            greyed: root.tenant.greyed
            links: root.app.orders.known && root.app.orders.configured
            onPressed: (action, value) => action === "open" ? root.orderAsked(value) : root.tenant.copy(value)
        }
    }
    Connections {
        target: root.app.backups
        function onChanged(): void { if (root.seeking && !root.app.backups.loading) found.restart() }
    }
    Timer {
        id: found
        interval: 200
        onTriggered: root.seeking = false
    }
    Item {
        id: tabsRow
        width: parent.width
        height: Theme.head

        TabBar {
            id: tabs
            x: 16
            onCurrentIndexChanged: {
                root.tenant.following = currentIndex === 1
                root.seeking = false
            }

            TabButton { text: qsTr("Journal") }
            TabButton { text: qsTr("Log") }
            TabButton {
                text: qsTr("Backups")
                onClicked: root.showBackups()
            }
        }
        Row {
            anchors.right: parent.right
            anchors.rightMargin: 16
            height: parent.height
            spacing: 6
            visible: tabs.currentIndex === 1 && root.tenant.following && !root.tenant.logProblem.present

            Mark { anchors.verticalCenter: parent.verticalCenter; tone: "success" }
            Label {
                height: parent.height
                //: Beside the tab "Log": new lines appear by themselves
                text: qsTr("following")
                size: Theme.caption
                color: Theme.muted
            }
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 1
            color: Theme.border
        }
    }
    Column {
        width: parent.width
        visible: tabs.currentIndex === 0
        topPadding: 8
        bottomPadding: 12

        Repeater {
            model: root.tenant.journal
            JournalLine { width: root.width }
        }
        Label {
            x: 16
            height: 24
            visible: root.tenant.journal.count === 0 && !root.tenant.loading
            text: qsTr("Nothing has happened yet.")
            size: Theme.caption
            color: Theme.muted
        }
    }
    BackupsSection {
        width: parent.width
        visible: tabs.currentIndex === 2
        backups: root.app.backups
    }
    LogView {
        width: parent.width
        height: 300
        visible: tabs.currentIndex === 1 && !root.tenant.logProblem.present
        model: root.tenant.log
    }
    PaneSection {
        visible: tabs.currentIndex === 1 && root.tenant.logProblem.present
        ruled: false
        Banner {
            width: parent.width
            height: implicitHeight
            title: root.tenant.logProblem.message
            text: root.tenant.logProblem.hint
            detail: root.tenant.logProblem.detail
            actions: Button {
                text: qsTr("Retry")
                iconName: "refresh"
                onClicked: root.tenant.readLog()
            }
        }
    }
}
