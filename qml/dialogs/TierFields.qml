import QtQuick
import Hermes.Components
import Hermes.Style

// Which tiers a host takes beside containers, and what these do not keep apart.
Column {
    id: root

    required property bool allowPrefab
    required property string hermesPath
    required property string hermesError
    required property bool allowShared
    readonly property Item hermesField: hermes
    signal prefabToggled(bool allow)
    signal hermesEdited(string path)
    signal sharedToggled(bool allow)

    spacing: 16

    CheckBox {
        text: qsTr("Takes prefab tenants too")
        checked: root.allowPrefab
        onToggled: root.prefabToggled(checked)
    }
    Field {
        width: parent.width
        visible: root.allowPrefab
        label: qsTr("Hermes on the host")
        aside: qsTr("looked up there if empty")
        note: qsTr("Prefab tenants are units of the host's systemd and run its own Hermes. They read no other tenant's files, but nothing keeps them from the host's own ports: each can load the dashboards of all tenants there, of containers too.")
        error: root.hermesError

        TextField {
            id: hermes
            width: parent.width
            mono: true
            text: root.hermesPath
            placeholderText: "/opt/hermes/.venv/bin/hermes"
            wrong: root.hermesError.length > 0
            Accessible.name: qsTr("Hermes on the host")
            onTextEdited: root.hermesEdited(text)
        }
    }
    Field {
        width: parent.width
        note: root.allowShared ? qsTr("Shared tenants live in one container of the host. Nothing keeps them apart: each can read the others' homes and keys, and load the dashboards of all tenants of the host.") : ""

        CheckBox {
            text: qsTr("Takes shared tenants too")
            checked: root.allowShared
            onToggled: root.sharedToggled(checked)
        }
    }
}
