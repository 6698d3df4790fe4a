import QtQuick
import QtQuick.Templates as T

T.TabBar {
    id: root

    implicitHeight: Theme.head
    implicitWidth: contentWidth
    spacing: 16

    contentItem: ListView {
        model: root.contentModel
        currentIndex: root.currentIndex
        spacing: root.spacing
        orientation: ListView.Horizontal
        boundsBehavior: Flickable.StopAtBounds
        snapMode: ListView.NoSnap
        interactive: false
    }
    background: Item { }
}
