import QtQuick
import QtQuick.Templates as T

T.MenuItem {
    id: root

    property string iconName
    property bool destructive: false
    property bool chosen: false

    implicitHeight: Theme.control
    implicitWidth: leftPadding + (iconName.length > 0 ? 24 : 0) + implicitContentWidth + rightPadding + (chosen ? 24 : 0)
    leftPadding: 12
    rightPadding: 12
    opacity: enabled ? 1 : Theme.disabledOpacity
    font.family: Theme.sans
    font.hintingPreference: Font.PreferNoHinting
    font.pixelSize: Theme.body

    Accessible.role: Accessible.MenuItem
    Accessible.name: text
    Accessible.onPressAction: if (enabled) triggered()

    contentItem: MenuItemFace {
        iconName: root.iconName
        text: root.text
        font: root.font
        ink: root.destructive ? Theme.danger : Theme.text
        iconInk: root.destructive ? Theme.danger : Theme.muted
        chosen: root.chosen
    }
    background: Rectangle {
        radius: 4
        color: root.down ? Theme.pressed : root.highlighted ? Theme.mix(Theme.text, Theme.surface, 0.06) : Theme.clear
    }
}
