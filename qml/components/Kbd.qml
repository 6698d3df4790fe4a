import QtQuick
import Hermes.Style

// A key to press.
Rectangle {
    id: root

    property string text

    implicitHeight: 20
    implicitWidth: Math.max(20, word.implicitWidth + 10)
    radius: 4
    color: Theme.clear
    border.width: 1
    border.color: Theme.border

    Text {
        id: word
        anchors.centerIn: parent
        text: root.text
        textFormat: Text.PlainText
        font.family: Theme.sans
        font.hintingPreference: Font.PreferNoHinting
        font.pixelSize: Theme.caption
        color: Theme.muted
        Accessible.ignored: true
    }
}
