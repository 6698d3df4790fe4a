pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Hermes.Style

// One of a few, side by side. `options`: [{value, text, icon, enabled}].
FocusScope {
    id: root

    property var options: []
    property string value
    property string name
    signal chosen(string value)

    implicitHeight: 32
    implicitWidth: options.length * 120
    Accessible.role: Accessible.Grouping
    Accessible.name: name

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.surfaceAlt
        border.width: 1
        border.color: Theme.border
    }
    Row {
        anchors.fill: parent
        anchors.margins: 1

        Repeater {
            model: root.options

            T.AbstractButton {
                id: segment

                required property var modelData
                readonly property bool current: modelData.value === root.value

                width: (root.width - 2) / Math.max(1, root.options.length)
                height: 30
                enabled: modelData.enabled ?? true
                focusPolicy: Qt.StrongFocus
                hoverEnabled: true
                text: modelData.text
                onClicked: root.chosen(modelData.value)
                Keys.onReturnPressed: clicked()
                Accessible.role: Accessible.RadioButton
                Accessible.name: text
                Accessible.checkable: true
                Accessible.checked: current
                Accessible.onPressAction: if (enabled) clicked()

                background: Rectangle {
                    radius: Theme.radius - 1
                    color: segment.current ? Theme.surface : segment.hovered ? Theme.mix(Theme.text, Theme.surfaceAlt, 0.04) : Theme.clear
                    border.width: segment.current ? 1 : 0
                    border.color: Theme.border
                    FocusRing { around: segment }
                }
                contentItem: Item {
                    Row {
                        anchors.centerIn: parent
                        spacing: 8
                        opacity: segment.enabled ? 1 : Theme.disabledOpacity

                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            visible: icon.length > 0
                            icon: segment.modelData.icon ?? ""
                            color: segment.current ? Theme.text : Theme.muted
                        }
                        Label {
                            text: segment.text
                            strong: segment.current
                            color: segment.current ? Theme.text : Theme.muted
                            Accessible.ignored: true
                        }
                    }
                }
            }
        }
    }
}
