import QtQuick
import Hermes.Style

// Asks for a name to be typed before something that cannot be undone.
Field {
    id: root

    required property string name
    required property string fieldName
    readonly property bool typed: field.text.trim() === name
    signal entered

    function begin(): void {
        field.clear()
        field.forceActiveFocus(Qt.TabFocusReason)
    }

    width: parent.width
    label: qsTr("Type %1").arg(name)

    TextField {
        id: field
        width: parent.width
        mono: true
        Accessible.name: root.fieldName
        onAccepted: if (root.typed) root.entered()
    }
}
