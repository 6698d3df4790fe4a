import QtQuick
import QtQuick.Templates as T
import Hermes.Style

// What does not fit is scrolled; what gets the keyboard focus is always brought into sight, with its ring.
Flickable {
    id: root

    property alias quiet: bar.quiet
    readonly property Item focused: Window.activeFocusItem
    readonly property int ring: 8

    function holds(item: Item): bool {
        for (let above = item; above; above = above.parent) {
            if (above === contentItem)
                return true
        }
        return false
    }
    function reveal(item: Item): void {
        const place = item.mapToItem(contentItem, 0, 0, item.width, item.height)
        const top = place.y - ring
        const bottom = place.y + place.height + ring
        if (top < contentY || bottom - top > height)
            contentY = Math.max(0, top)
        else if (bottom > contentY + height)
            contentY = Math.min(bottom, contentHeight) - height
    }

    contentWidth: width
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    onFocusedChanged: if (focused && holds(focused)) reveal(focused)
    T.ScrollBar.vertical: ScrollBar { id: bar }
}
