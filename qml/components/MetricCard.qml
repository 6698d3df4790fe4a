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
    Accessible.name: Theme.spoken([label, value, of, caption])
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
    contentItem: MetricFace {
        label: root.label
        value: root.value
        of: root.of
        caption: root.caption
        captionColor: root.greyed ? Theme.muted : Theme.tone(root.tone)
        loading: root.loading
        greyed: root.greyed
    }
}
