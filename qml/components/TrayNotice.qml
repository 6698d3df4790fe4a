import QtQuick
import Qt.labs.platform
import Hermes.App

// The system's own message, where the system has a tray and somebody wants to be told.
Item {
    id: root

    required property NoticeController notice
    signal shown

    SystemTrayIcon {
        id: tray
        visible: available
        icon.source: "qrc:/icons/mark.svg"
        tooltip: "Hermes Admin"
        onActivated: root.shown()
        onMessageClicked: {
            root.notice.open()
            root.shown()
        }
    }
    Connections {
        target: root.notice
        function onRaised(title: string, text: string): void {
            if (tray.available && tray.supportsMessages)
                tray.showMessage(title, text, SystemTrayIcon.Warning)
        }
    }
}
