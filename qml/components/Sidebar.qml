import QtQuick
import Hermes.App
import Hermes.Style

// The left navigation, and whether what is shown is live.
Rectangle {
    id: root

    required property AppController app
    property string page
    signal chosen(string page)

    width: Theme.sidebar
    color: Theme.window
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Navigation")

    Row {
        x: 20
        height: 56
        spacing: 8

        BrandMark { anchors.verticalCenter: parent.verticalCenter }
        Label {
            height: parent.height
            text: "Hermes Admin"
            strong: true
        }
        Badge {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.app.demo
            tone: "warning"
            //: Mark beside the program's name: the fleet shown is invented
            text: qsTr("Demo")
        }
    }
    Column {
        x: 12
        y: 56
        width: parent.width - 24
        spacing: 4

        NavItem {
            width: parent.width
            text: qsTr("Tenants")
            iconName: "tenants"
            countText: root.app.tenants.known ? root.app.tenants.total : ""
            current: root.page === "tenants"
            onClicked: root.chosen("tenants")
        }
        NavItem {
            width: parent.width
            text: qsTr("Orders")
            iconName: "orders"
            countText: root.app.orders.overCount > 0 ? root.app.orders.overCount : ""
            alarm: root.app.orders.overCount > 0
            current: root.page === "orders"
            onClicked: root.chosen("orders")
        }
        NavItem {
            width: parent.width
            text: qsTr("Hosts")
            iconName: "hosts"
            countText: root.app.hosts.known ? root.app.hosts.total : ""
            current: root.page === "hosts"
            onClicked: root.chosen("hosts")
        }
        NavItem {
            width: parent.width
            //: Page of what is on the hosts and not as the registry has it
            text: qsTr("Leaks")
            iconName: "shield"
            countText: root.app.leaks.total > 0 ? root.app.leaks.total : ""
            current: root.page === "leaks"
            onClicked: root.chosen("leaks")
        }
        NavItem {
            width: parent.width
            //: Page of what this window does in the background
            text: qsTr("Activity")
            iconName: "activity"
            countText: root.app.jobs.running > 0 ? root.app.jobs.running : ""
            current: root.page === "activity"
            onClicked: root.chosen("activity")
        }
    }
    NavItem {
        anchors.bottom: foot.top
        anchors.bottomMargin: 12
        x: 12
        width: parent.width - 24
        text: qsTr("Settings")
        iconName: "settings"
        current: root.page === "settings"
        onClicked: root.chosen("settings")
    }
    Item {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        height: 56

        Rectangle { width: parent.width; height: 1; color: Theme.border }
        Mark {
            x: ring ? 20 : 21
            y: 18 - height / 2
            tone: root.app.link.tone
            ring: !root.app.link.live
        }
        Label {
            x: 33
            y: 8
            height: 20
            text: root.app.link.word
            size: Theme.caption
            color: root.app.link.lost ? Theme.warning : Theme.text
        }
        Label {
            anchors.right: parent.right
            anchors.rightMargin: 20
            y: 8
            height: 20
            text: root.app.link.lost ? root.app.link.age : root.app.hosts.known ? root.app.hosts.upText : ""
            size: Theme.caption
            color: root.app.link.lost ? Theme.warning : Theme.muted
        }
        Label {
            x: 20
            y: 28
            width: parent.width - 40
            height: 20
            text: root.app.link.registry
            size: Theme.caption
            color: Theme.muted
        }
    }
    Rectangle {
        anchors.right: parent.right
        width: 1
        height: parent.height
        color: Theme.border
    }
}
