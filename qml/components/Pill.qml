import QtQuick
import QtQuick.Templates as T
import Hermes.Style

// A state: mark + word, filled only where a person should look. The code is in the tooltip and the accessible name.
Item {
    id: root

    property string text
    property string code
    property string tone: "muted"
    property bool ring: false
    property bool filled: false
    property bool greyed: false
    property bool liesOnSelection: false

    readonly property color ink: filled || greyed ? Theme.tone(tone) : tone === "muted" ? Theme.muted : Theme.text

    implicitHeight: 20
    implicitWidth: row.implicitWidth + (filled ? 16 : 0)
    Accessible.role: Accessible.StaticText
    Accessible.name: code.length > 0 ? text + ", " + code : text

    T.ToolTip.visible: code.length > 0 && hover.hovered
    T.ToolTip.text: code
    T.ToolTip.delay: 600
    HoverHandler { id: hover }

    Rectangle {
        anchors.fill: parent
        visible: root.filled
        radius: 10
        color: root.liesOnSelection ? Theme.surface : Theme.pillFill(root.tone)
    }
    Row {
        id: row
        x: root.filled ? 8 : 0
        anchors.verticalCenter: parent.verticalCenter
        spacing: 6

        Mark {
            anchors.verticalCenter: parent.verticalCenter
            tone: root.tone
            ring: root.ring
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            textFormat: Text.PlainText
            font.family: Theme.sans
            font.hintingPreference: Font.PreferNoHinting
            font.pixelSize: Theme.caption
            color: root.ink
            Accessible.ignored: true
        }
    }
}
