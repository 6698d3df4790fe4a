pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Hermes.Style

// A tail of a log in mono, newest at the bottom; stays there until the person scrolls away.
Rectangle {
    id: root

    property var model: null
    property bool atEnd: true

    function scroll(by: real): void {
        const end = list.contentHeight + list.bottomMargin - list.height
        list.contentY = Math.max(-list.topMargin, Math.min(end, list.contentY + by))
        atEnd = list.atYEnd
    }

    color: Theme.window
    implicitHeight: 260

    T.Control {
        id: frame
        anchors.fill: parent
        focusPolicy: Qt.StrongFocus
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Log")
        Keys.onPressed: event => {
            event.accepted = true
            switch (event.key) {
            case Qt.Key_Up: root.scroll(-20); break
            case Qt.Key_Down: root.scroll(20); break
            case Qt.Key_PageUp: root.scroll(-height); break
            case Qt.Key_PageDown: root.scroll(height); break
            case Qt.Key_Home: root.scroll(-list.contentHeight); break
            case Qt.Key_End: root.scroll(list.contentHeight); break
            default: event.accepted = false
            }
        }

        ListView {
            id: list
            anchors.fill: parent
            anchors.leftMargin: 16
            anchors.rightMargin: 4
            topMargin: 8
            bottomMargin: 8
            clip: true
            model: root.model
            boundsBehavior: Flickable.StopAtBounds
            reuseItems: true
            onCountChanged: if (root.atEnd) positionViewAtEnd()
            onMovementEnded: root.atEnd = atYEnd
            T.ScrollBar.vertical: ScrollBar { }

            delegate: Item {
                id: line

                required property string time
                required property string source
                required property string text
                required property string tone

                width: ListView.view.width - 12
                height: Math.max(20, words.implicitHeight)
                Accessible.role: Accessible.ListItem
                Accessible.name: Theme.spoken([time, source, text], " ")

                Label {
                    id: when
                    width: text.length > 0 ? 68 : 0
                    height: 20
                    text: line.time
                    mono: true
                    color: Theme.muted
                    Accessible.ignored: true
                }
                Label {
                    id: from
                    x: when.width
                    width: text.length > 0 ? 60 : 0
                    height: 20
                    text: line.source
                    mono: true
                    color: line.tone === "text" ? Theme.muted : Theme.tone(line.tone)
                    Accessible.ignored: true
                }
                Label {
                    id: words
                    x: from.x + from.width
                    width: parent.width - x
                    text: line.text
                    mono: true
                    color: Theme.tone(line.tone)
                    wrapMode: Text.WrapAnywhere
                    maximumLineCount: 4
                    lineHeight: 20
                    Accessible.ignored: true
                }
            }
        }
        FocusRing { around: frame; outset: -2 }
    }
}
