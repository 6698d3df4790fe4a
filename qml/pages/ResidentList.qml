pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Hermes.Components
import Hermes.Style

// The tenants of a host, each a way to its own pane.
Column {
    id: root

    property var model: null
    signal picked(string name)

    topPadding: 8
    bottomPadding: 12

    Repeater {
        id: rows
        model: root.model

        T.AbstractButton {
            id: resident

            required property string name
            required property string phase
            required property string tone
            required property bool ring
            required property bool filled
            required property string code
            required property string port

            width: root.width
            height: 28
            hoverEnabled: true
            focusPolicy: Qt.StrongFocus
            onClicked: root.picked(name)
            Keys.onReturnPressed: clicked()
            Accessible.role: Accessible.Button
            Accessible.name: name + ", " + phase
            Accessible.onPressAction: if (enabled) clicked()

            background: Rectangle {
                color: resident.hovered ? Theme.hover : Theme.surface
                border.width: resident.visualFocus ? 2 : 0
                border.color: Theme.accent
            }
            contentItem: Item {
                Label {
                    x: 16
                    height: 28
                    width: parent.width - 190
                    text: resident.name
                    Accessible.ignored: true
                }
                Pill {
                    anchors.right: parent.right
                    anchors.rightMargin: 72
                    anchors.verticalCenter: parent.verticalCenter
                    text: resident.phase
                    code: resident.code
                    tone: resident.tone
                    ring: resident.ring
                    filled: resident.filled
                }
                Label {
                    anchors.right: parent.right
                    anchors.rightMargin: 16
                    height: 28
                    text: resident.port
                    mono: true
                    color: Theme.muted
                    Accessible.ignored: true
                }
            }
        }
    }
    Label {
        x: 16
        height: 24
        visible: rows.count === 0
        text: qsTr("No tenant runs here.")
        size: Theme.caption
        color: Theme.muted
    }
}
