import QtQuick
import QtQuick.Window
import Hermes.App
import Hermes.Style

// A bind code on white paper, or, while there is none to be seen, what is going on instead.
Rectangle {
    id: root

    property string content
    property string iconName
    property string tone: "muted"
    property string title
    property string text
    property int side: 214
    readonly property bool live: content.length > 0

    // The card's own white is the code's quiet zone: 4 modules on every side, then the border.
    implicitWidth: live ? code.implicitWidth + 8 * code.modulePixels / code.pixelRatio + 2 : side
    implicitHeight: implicitWidth
    radius: Theme.radiusCard
    color: live ? Theme.paper : Theme.surface
    border.width: 1
    border.color: Theme.border
    Accessible.role: Accessible.Graphic
    Accessible.name: live ? qsTr("Bind code") : title + ". " + text

    QrCode {
        id: code
        content: root.content
        maximumSide: 184
        quietZone: 0
        pixelRatio: Screen.devicePixelRatio
        x: Math.round((root.width - width) / 2 * pixelRatio) / pixelRatio
        y: Math.round((root.height - height) / 2 * pixelRatio) / pixelRatio
        width: implicitWidth
        height: implicitHeight
        visible: root.live
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - 32
        spacing: 8
        visible: !root.live

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            size: 32
            icon: root.iconName
            color: Theme.tone(root.tone)
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.title
            strong: true
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.text
            size: Theme.caption
            color: Theme.muted
            wrapMode: Text.Wrap
            maximumLineCount: 5
            Accessible.ignored: true
        }
    }
}
