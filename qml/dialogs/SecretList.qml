pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import Hermes.App
import Hermes.Style

// The secrets of a new tenant: each pasted or read from a file, sent to the host only.
Column {
    id: root

    required property NewTenantController form

    function focusFirstWrong(): void {
        for (let i = 0; i < rows.count; ++i) {
            const row = rows.itemAt(i) as SecretRow
            if (row && row.error.length > 0) {
                row.takeFocus()
                return
            }
        }
    }

    spacing: 8

    Item {
        width: parent.width
        height: 16

        Label { height: 16; text: qsTr("Secrets"); size: Theme.caption; color: Theme.muted }
        Label {
            anchors.right: parent.right
            height: 16
            text: qsTr("sent to the host's .env (0600); not kept here")
            size: Theme.caption
            color: Theme.muted
        }
    }
    Repeater {
        id: rows
        model: root.form.secrets

        SecretRow {
            required property int index
            width: root.width
            onKeyEdited: key => root.form.setSecretKey(index, key)
            onValueEdited: value => root.form.setSecretText(index, value)
            onFileAsked: {
                chooser.row = index
                chooser.open()
            }
            onRemoveAsked: root.form.removeSecret(index)
        }
    }
    Button {
        kind: "ghost"
        iconName: "plus"
        text: qsTr("Add secret")
        onClicked: root.form.addSecret()
    }
    FileDialog {
        id: chooser
        property int row: 0
        title: qsTr("File with the secret")
        onAccepted: root.form.setSecretFile(row, selectedFile)
    }
}
