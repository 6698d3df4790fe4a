import QtQuick
import QtQuick.Templates as T
import Hermes.App
import Hermes.Components
import Hermes.Style

// Before tenants get another image, or the one before: which one, in which order, who is left, and who is being answered.
Dialog {
    id: root

    required property UpgradeController upgrade
    readonly property bool asking: upgrade.asking

    title: upgrade.title
    iconName: upgrade.back ? "rollback" : "upgrade"
    width: 640
    onAskingChanged: asking ? open() : close()
    onOpened: upgrade.back ? cancel.forceActiveFocus(Qt.TabFocusReason) : image.begin()
    onRejected: upgrade.refuse()

    foot: [
        Button {
            id: cancel
            text: qsTr("Cancel")
            onClicked: root.reject()
        },
        Button {
            kind: "primary"
            text: root.upgrade.verbText
            enabled: root.upgrade.possible
            onClicked: root.upgrade.accept()
        }
    ]

    Label {
        width: parent.width
        text: root.upgrade.text
        wrapMode: Text.Wrap
    }
    Item { width: 1; height: 12 }
    Row {
        id: fields
        width: parent.width
        spacing: 12
        visible: !root.upgrade.back || root.upgrade.many

        ImageField {
            id: image
            visible: !root.upgrade.back
            width: parent.width - (size.visible ? size.width + 12 : 0)
            image: root.upgrade.image
            images: root.upgrade.images
            onEdited: image => root.upgrade.image = image
        }
        Column {
            id: size
            width: 140
            visible: root.upgrade.many
            spacing: 4

            Label {
                height: 16
                text: qsTr("At a time")
                size: Theme.caption
                color: Theme.muted
                Accessible.ignored: true
            }
            Select {
                width: parent.width
                model: root.upgrade.sizes
                value: root.upgrade.atOnce
                Accessible.name: qsTr("At a time") + ": " + shownText
                onChosen: value => root.upgrade.atOnce = value
            }
        }
    }
    Item { width: 1; height: 12; visible: fields.visible }
    BusyBanner {
        width: parent.width
        busy: root.upgrade.busy
    }
    Item { width: 1; height: 12; visible: root.upgrade.busy.length > 0 }
    Banner {
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: root.upgrade.problem.present
        tone: "danger"
        title: root.upgrade.problem.message
        text: root.upgrade.problem.hint
        detail: root.upgrade.problem.detail
    }
    Item { width: 1; height: 12; visible: root.upgrade.problem.present }
    Skeleton {
        width: 220
        visible: root.upgrade.loading && root.upgrade.rows.count === 0
    }
    Flickable {
        id: plan
        width: parent.width
        readonly property real most: Math.max(120, (root.parent ? root.parent.height : 900) - 460)
        height: Math.min(most, lists.height)
        contentHeight: lists.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        T.ScrollBar.vertical: ScrollBar { }

        Column {
            id: lists
            width: plan.width - (height > plan.height ? 16 : 0)
            spacing: 12

            ImagePlanList { model: root.upgrade.rows }
            StepList { model: root.upgrade.steps }
        }
    }
}
