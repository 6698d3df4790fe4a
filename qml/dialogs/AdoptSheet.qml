pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Hermes.App
import Hermes.Components
import Hermes.Style

// Takes over what was made by hand: what there is at the left, what would be done at the right.
Sheet {
    id: root

    required property AdoptController form

    //: Title of a sheet; %1 is a host
    title: qsTr("Take over what runs on %1").arg(form.host)
    closeName: qsTr("Close")
    visible: form.open
    onRejected: form.cancel()
    onOpened: list.forceActiveFocus(Qt.TabFocusReason)

    foot: [
        Button {
            text: qsTr("Cancel")
            onClicked: root.reject()
        },
        Button {
            kind: "primary"
            text: root.form.verb
            working: root.form.working
            workingText: root.form.verb
            enabled: root.form.ready || working
            onClicked: root.form.submit()
        }
    ]

    ScrollArea {
        width: parent.width - plan.width
        height: parent.height
        contentHeight: column.implicitHeight + 40

        Column {
            id: column
            x: 24
            y: 20
            width: parent.width - 48
            spacing: 16

            Banner {
                width: parent.width
                height: visible ? implicitHeight : 0
                visible: root.form.problem.present
                tone: "danger"
                title: root.form.problem.message
                text: root.form.problem.hint
                detail: root.form.problem.detail
                actions: Button {
                    text: qsTr("Look again")
                    iconName: "refresh"
                    onClicked: root.form.look()
                }
            }
            Label {
                width: parent.width
                text: qsTr("Containers and directories that look like Hermes and were not made by this program. A tenant is made of a copy: the original is not changed, and a container is stopped for good and stays there under another name.")
                color: Theme.muted
                wrapMode: Text.Wrap
            }
            Column {
                width: parent.width
                visible: root.form.looking
                spacing: 12
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("Looking …")

                Skeleton { width: 300 }
                Skeleton { width: 220 }
                Skeleton { width: 260 }
            }
            Item { width: 1; height: 24; visible: root.form.empty }
            EmptyState {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: root.form.empty
                iconName: "search"
                title: qsTr("Nothing to take over")
                text: qsTr("Nothing on %1 looks like a Hermes that this program did not make.").arg(root.form.host)
                actions: Button {
                    text: qsTr("Look again")
                    iconName: "refresh"
                    onClicked: root.form.look()
                }
            }
            AdoptList {
                id: list
                width: parent.width
                visible: root.form.found.count > 0
                model: root.form.found
                chosen: root.form.source
                onPicked: source => root.form.source = source
            }
            Row {
                width: parent.width
                spacing: 16
                visible: root.form.source.length > 0

                Field {
                    width: (parent.width - 16) / 2
                    label: qsTr("Tenant name")
                    error: root.form.nameError
                    note: qsTr("it cannot change later")

                    TextField {
                        width: parent.width
                        mono: true
                        wrong: root.form.nameError.length > 0
                        text: root.form.name
                        Accessible.name: qsTr("Tenant name")
                        onTextEdited: root.form.name = text
                        onAccepted: root.form.submit()
                    }
                }
                Field {
                    width: (parent.width - 16) / 2
                    label: qsTr("Order")
                    aside: qsTr("optional")
                    note: qsTr("one tenant per order")

                    TextField {
                        width: parent.width
                        mono: true
                        text: root.form.order
                        iconName: "orders"
                        Accessible.name: qsTr("Order")
                        onTextEdited: root.form.order = text
                        onAccepted: root.form.submit()
                    }
                }
            }
            Field {
                width: parent.width
                visible: root.form.source.length > 0
                label: qsTr("Plan")

                Flow {
                    width: parent.width
                    spacing: 8

                    Repeater {
                        model: root.form.plans

                        ChoiceCard {
                            required property string code
                            required property string price
                            width: (column.width - 16) / 3
                            title: code
                            text: price
                            chosen: root.form.planCode === code
                            onClicked: root.form.planCode = code
                        }
                    }
                }
            }
        }
    }
    Rectangle {
        id: plan
        anchors.right: parent.right
        width: 368
        height: parent.height
        color: Theme.window

        Rectangle {
            width: 1
            height: parent.height
            color: Theme.border
        }
        Flickable {
            anchors.fill: parent
            contentHeight: planned.implicitHeight + 40
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            T.ScrollBar.vertical: ScrollBar { }

            Column {
                id: planned
                x: 24
                y: 20
                width: parent.width - 48

                Label {
                    height: 24
                    text: qsTr("What will be done")
                    size: Theme.section
                    strong: true
                    Accessible.role: Accessible.Heading
                }
                Label {
                    width: parent.width
                    text: qsTr("nothing is changed before you say so")
                    size: Theme.caption
                    color: Theme.muted
                    wrapMode: Text.Wrap
                }
                Item { width: 1; height: 16 }
                Banner {
                    width: parent.width
                    height: visible ? implicitHeight : 0
                    visible: root.form.planProblem.present
                    tone: "danger"
                    title: root.form.planProblem.message
                    text: root.form.planProblem.hint
                    detail: root.form.planProblem.detail
                }
                Skeleton {
                    width: 220
                    visible: root.form.planning && root.form.steps.count === 0
                }
                StepList {
                    visible: !root.form.planProblem.present
                    model: root.form.steps
                }
                Column {
                    width: parent.width
                    visible: root.form.notes.length > 0
                    topPadding: 12
                    spacing: 6

                    Label {
                        height: 24
                        //: Head of a list: what of it is different once it was taken over
                        text: qsTr("What changes for it")
                        strong: true
                        Accessible.role: Accessible.Heading
                    }
                    Repeater {
                        model: root.form.notes

                        Item {
                            id: note
                            required property string modelData
                            width: planned.width
                            height: noteText.implicitHeight
                            Icon { y: 2; icon: "info"; color: Theme.muted; size: 14 }
                            Label {
                                id: noteText
                                x: 22
                                width: parent.width - x
                                text: note.modelData
                                size: Theme.caption
                                wrapMode: Text.Wrap
                            }
                        }
                    }
                }
            }
        }
    }
}
