import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// What a host takes: places, memory and disk for further tenants, tiers.
Sheet {
    id: root

    required property HostSettingsController form

    //: Title of a sheet; %1 is a host
    title: qsTr("Settings of %1").arg(form.host)
    closeName: qsTr("Close")
    width: Math.min(560, parent ? parent.width : 560)
    visible: form.open
    onRejected: form.cancel()
    onOpened: capacity.forceActiveFocus(Qt.TabFocusReason)

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
            text: qsTr("Save")
            workingText: qsTr("Saving …")
            working: root.form.working
            enabled: root.form.ready || working
            onClicked: root.form.submit()
        }
    ]

    Connections {
        target: root.form
        function onFocusAsked(field: string): void {
            const fields = { capacity: capacity, overcommit: overcommit, reserve: reserve, urlFrom: urlFrom, hermes: tiers.hermesField }
            fields[field]?.forceActiveFocus(Qt.TabFocusReason)
        }
    }

    ScrollArea {
        anchors.fill: parent
        contentHeight: column.implicitHeight + 40

        Column {
            id: column
            x: 24
            y: 20
            width: root.width - 48
            spacing: 16

            Banner {
                width: parent.width
                height: visible ? implicitHeight : 0
                visible: root.form.problem.present
                tone: "danger"
                title: root.form.problem.message
                text: root.form.problem.hint
                detail: root.form.problem.detail
                actions: Button {
                    visible: root.form.loading
                    text: qsTr("Try again")
                    onClicked: root.form.read()
                }
            }
            Label {
                width: parent.width
                text: qsTr("These settle what further tenants find on it. Who is on it stays and is served as before.")
                color: Theme.muted
                wrapMode: Text.Wrap
            }
            Row {
                width: parent.width
                spacing: 16

                Field {
                    width: (parent.width - 32) / 3
                    label: qsTr("Places for tenants")
                    note: root.form.capacityNote
                    error: root.form.capacityError

                    TextField {
                        id: capacity
                        width: parent.width
                        mono: true
                        enabled: !root.form.loading
                        text: root.form.capacity
                        wrong: root.form.capacityError.length > 0
                        Accessible.name: qsTr("Places for tenants")
                        onTextEdited: root.form.capacity = text
                        onAccepted: root.form.submit()
                    }
                }
                Field {
                    width: (parent.width - 32) / 3
                    label: qsTr("Memory to promise")
                    aside: qsTr("% of it")
                    note: root.form.overcommitNote
                    error: root.form.overcommitError

                    TextField {
                        id: overcommit
                        width: parent.width
                        mono: true
                        enabled: !root.form.loading
                        text: root.form.overcommit
                        wrong: root.form.overcommitError.length > 0
                        Accessible.name: qsTr("Memory to promise")
                        onTextEdited: root.form.overcommit = text
                        onAccepted: root.form.submit()
                    }
                }
                Field {
                    width: (parent.width - 32) / 3
                    label: qsTr("Disk kept free")
                    aside: qsTr("GB")
                    note: root.form.reserveNote
                    error: root.form.reserveError

                    TextField {
                        id: reserve
                        width: parent.width
                        mono: true
                        enabled: !root.form.loading
                        text: root.form.reserve
                        wrong: root.form.reserveError.length > 0
                        Accessible.name: qsTr("Disk kept free")
                        onTextEdited: root.form.reserve = text
                        onAccepted: root.form.submit()
                    }
                }
            }
            Label {
                width: parent.width
                text: qsTr("What its tenants' memory limits add up to is promised, of those that are stopped too; a Hermes that waits uses a fraction of its limit.")
                size: Theme.caption
                color: Theme.muted
                wrapMode: Text.Wrap
            }
            Banner {
                width: parent.width
                height: visible ? implicitHeight : 0
                visible: root.form.warning.length > 0
                title: root.form.warning
            }
            Field {
                width: parent.width
                label: qsTr("Dashboards as the platform's backend reaches them")
                note: root.form.urlFromNote
                error: root.form.urlFromError

                TextField {
                    id: urlFrom
                    width: parent.width
                    mono: true
                    enabled: !root.form.loading
                    text: root.form.urlFrom
                    placeholderText: "loopback"
                    wrong: root.form.urlFromError.length > 0
                    Accessible.name: qsTr("Dashboards as the platform's backend reaches them")
                    onTextEdited: root.form.urlFrom = text
                    onAccepted: root.form.submit()
                }
            }
            Rectangle { width: parent.width; height: 1; color: Theme.border }
            TierFields {
                id: tiers
                width: parent.width
                enabled: !root.form.loading
                allowPrefab: root.form.allowPrefab
                hermesPath: root.form.hermesPath
                hermesError: root.form.hermesError
                allowShared: root.form.allowShared
                onPrefabToggled: allow => root.form.allowPrefab = allow
                onHermesEdited: path => root.form.hermesPath = path
                onSharedToggled: allow => root.form.allowShared = allow
            }
        }
    }
}
