import QtQuick
import Hermes.Style

// One backup: when, what of, how large, and the button that leads back to it.
Item {
    id: root

    property string file
    property string made
    property string kind
    property string size
    property bool available: true
    signal restoreAsked

    implicitHeight: 48
    Accessible.role: Accessible.ListItem
    Accessible.name: Theme.spoken([made, kind, size])

    Label {
        y: 6
        width: parent.width - button.width - amount.width - 16
        height: 20
        text: root.made
        Accessible.ignored: true
    }
    Label {
        y: 26
        width: parent.width - button.width - 12
        height: 16
        text: root.kind
        size: Theme.caption
        color: Theme.muted
        Accessible.ignored: true
    }
    Label {
        id: amount
        anchors.right: button.left
        anchors.rightMargin: 12
        y: 6
        height: 20
        text: root.size
        mono: true
        color: Theme.muted
        Accessible.ignored: true
    }
    Button {
        id: button
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        //: Button: puts a tenant's home back to this backup; a question follows
        text: qsTr("Restore …")
        enabled: root.available
        onClicked: root.restoreAsked()
        //: What a screen reader says for the button of one backup; %1 a day and time
        Accessible.name: qsTr("Restore the one of %1").arg(root.made)
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.border
    }
}
