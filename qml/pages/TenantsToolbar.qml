pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// Filters over the table; while rows are checked, what can be done with all of them.
Item {
    id: root

    required property TenantsController tenants
    required property TableLayout layout
    signal columnsChanged

    function focusFilter(): void { filter.forceActiveFocus(Qt.ShortcutFocusReason) }

    implicitHeight: 56

    Row {
        x: 24
        anchors.verticalCenter: parent.verticalCenter
        visible: root.tenants.checkedCount === 0
        spacing: 8

        TextField {
            id: filter
            iconName: "filter"
            placeholderText: qsTr("Name, order, WeChat id")
            text: root.tenants.rows.text
            trailing: Kbd { text: "F"; visible: filter.length === 0 && !filter.activeFocus }
            onTextEdited: root.tenants.rows.text = text
            Keys.onEscapePressed: {
                clear()
                root.tenants.rows.text = ""
            }
        }
        Select {
            caption: qsTr("Phase")
            model: root.tenants.phases
            value: root.tenants.rows.phase
            onChosen: value => root.tenants.rows.phase = value
        }
        Select {
            caption: qsTr("Plan")
            model: root.tenants.plans
            value: root.tenants.rows.plan
            visible: root.width >= 720
            onChosen: value => root.tenants.rows.plan = value
        }
        Select {
            caption: qsTr("Host")
            model: root.tenants.hosts
            value: root.tenants.rows.host
            visible: root.width >= 600
            onChosen: value => root.tenants.rows.host = value
        }
    }
    Row {
        anchors.right: parent.right
        anchors.rightMargin: 24
        anchors.verticalCenter: parent.verticalCenter
        visible: root.tenants.checkedCount === 0
        spacing: 8

        Button {
            id: columnsButton
            iconName: "columns"
            tip: qsTr("Columns")
            onClicked: menu.popup(columnsButton, columnsButton.width - menu.width, columnsButton.height + 4)
        }
        Button {
            iconName: "refresh"
            tip: qsTr("Refresh")
            onClicked: root.tenants.refresh()
        }
    }
    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: 24
        anchors.rightMargin: 24
        anchors.topMargin: 8
        anchors.bottomMargin: 8
        visible: root.tenants.checkedCount > 0
        radius: Theme.radiusCard
        color: Theme.surface
        border.width: 1
        border.color: Theme.border

        Label {
            x: 16
            height: parent.height
            text: qsTr("%n selected", "", root.tenants.checkedCount)
            strong: true
        }
        Row {
            anchors.right: parent.right
            anchors.rightMargin: 3
            anchors.verticalCenter: parent.verticalCenter
            spacing: 8

            Button {
                text: qsTr("Start")
                iconName: "play"
                visible: root.tenants.canStart
                onClicked: root.tenants.actOnChecked("start")
            }
            Button {
                text: qsTr("Restart")
                iconName: "restart"
                visible: root.tenants.canRestart
                onClicked: root.tenants.actOnChecked("restart")
            }
            Button {
                text: qsTr("Stop")
                iconName: "stop"
                visible: root.tenants.canStop
                onClicked: root.tenants.actOnChecked("stop")
            }
            Button {
                //: Button; "…" because a question follows
                text: qsTr("Upgrade …")
                iconName: "upgrade"
                visible: root.tenants.canUpgrade
                onClicked: root.tenants.actOnChecked("upgrade")
            }
            Button {
                //: Button; "…" because a question follows
                text: qsTr("Roll back …")
                iconName: "rollback"
                visible: root.tenants.canUpgrade
                onClicked: root.tenants.actOnChecked("rollback")
            }
            Button {
                kind: "ghost"
                iconName: "close"
                tip: qsTr("Clear selection")
                onClicked: root.tenants.checkAll(false)
            }
        }
    }
    Menu {
        id: menu

        Instantiator {
            model: root.layout.columns.length
            delegate: MenuItem {
                required property int index
                readonly property TableColumn column: root.layout.columns[index]
                text: column.title
                visible: column.hideable
                height: visible ? implicitHeight : 0
                chosen: !column.hidden
                onTriggered: {
                    column.hidden = !column.hidden
                    root.columnsChanged()
                }
            }
            onObjectAdded: (index, object) => menu.insertItem(index, object as MenuItem)
            onObjectRemoved: (index, object) => menu.removeItem(object as MenuItem)
        }
    }
}
