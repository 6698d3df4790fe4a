import QtQuick
import QtQuick.Templates as T
import Hermes.Style

// A plan to choose.
T.AbstractButton {
    id: root

    property string title
    property bool chosen: false

    implicitHeight: 56
    opacity: enabled ? 1 : Theme.disabledOpacity
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Keys.onReturnPressed: clicked()
    Accessible.role: Accessible.RadioButton
    Accessible.name: title + ", " + text
    Accessible.checkable: true
    Accessible.checked: chosen
    Accessible.onPressAction: if (enabled) clicked()

    background: Rectangle {
        radius: Theme.radius
        color: root.chosen ? Theme.chosen : root.hovered ? Theme.hover : Theme.surface
        border.width: 1
        border.color: root.chosen ? Theme.accent : Theme.border
        FocusRing { around: root }
    }
    contentItem: Item {
        Label {
            x: 12
            y: 8
            width: parent.width - 24
            height: 20
            text: root.title
            mono: true
            strong: root.chosen
            Accessible.ignored: true
        }
        Label {
            x: 12
            y: 28
            width: parent.width - 24
            height: 20
            text: root.text
            size: Theme.caption
            color: Theme.muted
            Accessible.ignored: true
        }
    }
}
