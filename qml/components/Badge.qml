import QtQuick
import Hermes.Style

// A count that asks for attention.
Rectangle {
    id: root

    property string text
    property string tone: "danger"

    implicitHeight: 20
    implicitWidth: Math.max(20, word.implicitWidth + 12)
    radius: 10
    color: Theme.mix(Theme.tone(tone), Theme.surface, 0.16)

    Label {
        id: word
        anchors.centerIn: parent
        text: root.text
        size: Theme.caption
        strong: true
        color: Theme.tone(root.tone)
    }
}
