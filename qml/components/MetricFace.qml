import QtQuick
import Hermes.Style

// What a metric card shows: label, number, caption; or where they will be.
Item {
    id: root

    property string label
    property string value
    property string of
    property string caption
    property color captionColor
    property bool loading: false
    property bool greyed: false

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
        color: root.captionColor
        Accessible.ignored: true
    }
    Skeleton { x: 12; y: 32; width: 56; height: 22; visible: root.loading }
    Skeleton { x: 12; y: 60; width: Math.min(96, parent.width - 24); visible: root.loading }
}
