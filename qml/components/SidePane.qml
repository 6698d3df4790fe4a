import QtQuick
import Hermes.Style

// Details at the right of a page: a head of 76, and what scrolls under it.
FocusScope {
    id: root

    property string title
    property string closeName
    property int inset: 16
    property alias titleExtras: titleRow.data
    property alias subtitle: subtitleRow.data
    property alias headActions: headRow.data
    default property alias content: column.data
    // By the keyboard: whoever takes the focus shows its ring.
    signal closed(bool byKey)
    // There is more, or less, to scroll.
    signal grew

    // Brings it to the top, as far as there is something below it.
    function scrollTo(item: Item): void {
        const y = item.mapToItem(column, 0, 0).y
        flick.contentY = Math.max(0, Math.min(y, flick.contentHeight - flick.height))
    }

    width: Theme.pane
    Accessible.role: Accessible.Pane
    Accessible.name: title
    Keys.onEscapePressed: closed(true)

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    MouseArea { anchors.fill: parent; acceptedButtons: Qt.AllButtons; hoverEnabled: true; onWheel: wheel => wheel.accepted = true }

    Item {
        id: head
        width: parent.width
        height: 76

        Label {
            id: titleLabel
            x: root.inset
            y: 16
            width: Math.min(Math.ceil(implicitWidth), parent.width - root.inset - 56 - headRow.width - (titleRow.width > 0 ? titleRow.width + 12 : 0))
            height: 24
            text: root.title
            size: Theme.section
            strong: true
            Accessible.role: Accessible.Heading
        }
        Row {
            id: titleRow
            x: titleLabel.x + titleLabel.width + 12
            y: 16
            height: 24
            spacing: 12
        }
        Button {
            anchors.right: parent.right
            anchors.rightMargin: 8
            y: 12
            kind: "ghost"
            iconName: "close"
            tip: root.closeName
            onClicked: root.closed(visualFocus)
        }
        Row {
            id: headRow
            anchors.right: parent.right
            anchors.rightMargin: 40
            y: 12
        }
        Row {
            id: subtitleRow
            x: root.inset
            y: 44
            width: parent.width - 2 * root.inset
            height: 20
            spacing: 8
        }
    }
    ScrollArea {
        id: flick
        y: head.height
        width: parent.width
        height: parent.height - y
        contentHeight: column.implicitHeight
        onContentHeightChanged: root.grew()
        quiet: true

        Column {
            id: column
            width: flick.width
        }
    }
    Rectangle {
        width: 1
        height: parent.height
        color: Theme.border
    }
}
