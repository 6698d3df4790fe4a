import QtQuick
import Hermes.Style

// A fingerprint, and when or by whom it was seen.
Rectangle {
    id: root

    property string title
    property string aside
    property string fingerprint
    property bool alarming: false

    implicitHeight: 64
    height: visible ? implicitHeight : 0
    radius: Theme.radius
    color: alarming ? Theme.bannerFill("danger") : Theme.surface
    border.width: 1
    border.color: alarming ? Theme.bannerBorder("danger") : Theme.border
    Accessible.role: Accessible.StaticText
    Accessible.name: title + ": " + fingerprint

    Label {
        x: 12
        y: 10
        height: 20
        text: root.title
        size: Theme.caption
        strong: true
        color: root.alarming ? Theme.danger : Theme.text
        Accessible.ignored: true
    }
    Label {
        anchors.right: parent.right
        anchors.rightMargin: 12
        y: 10
        height: 20
        text: root.aside
        size: Theme.caption
        color: Theme.muted
        Accessible.ignored: true
    }
    Label {
        x: 12
        y: 32
        width: parent.width - 24
        height: 20
        text: root.fingerprint
        mono: true
        Accessible.ignored: true
    }
}
