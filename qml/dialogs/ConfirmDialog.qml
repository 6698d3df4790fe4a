import QtQuick
import Hermes.Style

// A question with one verb; Cancel is where the focus is.
Dialog {
    id: root

    property string text
    property string verb
    property string kind: "primary"

    width: 440
    onOpened: cancel.forceActiveFocus(Qt.TabFocusReason)

    foot: [
        Button {
            id: cancel
            text: qsTr("Cancel")
            onClicked: root.reject()
        },
        Button {
            kind: root.kind
            text: root.verb
            onClicked: root.accept()
        }
    ]

    Label {
        width: parent.width
        text: root.text
        wrapMode: Text.Wrap
    }
}
