import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// Asks for the passphrase of a key or for a password, for one host.
Dialog {
    id: root

    required property SecretController secret

    //: Title of the question; %1 is a host's name
    title: qsTr("Sign in to %1").arg(secret.host)
    iconName: "key"
    width: 440
    visible: secret.open
    onOpened: {
        field.text = ""
        field.forceActiveFocus(Qt.TabFocusReason)
    }
    onRejected: secret.answer("")

    foot: [
        Button {
            text: qsTr("Cancel")
            onClicked: root.reject()
        },
        Button {
            kind: "primary"
            text: qsTr("Sign in")
            enabled: field.text.length > 0
            onClicked: {
                const answer = field.text
                field.text = ""
                root.secret.answer(answer)
            }
        }
    ]

    Field {
        width: parent.width
        label: root.secret.what
        note: qsTr("Used for this sign-in and kept only while the program runs.")

        SecretField {
            id: field
            width: parent.width
            name: root.secret.what
            onAccepted: {
                const answer = text
                text = ""
                root.secret.answer(answer)
            }
        }
    }
}
