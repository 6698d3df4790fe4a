import QtQuick
import QtQuick.Templates as T

T.RadioButton {
    id: root

    implicitHeight: Math.max(16, implicitContentHeight)
    implicitWidth: 16 + (text.length > 0 ? spacing + implicitContentWidth : 0)
    spacing: 8
    opacity: enabled ? 1 : Theme.disabledOpacity
    focusPolicy: Qt.StrongFocus
    font.family: Theme.sans
    font.hintingPreference: Font.PreferNoHinting
    font.pixelSize: Theme.body

    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: pick()
    Accessible.onToggleAction: pick()
    Keys.onReturnPressed: pick()

    function pick(): void {
        if (!enabled || checked)
            return
        toggle()
        toggled()
        clicked()
    }

    indicator: Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        implicitWidth: 16
        implicitHeight: 16
        radius: 8
        color: root.checked ? Theme.accent : Theme.surface
        border.width: root.checked ? 0 : 1
        border.color: root.hovered ? Theme.muted : Theme.markBorder

        Rectangle {
            anchors.centerIn: parent
            width: 6
            height: 6
            radius: 3
            visible: root.checked
            color: Theme.accentText
        }
        FocusRing { around: root; cornerRadius: 8 }
    }
    contentItem: Text {
        leftPadding: root.text.length > 0 ? 16 + root.spacing : 0
        text: root.text
        textFormat: Text.PlainText
        font: root.font
        color: Theme.text
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }
}
