pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Hermes.Style

// The tenants of a job, under a caption for each wave; pressing one shows it.
Column {
    id: root

    property var model: null
    signal picked(string tenant)

    width: parent ? parent.width : 0

    Repeater {
        model: root.model

        Column {
            id: part

            required property string tenant
            required property string text
            required property string problem
            required property string took
            required property string tone
            required property bool ring
            required property string group

            width: root.width

            Label {
                width: parent.width
                height: 28
                visible: part.group.length > 0
                text: part.group
                size: Theme.caption
                color: Theme.muted
                Accessible.role: Accessible.Heading
            }
            T.AbstractButton {
                id: line
                width: parent.width
                implicitHeight: implicitContentHeight
                focusPolicy: Qt.StrongFocus
                hoverEnabled: true
                onClicked: root.picked(part.tenant)
                Keys.onReturnPressed: clicked()
                Accessible.role: Accessible.Button
                Accessible.name: Theme.spoken([part.tenant, part.text, part.problem])
                Accessible.onPressAction: if (enabled) clicked()

                background: Rectangle {
                    anchors.fill: parent
                    anchors.leftMargin: -8
                    anchors.rightMargin: -8
                    radius: Theme.radius
                    color: line.down ? Theme.pressed : line.hovered ? Theme.hover : Theme.surface
                    FocusRing { around: line }
                }
                contentItem: JobPartFace {
                    tenant: part.tenant
                    text: part.text
                    problem: part.problem
                    took: part.took
                    tone: part.tone
                    ring: part.ring
                }
            }
        }
    }
}
