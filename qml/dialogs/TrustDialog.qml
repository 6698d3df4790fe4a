import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// Is this the machine? Unknown key: compare, then trust. Changed key: a hard stop; Cancel is the default. Revoked key: no
// question, only what to do.
Dialog {
    id: root

    required property TrustController trust
    readonly property bool changedKey: trust.hasKeyChanged
    readonly property bool unknownKey: !changedKey && !trust.revoked

    title: trust.title
    iconName: unknownKey ? "shield" : "shield-alert"
    iconColor: unknownKey ? Theme.accent : Theme.danger
    visible: trust.open
    onRejected: trust.cancel()
    onOpened: (unknownKey ? cancelUnknown : cancelChanged).forceActiveFocus(Qt.TabFocusReason)

    footStart: Button {
        visible: root.changedKey
        kind: "ghost"
        iconName: "copy"
        text: qsTr("Copy both")
        onClicked: root.trust.copyBoth()
    }
    foot: [
        Button {
            id: cancelUnknown
            visible: root.unknownKey
            text: qsTr("Cancel")
            onClicked: root.reject()
        },
        Button {
            id: trustButton
            visible: root.unknownKey
            kind: root.trust.comparison === "same" ? "primary" : "secondary"
            text: root.trust.verb
            workingText: qsTr("Connecting …")
            enabled: root.trust.allowed || working
            working: root.trust.working
            onClicked: root.trust.trust()
        },
        Button {
            visible: root.changedKey
            kind: "danger"
            text: qsTr("Replace trusted key")
            workingText: qsTr("Connecting …")
            enabled: root.trust.allowed || working
            working: root.trust.working
            onClicked: root.trust.trust()
        },
        Button {
            id: cancelChanged
            visible: !root.unknownKey
            kind: "primary"
            text: root.changedKey ? qsTr("Cancel") : qsTr("Close")
            onClicked: root.reject()
        }
    ]

    Label {
        width: parent.width
        text: root.trust.text
        wrapMode: Text.Wrap
    }
    Item { width: 1; height: 12 }
    KeyValue { label: qsTr("Address"); value: root.trust.address; mono: true }
    KeyValue { label: qsTr("Key type"); value: root.trust.keyType; mono: true }
    Item { width: 1; height: 8 }
    KeyCard {
        width: parent.width
        visible: root.changedKey
        title: qsTr("Trusted")
        aside: root.trust.trustedSince
        fingerprint: root.trust.trusted
    }
    Item { width: 1; height: 8; visible: root.changedKey }
    KeyCard {
        width: parent.width
        title: root.changedKey ? qsTr("Shown now") : qsTr("Key it shows now")
        aside: root.trust.shownAt
        fingerprint: root.trust.shown
        alarming: !root.unknownKey
    }
    Item { width: 1; height: 16; visible: !root.trust.revoked }
    Field {
        width: parent.width
        visible: root.unknownKey
        label: qsTr("Paste the expected fingerprint to compare")
        error: root.trust.comparison === "different" ? root.trust.comparisonText : ""
        good: root.trust.comparison === "same" ? root.trust.comparisonText : ""
        note: root.trust.comparisonText

        TextField {
            width: parent.width
            mono: true
            text: root.trust.pasted
            wrong: root.trust.comparison === "different"
            agrees: root.trust.comparison === "same"
            placeholderText: "SHA256:…"
            Accessible.name: qsTr("Expected fingerprint")
            onTextEdited: root.trust.pasted = text
            onAccepted: if (root.trust.comparison === "same") trustButton.press()
            trailing: Icon {
                icon: root.trust.comparison === "same" ? "check-circle" : ""
                color: Theme.success
            }
        }
    }
    Item { width: 1; height: 16; visible: root.unknownKey }
    Field {
        width: parent.width
        visible: root.unknownKey
        label: qsTr("On the machine itself, from the ECS console:")

        Rectangle {
            width: parent.width
            height: 32
            radius: Theme.radius
            color: Theme.surfaceAlt

            Label {
                x: 12
                width: parent.width - 52
                height: parent.height
                text: root.trust.command
                mono: true
            }
            Button {
                anchors.right: parent.right
                kind: "ghost"
                iconName: "copy"
                tip: qsTr("Copy command")
                onClicked: root.trust.copyCommand()
            }
        }
    }
    Field {
        width: parent.width
        visible: root.changedKey
        label: qsTr("To replace the trusted key, type %1").arg(root.trust.host)
        note: qsTr("Written to the audit with both fingerprints and your name.")

        TextField {
            width: parent.width
            mono: true
            text: root.trust.typedName
            Accessible.name: qsTr("Name of the host")
            onTextEdited: root.trust.typedName = text
        }
    }
    Item { width: 1; height: 16; visible: root.trust.problem.present }
    Banner {
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: root.trust.problem.present
        tone: "danger"
        title: root.trust.problem.message
        text: root.trust.problem.hint
        detail: root.trust.problem.detail
    }
}
