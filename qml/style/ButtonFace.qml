import QtQuick

// Icon and word of a button, centred; the icon turns while work is done.
Item {
    id: root

    property string iconName
    property string text
    property font font
    property color ink
    property color iconInk
    property bool turning: false

    implicitWidth: row.implicitWidth
    implicitHeight: row.implicitHeight

    Row {
        id: row
        anchors.centerIn: parent
        spacing: 8

        Icon {
            id: glyph
            anchors.verticalCenter: parent.verticalCenter
            visible: root.iconName.length > 0
            icon: root.iconName
            color: root.iconInk
            RotationAnimator on rotation {
                running: root.turning
                from: 0
                to: 360
                duration: 900
                loops: Animation.Infinite
                onRunningChanged: if (!running) glyph.rotation = 0
            }
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.text.length > 0
            text: root.text
            textFormat: Text.PlainText
            font: root.font
            color: root.ink
            Accessible.ignored: true
        }
    }
}
