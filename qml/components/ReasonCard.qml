pragma ComponentBehavior: Bound

import QtQuick
import Hermes.Style

// Why a tenant waits for a person: what, why, the code, and the one proposed action in accent.
Rectangle {
    id: root

    property string tone: "warning"
    property string iconName
    property string title
    property string text
    property string code
    property var actions: null
    property bool writable: true
    property string working
    signal acted(string verb)

    width: parent ? parent.width : 0
    implicitHeight: column.implicitHeight + 24
    radius: Theme.radiusCard
    color: Theme.bannerFill(tone)
    border.width: 1
    border.color: Theme.bannerBorder(tone)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: Theme.spoken([title, text, code], ". ")

    Icon {
        x: 12
        y: 14
        icon: root.iconName
        color: Theme.tone(root.tone)
    }
    Column {
        id: column
        x: 36
        y: 12
        width: parent.width - x - 12
        spacing: 4

        Label {
            width: parent.width
            text: root.title
            strong: true
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            text: root.text
            visible: text.length > 0
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            text: root.code
            mono: true
            color: Theme.muted
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Item { width: 1; height: 4; visible: buttons.visible }
        Flow {
            id: buttons
            width: parent.width
            spacing: 8
            visible: repeater.count > 0

            Repeater {
                id: repeater
                model: root.actions

                Button {
                    required property string verb
                    required text
                    required iconName
                    required kind
                    enabled: root.writable
                    working: root.working === verb
                    onClicked: root.acted(verb)
                }
            }
        }
    }
}
