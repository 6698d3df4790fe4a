import QtQuick
import Hermes.Components
import Hermes.Style

// One host of the table; where it does not answer, why, and what can be done, inside the row.
TableRow {
    id: root

    required property int index
    required property string name
    required property string address
    required property string hostState
    required property string stateName
    required property string stateTone
    required property bool stateRing
    required property bool stateFilled
    required property string stateDetail
    required property string engine
    required property string api
    required property int capacity
    required property int used
    required property string room
    required property double share
    required property string barTone
    required property string tiers
    required property bool failing
    required property string errorTitle
    required property string errorDetail
    required property string errorHint
    required property bool asksTrust
    required property string seen
    required property bool seenLate
    required property bool greyed
    required description

    required property TableLayout layout
    property bool writable: true
    readonly property var boxes: layout.boxes
    readonly property color ink: greyed ? Theme.muted : Theme.text
    signal retried

    signal trustAsked

    implicitHeight: 72 + (failing ? error.implicitHeight + 16 : 0)

    component TwoLines: Item {
        id: lines
        property string first
        property string second
        property color ink
        property bool strong: false
        property bool secondMono: false
        height: 72

        Label {
            y: 16
            width: parent.width - 8
            height: 20
            text: lines.first
            strong: lines.strong
            color: lines.ink
            Accessible.ignored: true
        }
        Label {
            y: 36
            width: parent.width - 8
            height: 20
            text: lines.second
            mono: lines.secondMono
            size: lines.secondMono ? Theme.body : Theme.caption
            color: Theme.muted
            Accessible.ignored: true
        }
    }

    TwoLines {
        x: root.boxes[0].x
        width: root.boxes[0].width
        ink: root.ink
        first: root.name
        second: root.address
        strong: !root.greyed
        secondMono: true
    }
    Pill {
        x: root.boxes[1].x
        y: root.stateDetail.length > 0 ? 16 : 26
        text: root.stateName
        code: root.hostState
        tone: root.stateTone
        ring: root.stateRing
        filled: root.stateFilled
        liesOnSelection: root.selected
    }
    Label {
        x: root.boxes[1].x
        y: 36
        width: root.boxes[1].width - 8
        height: 20
        text: root.stateDetail
        size: Theme.caption
        color: Theme.muted
        Accessible.ignored: true
    }
    TwoLines {
        x: root.boxes[2].x
        width: root.boxes[2].width
        visible: root.boxes[2].shown
        ink: root.ink
        first: root.engine
        second: root.api
    }
    Item {
        x: root.boxes[3].x
        width: root.boxes[3].width - 24
        height: 72

        Row {
            y: 12
            height: 16
            spacing: 4
            Label {
                height: 16
                text: root.used
                size: Theme.caption
                strong: !root.greyed
                color: root.ink
                Accessible.ignored: true
            }
            Label {
                height: 16
                visible: root.capacity > 0
                //: After the number of tenants on a host: its capacity, "of 16"
                text: qsTr("of %1").arg(root.capacity)
                size: Theme.caption
                color: Theme.muted
                Accessible.ignored: true
            }
        }
        Label {
            anchors.right: parent.right
            y: 12
            height: 16
            text: root.room
            size: Theme.caption
            color: Theme.muted
            Accessible.ignored: true
        }
        Bar {
            y: 33
            width: parent.width
            share: root.share
            tone: root.barTone
        }
        Label {
            y: 42
            width: parent.width
            height: 16
            text: root.tiers
            size: Theme.caption
            color: Theme.muted
            Accessible.ignored: true
        }
    }
    Label {
        x: root.boxes[4].x
        width: root.boxes[4].width
        height: 72
        horizontalAlignment: Text.AlignRight
        text: root.seen
        size: Theme.caption
        color: root.seenLate ? Theme.warning : Theme.muted
        Accessible.ignored: true
    }
    Banner {
        id: error
        x: 24
        y: 72
        width: parent.width - 48
        height: implicitHeight
        visible: root.failing
        tone: root.asksTrust && root.stateTone !== "danger" ? "warning" : "danger"
        iconName: root.asksTrust ? "shield-alert" : "error"
        title: root.errorTitle
        text: root.errorHint
        detail: root.errorDetail
        actions: [
            Button {
                visible: root.asksTrust
                kind: "primary"
                text: qsTr("Compare key …")
                enabled: root.writable
                onClicked: root.trustAsked()
            },
            Button {
                visible: !root.asksTrust
                text: qsTr("Try now")
                iconName: "refresh"
                onClicked: root.retried()
            }
        ]
    }
}
