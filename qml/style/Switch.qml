import QtQuick
import QtQuick.Templates as T

T.Switch {
    id: root

    implicitHeight: Math.max(20, implicitContentHeight)
    implicitWidth: 36 + (text.length > 0 ? spacing + implicitContentWidth : 0)
    spacing: 8
    opacity: enabled ? 1 : Theme.disabledOpacity
    focusPolicy: Qt.StrongFocus
    font.family: Theme.sans
    font.hintingPreference: Font.PreferNoHinting
    font.pixelSize: Theme.body

    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: flip()
    Accessible.onToggleAction: flip()
    Keys.onReturnPressed: flip()

    function flip(): void {
        if (!enabled)
            return
        toggle()
        toggled()
    }

    indicator: Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        implicitWidth: 36
        implicitHeight: 20
        radius: 10
        color: root.checked ? Theme.accent : Theme.surface
        border.width: root.checked ? 0 : 1
        border.color: Theme.markBorder
        Behavior on color { ColorAnimation { duration: Theme.motion } }

        Rectangle {
            x: root.checked ? 19 : 3
            anchors.verticalCenter: parent.verticalCenter
            width: 14
            height: 14
            radius: 7
            color: root.checked ? Theme.accentText : Theme.muted
        }
        FocusRing { around: root; cornerRadius: 10 }
    }
    contentItem: Text {
        leftPadding: root.text.length > 0 ? 36 + root.spacing : 0
        text: root.text
        textFormat: Text.PlainText
        font: root.font
        color: Theme.text
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }
}
