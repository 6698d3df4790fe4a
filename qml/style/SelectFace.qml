import QtQuick

// Caption, choice and chevron of a Select; spread, the chevron stands at the right edge.
Item {
    id: root

    property string caption
    property string text
    property bool spread: false

    implicitWidth: words.implicitWidth + 20

    Row {
        id: words
        height: parent.height

        Label {
            height: parent.height
            visible: root.caption.length > 0
            text: root.caption
            color: Theme.muted
            rightPadding: 12
            Accessible.ignored: true
        }
        Label {
            height: parent.height
            text: root.text
            Accessible.ignored: true
        }
    }
    Icon {
        x: root.spread ? parent.width - width : words.width + 4
        anchors.verticalCenter: parent.verticalCenter
        icon: "chevron-down"
    }
}
