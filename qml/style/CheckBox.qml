import QtQuick
import QtQuick.Templates as T

T.CheckBox {
    id: root

    property bool quiet: false

    implicitHeight: Math.max(16, implicitContentHeight)
    implicitWidth: 16 + (text.length > 0 ? spacing + implicitContentWidth : 0)
    spacing: 8
    opacity: enabled ? 1 : Theme.disabledOpacity
    focusPolicy: Qt.StrongFocus
    font.family: Theme.sans
    font.hintingPreference: Font.PreferNoHinting
    font.pixelSize: Theme.body

    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checkState === Qt.Checked
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
        implicitWidth: 16
        implicitHeight: 16
        radius: 4
        color: root.checkState === Qt.Unchecked ? Theme.surface : Theme.accent
        border.width: root.checkState === Qt.Unchecked ? 1 : 0
        border.color: root.quiet ? Theme.border : root.hovered ? Theme.muted : Theme.markBorder

        Icon {
            anchors.centerIn: parent
            size: 12
            visible: root.checkState === Qt.Checked
            icon: "check"
            color: Theme.accentText
        }
        Rectangle {
            anchors.centerIn: parent
            width: 8
            height: 2
            radius: 1
            visible: root.checkState === Qt.PartiallyChecked
            color: Theme.accentText
        }
        FocusRing { around: root; cornerRadius: 4 }
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
