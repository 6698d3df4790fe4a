pragma ComponentBehavior: Bound

import QtQuick
import Hermes.Components
import Hermes.Style

// The list of keys.
Dialog {
    id: root

    title: qsTr("Keys")
    iconName: "keyboard"
    iconColor: Theme.muted
    width: 360
    onOpened: close.forceActiveFocus(Qt.TabFocusReason)

    foot: Button {
        id: close
        text: qsTr("Close")
        onClicked: root.reject()
    }

    Repeater {
        model: [
            { keys: "N", text: qsTr("new tenant") },
            { keys: "A", text: qsTr("add host") },
            { keys: "F", text: qsTr("find in the table") },
            { keys: "R", text: qsTr("refresh") },
            { keys: "1", text: qsTr("tenants") },
            { keys: "2", text: qsTr("orders") },
            { keys: "3", text: qsTr("hosts") },
            { keys: "4", text: qsTr("leaks") },
            { keys: "5", text: qsTr("activity") },
            { keys: ",", text: qsTr("settings") },
            { keys: "?", text: qsTr("this list") }
        ]

        Item {
            id: line
            required property var modelData
            width: root.width - 48
            height: 28

            Kbd { anchors.verticalCenter: parent.verticalCenter; text: line.modelData.keys }
            Label { x: 40; height: parent.height; text: line.modelData.text }
        }
    }
    Label {
        width: root.width - 48
        topPadding: 8
        text: qsTr("N, F, R and the comma work with Ctrl (Command on a Mac) too, also while you type.")
        size: Theme.caption
        color: Theme.muted
        wrapMode: Text.Wrap
    }
}
