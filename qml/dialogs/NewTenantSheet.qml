pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// A new tenant: the form at the left, what would be done at the right, read anew while typing.
Sheet {
    id: root

    required property NewTenantController form

    title: qsTr("New tenant")
    closeName: qsTr("Close")
    visible: form.open
    onRejected: form.cancel()
    onOpened: name.forceActiveFocus(Qt.TabFocusReason)

    footStart: [
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.form.errorCount > 0
            icon: "error"
            color: Theme.danger
        },
        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: root.form.errorText
            size: Theme.caption
            color: Theme.danger
        }
    ]
    foot: [
        Button {
            text: qsTr("Cancel")
            onClicked: root.reject()
        },
        Button {
            kind: "primary"
            text: root.form.verb
            working: root.form.working
            workingText: root.form.verb
            faded: !root.form.ready && !working
            onClicked: root.form.submit()
        }
    ]

    Connections {
        target: root.form
        function onFocusAsked(field: string): void {
            if (field === "name")
                name.forceActiveFocus(Qt.TabFocusReason)
            else if (field === "host")
                hostList.forceActiveFocus(Qt.TabFocusReason)
            else
                secretList.focusFirstWrong()
        }
    }

    ScrollArea {
        width: parent.width - plan.width
        height: parent.height
        contentHeight: column.implicitHeight + 40

        Column {
            id: column
            x: 24
            y: 20
            width: parent.width - 48
            spacing: 16

            Banner {
                width: parent.width
                height: visible ? implicitHeight : 0
                visible: root.form.problem.present
                tone: "danger"
                title: root.form.problem.message
                text: root.form.problem.hint
                detail: root.form.problem.detail
            }
            Row {
                width: parent.width
                spacing: 16

                Field {
                    width: (parent.width - 16) / 2
                    label: qsTr("Tenant name")
                    note: root.form.nameNote
                    error: root.form.nameError

                    TextField {
                        id: name
                        width: parent.width
                        mono: true
                        wrong: root.form.nameError.length > 0
                        text: root.form.name
                        Accessible.name: qsTr("Tenant name")
                        onTextEdited: root.form.name = text
                        onAccepted: root.form.submit()
                        trailing: Icon {
                            icon: root.form.name.length > 0 && root.form.nameError.length === 0 ? "check" : ""
                            color: Theme.success
                        }
                    }
                }
                Field {
                    width: (parent.width - 16) / 2
                    label: qsTr("Order")
                    aside: qsTr("optional")
                    note: qsTr("one tenant per order")

                    TextField {
                        width: parent.width
                        mono: true
                        text: root.form.order
                        iconName: "orders"
                        Accessible.name: qsTr("Order")
                        onTextEdited: root.form.order = text
                        onAccepted: root.form.submit()
                    }
                }
            }
            Field {
                width: parent.width
                label: qsTr("Plan")

                Flow {
                    width: parent.width
                    spacing: 8

                    Repeater {
                        model: root.form.plans

                        ChoiceCard {
                            required property string code
                            required property string price
                            required property string tier
                            width: (column.width - 16) / 3
                            title: code
                            text: price
                            chosen: root.form.planCode === code
                            onClicked: root.form.planCode = code
                        }
                    }
                }
            }
            Field {
                width: parent.width
                label: qsTr("Runs as")
                aside: root.form.tierNote
                note: root.form.tierWarning

                Segmented {
                    width: parent.width
                    name: qsTr("Runs as")
                    value: root.form.tier
                    options: [
                        { value: "container", text: qsTr("container"), icon: "tier-container" },
                        { value: "prefab", text: qsTr("prefab"), icon: "tier-prefab" },
                        { value: "shared", text: qsTr("shared"), icon: "tier-shared" }
                    ]
                    onChosen: value => root.form.tier = value
                }
            }
            Field {
                width: parent.width
                label: qsTr("Host")
                aside: qsTr("most room first")
                error: root.form.hostError

                HostChoiceList {
                    id: hostList
                    width: parent.width
                    model: root.form.hosts
                    chosen: root.form.host
                    onPicked: name => root.form.host = name
                }
            }
            SecretList {
                id: secretList
                width: parent.width
                form: root.form
            }
        }
    }
    PlanColumn {
        id: plan
        anchors.right: parent.right
        width: 368
        height: parent.height
        form: root.form
    }
}
