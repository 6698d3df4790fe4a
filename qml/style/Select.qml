pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// A choice out of a list whose records have `value` and `text`. With `caption` it reads "Phase any" as in a filter row.
T.AbstractButton {
    id: root

    property string caption
    property var model: null
    property string value
    property bool wrong: false
    readonly property string shownText: texts.current
    signal chosen(string value)

    implicitHeight: Theme.control
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    leftPadding: 12
    rightPadding: 10
    opacity: enabled ? 1 : Theme.disabledOpacity
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true

    Accessible.role: Accessible.ComboBox
    Accessible.name: caption.length > 0 ? caption + ": " + shownText : shownText
    Accessible.onPressAction: if (enabled) clicked()
    Keys.onReturnPressed: clicked()
    Keys.onDownPressed: clicked()
    onClicked: menu.opened ? menu.close() : menu.popup(root, 0, root.height + 4)

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.pressed : root.hovered ? Theme.hover : Theme.surface
        border.width: 1
        border.color: root.wrong ? Theme.danger : menu.opened ? Theme.accent : Theme.border
        Behavior on color { ColorAnimation { duration: Theme.motion } }

        FocusRing { around: root }
    }
    contentItem: SelectFace {
        caption: root.caption
        text: texts.current
        spread: root.width > root.implicitWidth + 1
    }

    Instantiator {
        id: texts

        property string current

        function read(): void {
            let found = ""
            for (let i = 0; i < count; ++i) {
                const item = objectAt(i) as MenuItem
                if (item && item.chosen)
                    found = item.text
            }
            current = found
        }

        model: root.model
        delegate: MenuItem {
            required text
            required property string value
            chosen: value === root.value
            onTextChanged: texts.read()
            onChosenChanged: texts.read()
            onTriggered: {
                menu.close()
                root.chosen(value)
            }
        }
        onObjectAdded: (index, object) => {
            menu.insertItem(index, object as MenuItem)
            read()
        }
        onObjectRemoved: (index, object) => {
            menu.removeItem(object as MenuItem)
            read()
        }
    }
    Menu {
        id: menu
        implicitWidth: Math.max(root.width, 160)
    }
}
