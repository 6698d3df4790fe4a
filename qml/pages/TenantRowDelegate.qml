import QtQuick
import Hermes.Components
import Hermes.Style

// One tenant of the table.
TableRow {
    id: root

    required property int index
    required property string name
    required property string planCode
    required property string tier
    required property string payment
    required property string phase
    required property string phaseName
    required property string phaseTone
    required property bool phaseRing
    required property bool phaseFilled
    required property string phaseDetail
    required property bool phaseDetailMono
    required property string weixin
    required property bool weixinMono
    required property string host
    required property string port
    required property string seen
    required property bool seenLate
    required property bool greyed
    required property bool checked
    required description

    required property TableLayout layout
    property bool checksShown: false
    property bool checkable: true
    readonly property var boxes: layout.boxes
    readonly property color ink: greyed ? Theme.muted : Theme.text
    signal checkAsked(bool checked)

    CheckBox {
        x: root.layout.start
        anchors.verticalCenter: parent.verticalCenter
        visible: root.checkable && (root.hovered || root.focused || root.selected || root.checksShown || visualFocus)
        checked: root.checked
        focusPolicy: Qt.ClickFocus
        //: Screen reader: the check box of a table row; %1 is a tenant's name
        Accessible.name: qsTr("Select %1").arg(root.name)
        onToggled: {
            const wanted = checked
            checked = Qt.binding(() => root.checked)
            root.checkAsked(wanted)
        }
    }
    Label {
        x: root.boxes[1].x
        width: root.boxes[1].width - 8
        height: parent.height
        text: root.name
        strong: !root.greyed
        color: root.ink
        Accessible.ignored: true
    }
    Row {
        x: root.boxes[2].x
        width: root.boxes[2].width - 8
        height: parent.height
        visible: root.boxes[2].shown
        spacing: 8
        clip: true

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            icon: "tier-" + root.tier
        }
        Label {
            height: parent.height
            width: parent.width - 24
            text: root.planCode
            mono: true
            color: Theme.muted
            Accessible.ignored: true
        }
    }
    Label {
        x: root.boxes[3].x
        width: root.boxes[3].width - 8
        height: parent.height
        visible: root.boxes[3].shown
        text: root.payment
        color: root.ink
        Accessible.ignored: true
    }
    Pill {
        id: pill
        x: root.boxes[4].x
        anchors.verticalCenter: parent.verticalCenter
        text: root.phaseName
        code: root.phase
        tone: root.phaseTone
        ring: root.phaseRing
        filled: root.phaseFilled
        greyed: root.greyed
        liesOnSelection: root.selected
    }
    Label {
        x: pill.x + pill.width + 8
        width: root.boxes[4].x + root.boxes[4].width - x - 4
        height: parent.height
        text: root.phaseDetail
        mono: root.phaseDetailMono
        size: root.phaseDetailMono ? Theme.body : Theme.caption
        color: Theme.muted
        Accessible.ignored: true
    }
    Label {
        x: root.boxes[5].x
        width: root.boxes[5].width - 8
        height: parent.height
        text: root.weixin
        mono: root.weixinMono
        size: root.weixinMono ? Theme.body : Theme.caption
        color: root.weixinMono ? root.ink : Theme.muted
        Accessible.ignored: true
    }
    Label {
        x: root.boxes[6].x
        width: root.boxes[6].width - 8
        height: parent.height
        text: root.host
        color: root.ink
        Accessible.ignored: true
    }
    Label {
        x: root.boxes[7].x
        width: root.boxes[7].width
        height: parent.height
        visible: root.boxes[7].shown
        horizontalAlignment: Text.AlignRight
        text: root.port
        mono: true
        color: root.ink
        Accessible.ignored: true
    }
    Label {
        x: root.boxes[8].x
        width: root.boxes[8].width
        height: parent.height
        horizontalAlignment: Text.AlignRight
        text: root.seen
        size: Theme.caption
        color: root.seenLate ? Theme.warning : Theme.muted
        Accessible.ignored: true
    }
}
