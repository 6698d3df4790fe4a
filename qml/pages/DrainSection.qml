import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// A host that is being emptied: how far that is, and who is held up by what.
PaneSection {
    id: root

    required property DrainController drain
    property bool writable: true

    visible: drain.shown

    SectionHead {
        text: root.drain.title
        aside: root.drain.elapsed
    }
    Bar {
        width: parent.width
        share: root.drain.share
        tone: root.drain.tone
        Accessible.ignored: false
        Accessible.name: root.drain.text
    }
    Item { width: 1; height: 8 }
    Label {
        width: parent.width
        text: root.drain.text
        wrapMode: Text.Wrap
    }
    Label {
        width: parent.width
        visible: text.length > 0
        text: root.drain.note
        size: Theme.caption
        color: Theme.muted
        wrapMode: Text.Wrap
    }
    Item { width: 1; height: 8; visible: root.drain.left.count > 0 }
    CheckList {
        visible: root.drain.left.count > 0
        model: root.drain.left
    }
    Item { width: 1; height: 8; visible: actions.visible }
    Row {
        id: actions
        spacing: 8
        visible: root.drain.running || root.drain.stopped

        Button {
            visible: root.drain.running
            enabled: root.writable && !root.drain.working
            //: Button: nobody else is moved off the host
            text: qsTr("Stop drain")
            iconName: "stop"
            onClicked: root.drain.stop()
        }
        Button {
            visible: root.drain.stopped
            enabled: root.writable && !root.drain.working
            //: Button: the drain that was stopped goes on
            text: qsTr("Go on")
            iconName: "drain"
            onClicked: root.drain.goOn()
        }
    }
    Item { width: 1; height: 8; visible: root.drain.problem.present }
    Banner {
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: root.drain.problem.present
        tone: "danger"
        title: root.drain.problem.message
        text: root.drain.problem.hint
        detail: root.drain.problem.detail
    }
}
