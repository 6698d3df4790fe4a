pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Hermes.Components
import Hermes.Style

// Hosts to put a tenant on, with their room.
FocusScope {
    id: root

    property var model: null
    property string chosen
    signal picked(string name)

    implicitHeight: Math.max(36, rows.count * 36 + 2)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.surface
        border.width: 1
        border.color: Theme.border
    }
    Label {
        x: 12
        height: parent.height
        visible: rows.count === 0
        text: qsTr("No hosts yet: add one on the Hosts page.")
        color: Theme.muted
    }
    Column {
        x: 1
        y: 1
        width: parent.width - 2

        Repeater {
            id: rows
            model: root.model

            T.AbstractButton {
                id: row

                required property int index
                required property string name
                required property string places
                required property string room
                required property double share
                required property string tone
                required property bool available
                readonly property bool current: name === root.chosen

                width: root.width - 2
                height: 36
                enabled: available
                focus: index === 0
                focusPolicy: Qt.StrongFocus
                hoverEnabled: true
                onClicked: root.picked(name)
                Keys.onReturnPressed: clicked()
                Accessible.role: Accessible.RadioButton
                Accessible.name: Theme.spoken([name, places, room])
                Accessible.checkable: true
                Accessible.checked: current
                Accessible.onPressAction: if (enabled) clicked()

                background: Rectangle {
                    radius: Theme.radius - 1
                    color: row.current ? Theme.chosen : row.hovered ? Theme.hover : Theme.surface
                    border.width: row.visualFocus ? 2 : 0
                    border.color: Theme.accent
                }
                contentItem: Item {
                    Rectangle {
                        x: 12
                        anchors.verticalCenter: parent.verticalCenter
                        width: 16
                        height: 16
                        radius: 8
                        color: row.current ? Theme.accent : Theme.surface
                        border.width: row.current ? 0 : 1
                        border.color: Theme.markBorder
                        Rectangle {
                            anchors.centerIn: parent
                            width: 6
                            height: 6
                            radius: 3
                            visible: row.current
                            color: Theme.accentText
                        }
                    }
                    Label {
                        x: 40
                        width: 104
                        height: parent.height
                        text: row.name
                        strong: row.current
                        color: row.available ? Theme.text : Theme.muted
                        Accessible.ignored: true
                    }
                    Bar {
                        x: 148
                        width: parent.width - x - 160
                        anchors.verticalCenter: parent.verticalCenter
                        share: row.share
                        tone: row.tone
                    }
                    Label {
                        x: parent.width - 148
                        height: parent.height
                        text: row.places
                        mono: true
                        color: Theme.muted
                        Accessible.ignored: true
                    }
                    Label {
                        anchors.right: parent.right
                        anchors.rightMargin: 12
                        width: 96
                        height: parent.height
                        horizontalAlignment: Text.AlignRight
                        text: row.room
                        size: Theme.caption
                        color: Theme.muted
                        Accessible.ignored: true
                    }
                }
                Rectangle {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: 1
                    visible: row.index < rows.count - 1
                    color: Theme.border
                }
            }
        }
    }
}
