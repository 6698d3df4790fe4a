pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// One order: what it adds up to, five dated facts, the proposed action, and what was tried.
SidePane {
    id: root

    required property AppController app
    readonly property OrderController order: app.order
    readonly property bool shown: order.shown
    readonly property bool greyed: app.orders.stale
    signal tenantAsked(string name)

    width: Theme.orderPane
    inset: 24
    title: order.title
    closeName: qsTr("Close")
    titleExtras: [
        Label {
            width: Math.min(implicitWidth, 200)
            height: 24
            text: root.order.amount
            mono: true
        },
        Pill {
            y: 2
            visible: text.length > 0
            text: root.order.stateText
            tone: root.order.stateTone
            filled: root.order.stateFilled
        }
    ]
    subtitle: [
        Label {
            width: Math.min(implicitWidth, root.width - 96)
            height: 20
            text: root.order.orderText
            mono: true
            color: Theme.muted
            elide: Text.ElideMiddle
        },
        Button {
            y: -2
            width: 24
            height: 24
            leftPadding: 4
            rightPadding: 4
            kind: "ghost"
            iconName: "copy"
            tip: qsTr("Copy order id")
            onClicked: root.order.copy(root.order.order)
        }
    ]
    headActions: Button {
        kind: "ghost"
        visible: root.app.tenants.total > 0 && root.app.tenants.knows(root.order.tenant)
        iconName: "tenants"
        tip: qsTr("Show tenant")
        onClicked: root.tenantAsked(root.order.tenant)
    }

    Item {
        width: parent.width
        height: visible ? diagnosis.implicitHeight + 24 : 0
        visible: root.order.findingTitle.length > 0

        Column {
            id: diagnosis
            x: 24
            y: 8
            width: parent.width - 48
            Accessible.role: Accessible.AlertMessage
            Accessible.name: Theme.spoken([root.order.findingTitle, root.order.findingText], ". ")

            Label {
                width: parent.width
                text: root.order.findingTitle
                strong: true
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                text: root.order.findingText
                color: Theme.muted
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                topPadding: 4
                text: root.order.findingCode
                mono: true
                color: Theme.muted
                Accessible.ignored: true
            }
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 1
            color: Theme.border
        }
    }
    PaneSection {
        inset: 24
        visible: root.order.problem.present
        Banner {
            width: parent.width
            height: implicitHeight
            tone: root.order.outdated ? "warning" : "danger"
            title: root.order.problem.message
            text: root.order.problem.hint
            detail: root.order.problem.detail
            actions: Button {
                //: Button: an order is read anew, after somebody else changed it
                text: root.order.outdated ? qsTr("Reload") : root.order.known ? qsTr("Close") : qsTr("Retry")
                iconName: root.order.outdated || !root.order.known ? "refresh" : ""
                onClicked: root.order.outdated || !root.order.known ? root.order.read() : root.order.dismiss()
            }
        }
    }
    PaneSection {
        inset: 24
        visible: root.order.loading
        spacing: 12
        Repeater {
            model: 6
            Skeleton {
                required property int index
                width: 160 + (index * 53) % 240
            }
        }
    }
    Item { width: 1; height: 4 }
    OrderFacts {
        x: 24
        width: parent.width - 48
        order: root.order
        greyed: root.greyed
    }
    Item { width: 1; height: 8; visible: proposal.visible }
    OrderProposal {
        id: proposal
        x: 24
        width: parent.width - 48
        visible: root.order.proposed || root.order.askable
        order: root.order
    }
    Item { width: 1; height: 16 }
    OrderAttempts {
        x: 24
        width: parent.width - 48
        visible: root.order.known
        order: root.order
    }
    Item { width: 1; height: 16 }
    Item {
        x: 24
        width: parent.width - 48
        height: 28
        visible: root.order.details.count > 0

        SectionHead { text: qsTr("Payment and customer") }
        Button {
            anchors.right: parent.right
            y: -6
            kind: "ghost"
            iconName: "eye"
            //: Button: ids of customers are shown whole, or masked again
            text: root.order.personal ? qsTr("Hide") : qsTr("Show")
            Accessible.name: root.order.personal ? qsTr("Hide customer data") : qsTr("Show customer data")
            onClicked: root.order.personal = !root.order.personal
        }
    }
    FactList {
        x: 24
        width: parent.width - 48
        model: root.order.details
        greyed: root.greyed
        onPressed: (action, value) => root.order.copy(value)
    }
    Item { width: 1; height: 24 }
}
