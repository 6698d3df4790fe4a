import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// What keeps the Orders page from being what the platform says now.
Column {
    id: root

    required property AppController app
    readonly property OrdersController orders: app.orders

    spacing: 16
    bottomPadding: lost.visible || down.visible || failed.visible ? 16 : 0

    Banner {
        id: lost
        width: parent.width
        height: implicitHeight
        visible: root.app.link.lost
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
        id: down
        width: parent.width
        height: implicitHeight
        visible: root.orders.lost
        title: root.orders.errorTitle
        text: root.orders.errorText
        detail: root.orders.errorDetail
        actions: Button {
            text: qsTr("Retry")
            iconName: "refresh"
            working: root.orders.asking
            onClicked: root.orders.refresh()
        }
    }
    Banner {
        id: failed
        width: parent.width
        height: implicitHeight
        visible: root.orders.tab === "all" && root.orders.problem.present && root.orders.configured && !root.orders.lost
        tone: "danger"
        title: root.orders.problem.message
        text: root.orders.problem.hint
        detail: root.orders.problem.detail
        actions: Button {
            text: qsTr("Retry")
            iconName: "refresh"
            onClicked: root.orders.refresh()
        }
    }
}
