import QtQuick
import QtQuick.Templates as T

T.TextField {
    id: root

    property string iconName
    property bool wrong: false
    property bool agrees: false
    property bool mono: false
    property Item trailing: null
    property bool showFocus: activeFocus

    implicitHeight: Theme.control
    implicitWidth: 232
    leftPadding: iconName.length > 0 ? 32 : 12
    rightPadding: trailing ? trailing.width + 16 : 12
    verticalAlignment: TextInput.AlignVCenter
    opacity: enabled ? 1 : Theme.disabledOpacity
    color: Theme.text
    placeholderTextColor: Theme.muted
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentText
    selectByMouse: true
    hoverEnabled: true
    font.family: mono ? Theme.mono : Theme.sans
    font.pixelSize: mono ? Theme.caption : Theme.body

    Accessible.role: Accessible.EditableText
    Accessible.name: placeholderText
    Accessible.onPressAction: forceActiveFocus(Qt.TabFocusReason)

    onTextChanged: if (!activeFocus) cursorPosition = 0
    onActiveFocusChanged: if (!activeFocus) cursorPosition = 0

    background: Rectangle {
        radius: Theme.radius
        color: root.readOnly ? Theme.surfaceAlt : Theme.surface
        border.width: root.readOnly ? 0 : root.showFocus ? 2 : 1
        border.color: root.wrong ? Theme.danger : root.agrees ? Theme.success : root.showFocus ? Theme.accent : root.hovered ? Theme.markBorder : Theme.border
        Behavior on border.color { ColorAnimation { duration: Theme.motion } }
    }

    Text {
        anchors.fill: parent
        anchors.leftMargin: root.leftPadding
        anchors.rightMargin: root.rightPadding
        visible: root.length === 0 && root.preeditText.length === 0
        text: root.placeholderText
        textFormat: Text.PlainText
        elide: Text.ElideRight
        font: root.font
        color: root.placeholderTextColor
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }
    Icon {
        x: 8
        anchors.verticalCenter: parent.verticalCenter
        icon: root.iconName
        visible: root.iconName.length > 0
    }
    Item {
        anchors.right: parent.right
        anchors.rightMargin: 8
        anchors.verticalCenter: parent.verticalCenter
        width: root.trailing ? root.trailing.width : 0
        height: root.trailing ? root.trailing.height : 0
        data: root.trailing ? [root.trailing] : []
    }
}
