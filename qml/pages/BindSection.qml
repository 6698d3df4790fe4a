import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// The bind code with its time, and what the customer does with it.
PaneSection {
    id: root

    required property BindController bind

    spacing: 12

    Item {
        width: parent.width
        height: Math.max(card.height, side.implicitHeight)

        QrCard {
            id: card
            content: root.bind.content
            iconName: root.bind.icon
            tone: root.bind.tone
            title: root.bind.title
            text: root.bind.text
            width: live || side.visible ? implicitWidth : parent.width
            height: implicitHeight
        }
        Column {
            id: side
            x: card.width + 16
            width: parent.width - x
            visible: root.bind.state === "live" || root.bind.state === "renewing" || root.bind.state === "stale"

            Label {
                width: parent.width
                text: qsTr("Code expires in")
                size: Theme.caption
                color: Theme.muted
                wrapMode: Text.Wrap
            }
            Item {
                width: parent.width
                height: 32

                Label {
                    height: 32
                    text: root.bind.remaining
                    font.family: Theme.mono
                    size: Theme.metric
                }
                Button {
                    anchors.right: parent.right
                    anchors.rightMargin: -8
                    visible: root.bind.content.length > 0
                    kind: "ghost"
                    iconName: "copy"
                    //: Button beside a bind code: puts the address that the code holds on the clipboard
                    tip: qsTr("Copy link")
                    onClicked: root.bind.copyLink()
                }
            }
            Bar {
                width: parent.width
                share: root.bind.share
            }
            Item { width: 1; height: 12 }
            Label {
                width: parent.width
                text: root.bind.note
                size: Theme.caption
                color: Theme.muted
                wrapMode: Text.Wrap
            }
        }
        Label {
            x: side.x
            width: side.width
            anchors.bottom: parent.bottom
            visible: side.visible
            text: root.bind.asked
            size: Theme.caption
            color: Theme.muted
            wrapMode: Text.Wrap
        }
    }
    Banner {
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: root.bind.trouble.length > 0
        title: qsTr("The binding is held up")
        text: root.bind.trouble
    }
    Field {
        width: parent.width
        visible: root.bind.asksDigits
        label: qsTr("Digits on the customer's phone")
        error: root.bind.digitsRefused ? qsTr("Not accepted. Look at the phone again.") : ""

        TextField {
            id: digits
            width: parent.width - send.width - 8
            mono: true
            wrong: root.bind.digitsRefused
            inputMethodHints: Qt.ImhDigitsOnly
            placeholderText: qsTr("Digits")
            Accessible.name: qsTr("Digits on the customer's phone")
            onAccepted: send.press()
        }
        Button {
            id: send
            anchors.right: parent.right
            kind: "primary"
            text: qsTr("Send digits")
            enabled: digits.length > 0
            onClicked: {
                root.bind.enterDigits(digits.text)
                digits.clear()
            }
        }
    }
    Button {
        visible: root.bind.restartable
        text: qsTr("Show a new code")
        iconName: "qr"
        onClicked: root.bind.again()
    }
    Banner {
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: root.bind.problem.present
        tone: "danger"
        title: root.bind.problem.message
        text: root.bind.problem.hint
        detail: root.bind.problem.detail
    }
}
