import QtQuick
import Hermes.Style

// A labelled control with a note, or with what is wrong, under it.
Column {
    id: root

    property string label
    property string aside
    property string note
    property string error
    property string good
    default property alias control: holder.data

    spacing: 4

    Item {
        width: parent.width
        height: 16
        visible: root.label.length > 0

        Label {
            height: 16
            text: root.label
            size: Theme.caption
            color: Theme.muted
        }
        Label {
            anchors.right: parent.right
            height: 16
            text: root.aside
            size: Theme.caption
            color: Theme.muted
        }
    }
    Item {
        id: holder
        width: parent.width
        implicitHeight: childrenRect.height
    }
    Row {
        visible: root.error.length > 0
        width: parent.width
        spacing: 6

        Icon { y: 0; icon: "error"; color: Theme.danger }
        Label {
            width: parent.width - 22
            text: root.error
            size: Theme.caption
            color: Theme.danger
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
        }
    }
    Label {
        width: parent.width
        visible: root.error.length === 0 && text.length > 0
        text: root.good.length > 0 ? root.good : root.note
        size: Theme.caption
        color: root.good.length > 0 ? Theme.success : Theme.muted
        wrapMode: Text.Wrap
    }
}
