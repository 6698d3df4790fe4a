import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// Declares a silent machine destroyed, after its name was typed.
Dialog {
    id: root

    required property HostsController hosts
    readonly property string name: hosts.selected

    //: Title of the question; %1 is a host's name
    title: qsTr("Is %1 gone for good?").arg(name)
    iconName: "warning"
    iconColor: Theme.danger
    width: 440
    onOpened: typedName.begin()
    onAccepted: hosts.forget()

    foot: [
        Button {
            text: qsTr("Cancel")
            onClicked: root.reject()
        },
        Button {
            kind: "danger"
            text: qsTr("Declare %1 destroyed").arg(root.name)
            enabled: typedName.typed
            onClicked: root.accept()
        }
    ]

    Label {
        width: parent.width
        text: root.hosts.forgetText
        wrapMode: Text.Wrap
    }
    Item { width: 1; height: 8 }
    Label {
        width: parent.width
        text: qsTr("Only for a machine that never comes back as it was: if it still runs somewhere, its tenants would be there twice until this fleet meets it again.")
        color: Theme.muted
        wrapMode: Text.Wrap
    }
    Item { width: 1; height: 16 }
    TypedName {
        id: typedName
        name: root.name
        fieldName: qsTr("Name of the host")
        onEntered: root.accept()
    }
}
