import QtQuick

// Icon and word of a menu line; a check mark where it is the one in force.
Item {
    id: root

    property string iconName
    property string text
    property font font
    property color ink
    property color iconInk
    property bool chosen: false

    implicitWidth: word.implicitWidth
    implicitHeight: word.implicitHeight

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        visible: root.iconName.length > 0
        icon: root.iconName
        color: root.iconInk
    }
    Text {
        id: word
        x: root.iconName.length > 0 ? 24 : 0
        anchors.verticalCenter: parent.verticalCenter
        text: root.text
        textFormat: Text.PlainText
        font: root.font
        color: root.ink
        Accessible.ignored: true
    }
    Icon {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: root.chosen
        icon: "check"
        color: Theme.accent
    }
}
