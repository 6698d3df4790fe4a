import QtQuick
import Hermes.Style

// A password. Qt gives a password field's clear text to the accessibility tree, so the field itself is hidden there and
// only its frame is seen; focus on the frame goes to the field.
FocusScope {
    id: root

    property string name
    property string placeholder
    property bool wrong: false
    property alias text: field.text
    property alias iconName: field.iconName
    signal edited(string text)
    signal accepted

    implicitHeight: Theme.control
    implicitWidth: 232
    activeFocusOnTab: true
    Accessible.role: Accessible.Grouping
    Accessible.name: name
    Accessible.focusable: true
    Accessible.onPressAction: field.forceActiveFocus(Qt.TabFocusReason)

    TextField {
        id: field
        anchors.fill: parent
        focus: true
        wrong: root.wrong
        echoMode: TextInput.Password
        placeholderText: root.placeholder
        onTextEdited: root.edited(text)
        onAccepted: root.accepted()
        Accessible.ignored: true
    }
}
