import QtQuick
import QtQuick.Templates as T

T.ToolTip {
    id: root

    x: parent ? (parent.width - implicitWidth) / 2 : 0
    y: -implicitHeight - 4
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    margins: 8
    padding: 4
    leftPadding: 8
    rightPadding: 8
    delay: 600
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent | T.Popup.CloseOnReleaseOutsideParent

    contentItem: Text {
        text: root.text
        textFormat: Text.PlainText
        color: Theme.text
        font.family: Theme.sans
        font.hintingPreference: Font.PreferNoHinting
        font.pixelSize: Theme.caption
    }
    background: Rectangle {
        radius: 4
        color: Theme.surfaceAlt
        border.width: 1
        border.color: Theme.border
    }
}
