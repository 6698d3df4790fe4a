import QtQuick
import Hermes.Components
import Hermes.Style

// One secret: its name, and where its value comes from.
Item {
    id: root

    required property string key
    required property bool fixedKey
    required property string source
    required property string error
    signal keyEdited(string key)
    signal valueEdited(string value)
    signal fileAsked
    signal removeAsked

    function takeFocus(): void { value.forceActiveFocus(Qt.TabFocusReason) }

    implicitHeight: 32 + (error.length > 0 ? 20 : 0)
    height: implicitHeight

    TextField {
        width: 200
        mono: true
        readOnly: root.fixedKey
        activeFocusOnTab: !root.fixedKey
        text: root.key
        placeholderText: qsTr("NAME")
        Accessible.name: qsTr("Name of the secret")
        onEditingFinished: if (!root.fixedKey) root.keyEdited(text)
    }
    Field {
        x: 208
        width: parent.width - x
        error: root.error

        SecretField {
            id: value
            width: parent.width - buttons.width - 8
            iconName: "key"
            wrong: root.error.length > 0
            name: root.key.length > 0 ? qsTr("Value of %1").arg(root.key) : qsTr("Value of the secret")
            placeholder: root.source.length > 0 ? root.source : qsTr("Paste the value")
            onEdited: text => root.valueEdited(text)
        }
    }
    Row {
        id: buttons
        anchors.right: parent.right
        spacing: 4

        Button {
            text: qsTr("File …")
            onClicked: root.fileAsked()
        }
        Button {
            visible: !root.fixedKey
            kind: "ghost"
            iconName: "close"
            tip: qsTr("Remove this secret")
            onClicked: root.removeAsked()
        }
    }
}
