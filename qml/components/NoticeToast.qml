import QtQuick
import Hermes.App
import Hermes.Style

// What somebody should look at now, over whatever page is shown.
Banner {
    id: root

    required property NoticeController notice

    width: Math.min(420, parent.width - 48)
    height: implicitHeight
    visible: notice.present
    stacked: true
    tone: "danger"
    iconName: "bell"
    title: notice.title
    text: notice.text
    // What lies below it is not meant.
    MouseArea { z: -1; anchors.fill: parent; acceptedButtons: Qt.AllButtons; hoverEnabled: true; onWheel: wheel => wheel.accepted = true }
    actions: [
        Button {
            text: root.notice.buttonText
            iconName: "orders"
            onClicked: root.notice.open()
        },
        Button {
            kind: "ghost"
            text: qsTr("Dismiss")
            onClicked: root.notice.dismiss()
        }
    ]
}
