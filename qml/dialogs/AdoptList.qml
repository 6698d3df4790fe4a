pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Hermes.Components
import Hermes.Style

// What was made by hand on a host; what cannot be taken over as it is says why, and what to do.
FocusScope {
    id: root

    property var model: null
    property string chosen
    signal picked(string source)

    implicitHeight: list.implicitHeight + 2

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.surface
        border.width: 1
        border.color: Theme.border
    }
    Column {
        id: list
        x: 1
        y: 1
        width: parent.width - 2

        Repeater {
            id: rows
            model: root.model

            T.AbstractButton {
                id: row

                required property int index
                required property string source
                required property string facts
                required property string state
                required property string tone
                required property bool ring
                required property string obstacle
                required property bool available
                readonly property bool current: source === root.chosen

                width: root.width - 2
                height: words.implicitHeight + 16
                enabled: available
                focus: index === 0
                focusPolicy: Qt.StrongFocus
                hoverEnabled: true
                onClicked: root.picked(source)
                Keys.onReturnPressed: clicked()
                Accessible.role: Accessible.RadioButton
                Accessible.name: Theme.spoken([source, state, facts, obstacle])
                Accessible.checkable: true
                Accessible.checked: current
                Accessible.onPressAction: if (enabled) clicked()

                background: Rectangle {
                    radius: Theme.radius - 1
                    color: row.current ? Theme.chosen : row.hovered ? Theme.hover : Theme.surface
                    border.width: row.visualFocus ? 2 : 0
                    border.color: Theme.accent
                }
                Item {
                    anchors.fill: parent

                    Rectangle {
                        x: 12
                        y: 10
                        width: 16
                        height: 16
                        radius: 8
                        visible: row.available
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
                    Icon {
                        x: 12
                        y: 10
                        visible: !row.available
                        icon: "blocked"
                        color: Theme.muted
                    }
                    Column {
                        id: words
                        x: 40
                        y: 8
                        width: parent.width - x - 12

                        Item {
                            width: parent.width
                            height: 20
                            Label {
                                width: parent.width - pill.width - 8
                                height: 20
                                text: row.source
                                mono: true
                                strong: row.current
                                elide: Text.ElideMiddle
                                color: row.available ? Theme.text : Theme.muted
                                Accessible.ignored: true
                            }
                            Pill {
                                id: pill
                                anchors.right: parent.right
                                anchors.verticalCenter: parent.verticalCenter
                                text: row.state
                                tone: row.tone
                                ring: row.ring
                            }
                        }
                        Label {
                            width: parent.width
                            height: 18
                            text: row.facts
                            size: Theme.caption
                            color: Theme.muted
                            Accessible.ignored: true
                        }
                        Label {
                            width: parent.width
                            topPadding: 2
                            visible: text.length > 0
                            text: row.obstacle
                            size: Theme.caption
                            color: Theme.warning
                            wrapMode: Text.Wrap
                            Accessible.ignored: true
                        }
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
