import QtQuick
import QtQuick.Dialogs
import Hermes.App
import Hermes.Components
import Hermes.Style

// A host: how it is reached, and what tenants may use of it. Its key is asked about next.
Sheet {
    id: root

    required property AddHostController form

    title: qsTr("Add host")
    closeName: qsTr("Close")
    width: Math.min(560, parent ? parent.width : 560)
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
            onClicked: root.form.submit()
        }
    ]

    Connections {
        target: root.form
        function onFocusAsked(field: string): void {
            const fields = { name: name, address: address, identity: identity, secret: secret, capacity: capacity, ports: ports, hermes: tiers.hermesField }
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
            }
            Row {
                width: parent.width
                spacing: 16

                Field {
                    width: 184
                    label: qsTr("Name")
                    error: root.form.nameError

                    TextField {
                        id: name
                        width: parent.width
                        text: root.form.name
                        placeholderText: "ecs-hz-01"
                        wrong: root.form.nameError.length > 0
                        Accessible.name: qsTr("Name")
                        onTextEdited: root.form.name = text
                        onAccepted: root.form.submit()
                    }
                }
                Field {
                    width: parent.width - 200
                    label: qsTr("SSH address")
                    error: root.form.addressError

                    TextField {
                        id: address
                        width: parent.width
                        mono: true
                        text: root.form.address
                        placeholderText: qsTr("user@host:22")
                        wrong: root.form.addressError.length > 0
                        Accessible.name: qsTr("SSH address")
                        onTextEdited: root.form.address = text
                        onAccepted: root.form.submit()
                    }
                }
            }
            Field {
                width: parent.width
                label: qsTr("Signs in with")

                Segmented {
                    width: parent.width
                    name: qsTr("Signs in with")
                    value: root.form.auth
                    options: [
                        { value: "key", text: qsTr("Key file"), icon: "key" },
                        { value: "agent", text: qsTr("SSH agent"), icon: "shield" },
                        { value: "password", text: qsTr("Password"), icon: "lock" }
                    ]
                    onChosen: value => root.form.auth = value
                }
            }
            Field {
                width: parent.width
                visible: root.form.auth === "key"
                label: qsTr("Private key file")
                error: root.form.identityError

                TextField {
                    id: identity
                    width: parent.width - browse.width - 8
                    mono: true
                    text: root.form.identityFile
                    placeholderText: "~/.ssh/id_ed25519"
                    wrong: root.form.identityError.length > 0
                    Accessible.name: qsTr("Private key file")
                    onTextEdited: root.form.identityFile = text
                    onAccepted: root.form.submit()
                }
                Button {
                    id: browse
                    anchors.right: parent.right
                    text: qsTr("File …")
                    onClicked: chooser.open()
                }
            }
            Field {
                width: parent.width
                visible: root.form.auth !== "agent"
                label: root.form.auth === "key" ? qsTr("Passphrase of the key") : qsTr("Password")
                aside: root.form.auth === "key" ? qsTr("only if it has one") : ""
                error: root.form.secretError

                SecretField {
                    id: secret
                    width: parent.width
                    wrong: root.form.secretError.length > 0
                    name: root.form.auth === "key" ? qsTr("Passphrase of the key") : qsTr("Password")
                    onEdited: text => root.form.setSecret(text)
                    onAccepted: root.form.submit()
                }
            }
            Rectangle { width: parent.width; height: 1; color: Theme.border }
            Row {
                width: parent.width
                spacing: 16

                Field {
                    width: (parent.width - 32) / 3
                    label: qsTr("Places for tenants")
                    error: root.form.capacityError

                    TextField {
                        id: capacity
                        width: parent.width
                        mono: true
                        text: root.form.capacity
                        wrong: root.form.capacityError.length > 0
                        Accessible.name: qsTr("Places for tenants")
                        onTextEdited: root.form.capacity = text
                    }
                }
                Field {
                    width: (parent.width - 32) / 3
                    label: qsTr("Ports")
                    error: root.form.portsError

                    TextField {
                        id: ports
                        width: parent.width
                        mono: true
                        text: root.form.ports
                        wrong: root.form.portsError.length > 0
                        Accessible.name: qsTr("Ports")
                        onTextEdited: root.form.ports = text
                    }
                }
                Field {
                    width: (parent.width - 32) / 3
                    label: qsTr("Data root")

                    TextField {
                        width: parent.width
                        mono: true
                        text: root.form.dataRoot
                        Accessible.name: qsTr("Data root")
                        onTextEdited: root.form.dataRoot = text
                    }
                }
            }
            TierFields {
                id: tiers
                width: parent.width
                allowPrefab: root.form.allowPrefab
                hermesPath: root.form.hermesPath
                hermesError: root.form.hermesError
                allowShared: root.form.allowShared
                onPrefabToggled: allow => root.form.allowPrefab = allow
                onHermesEdited: path => root.form.hermesPath = path
                onSharedToggled: allow => root.form.allowShared = allow
            }
            Label {
                width: parent.width
                text: qsTr("Next you compare the key the machine shows. Nothing is sent to it before you trust that key.")
                size: Theme.caption
                color: Theme.muted
                wrapMode: Text.Wrap
            }
        }
    }
    FileDialog {
        id: chooser
        title: qsTr("Private key file")
        onAccepted: root.form.chooseIdentityFile(selectedFile)
    }
}
