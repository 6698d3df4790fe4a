import QtQuick
import Hermes.Style

// The mark of a state: a filled dot is settled, a ring is moving or not known.
Rectangle {
    property string tone: "muted"
    property bool ring: false

    implicitWidth: ring ? 8 : 6
    implicitHeight: ring ? 8 : 6
    radius: width / 2
    color: ring ? Theme.clear : Theme.tone(tone)
    border.width: ring ? 2 : 0
    border.color: Theme.tone(tone)
}
