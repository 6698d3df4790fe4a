import QtQuick
import Hermes.Style

// A share of something, 4 px high. Not animated: it is a live number.
Rectangle {
    id: root

    property real share: 0
    property string tone: "accent"

    implicitHeight: 4
    implicitWidth: 100
    radius: 2
    color: Theme.track
    Accessible.role: Accessible.ProgressBar
    Accessible.ignored: true

    Rectangle {
        width: Math.round(root.width * Math.min(1, Math.max(0, root.share)))
        height: parent.height
        radius: 2
        color: Theme.tone(root.tone)
    }
}
