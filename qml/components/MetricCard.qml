import QtQuick
import QtQuick.Templates as T
import Hermes.Style

// A number that matters, and a button that filters the table by it.
T.AbstractButton {
    id: root

    property string label
    property string value
    property string of
    property string caption
    property string tone: "muted"
    property bool chosen: false
    property bool filters: true
    property bool loading: false
    property bool greyed: false

    implicitHeight: 84
    implicitWidth: 150
    focusPolicy: filters ? Qt.StrongFocus : Qt.NoFocus
    hoverEnabled: filters

    Accessible.role: filters ? Accessible.Button : Accessible.StaticText
    Accessible.name: [label, value, of, caption].filter(part => part.length > 0).join(", ")
    Accessible.onPressAction: if (enabled && filters) clicked()
    Keys.onReturnPressed: if (filters) clicked()

    background: Rectangle {
        radius: Theme.radiusCard
        color: root.chosen ? Theme.chosen : !root.filters ? Theme.surface : root.down ? Theme.pressed : root.hovered ? Theme.hover : Theme.surface
        border.width: 1
        border.color: root.chosen ? Theme.accent : Theme.border
        Behavior on color { ColorAnimation { duration: Theme.motion } }

        FocusRing { around: root; cornerRadius: Theme.radiusCard }
    }
    contentItem: Item {
        Label {
            x: 12
            y: 12
            width: parent.width - 24
            height: 16
            text: root.label
            size: Theme.caption
            color: Theme.muted
            Accessible.ignored: true
        }
        Row {
            x: 12
            y: 28
            height: 28
            spacing: 8
            visible: !root.loading

            Label {
                id: number
                height: 28
                text: root.value
                size: Theme.metric
                strong: !root.greyed
                color: root.greyed ? Theme.muted : Theme.text
                Accessible.ignored: true
            }
            Label {
                y: number.baselineOffset - baselineOffset
                text: root.of
                size: Theme.caption
                color: Theme.muted
                Accessible.ignored: true
            }
        }
        Label {
            x: 12
            y: 56
            width: parent.width - 24
            height: 16
            visible: !root.loading
            text: root.caption
            size: Theme.caption
            color: root.greyed ? Theme.muted : Theme.tone(root.tone)
            Accessible.ignored: true
        }
        Skeleton { x: 12; y: 32; width: 56; height: 22; visible: root.loading }
        Skeleton { x: 12; y: 60; width: Math.min(96, parent.width - 24); visible: root.loading }
    }
}
