import QtQuick
import QtQuick.Templates as T

T.TabButton {
    id: root

    // How many there are, beside the word; empty: not told.
    property string count

    implicitHeight: Theme.head
    implicitWidth: implicitContentWidth
    width: implicitWidth
    focusPolicy: Qt.StrongFocus
    font.family: Theme.sans
    font.hintingPreference: Font.PreferNoHinting
    font.pixelSize: Theme.body
    font.weight: checked ? Font.DemiBold : Font.Normal

    Accessible.role: Accessible.PageTab
    Accessible.name: count.length > 0 ? text + ", " + count : text
    Accessible.selected: checked
    Accessible.onPressAction: pick()
    Keys.onReturnPressed: pick()

    function pick(): void {
        if (enabled && !checked) {
            toggle()
            clicked()
        }
    }

    contentItem: Row {
        spacing: 4

        Text {
            height: parent.height
            text: root.text
            textFormat: Text.PlainText
            font: root.font
            color: root.checked || root.hovered ? Theme.text : Theme.muted
            verticalAlignment: Text.AlignVCenter
            Accessible.ignored: true
        }
        Label {
            height: parent.height
            visible: text.length > 0
            text: root.count
            color: Theme.muted
            Accessible.ignored: true
        }
    }
    background: Item {
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 2
            visible: root.checked
            color: Theme.accent
        }
        Rectangle {
            anchors.fill: parent
            anchors.leftMargin: -6
            anchors.rightMargin: -6
            anchors.topMargin: 4
            anchors.bottomMargin: 4
            radius: 4
            color: Theme.clear
            border.width: 2
            border.color: Theme.accent
            visible: root.visualFocus
        }
    }
}
