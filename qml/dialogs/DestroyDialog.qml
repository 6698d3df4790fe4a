import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// Destroys a tenant after its name was typed; says exactly what goes and what stays.
Dialog {
    id: root

    required property TenantController tenant
    required property string name
    required property string host
    required property ActPlanController plan

    //: Title of the question; %1 is a tenant's name
    title: qsTr("Destroy %1?").arg(name)
    iconName: "trash"
    iconColor: Theme.danger
    width: 440
    onOpened: typedName.begin()
    onAccepted: tenant.destroyTenant("")

    foot: [
        Button {
            text: qsTr("Cancel")
            onClicked: root.reject()
        },
        Button {
            kind: "danger"
            text: qsTr("Destroy %1").arg(root.name)
            enabled: typedName.typed
            onClicked: root.accept()
        }
    ]

    Label {
        width: parent.width
        text: root.host.length > 0 ? qsTr("This removes, on %1:").arg(root.host) : qsTr("This removes:")
        wrapMode: Text.Wrap
    }
    Item { width: 1; height: 8 }
    FactList { model: root.tenant.destroyFacts }
    Item { width: 1; height: 8 }
    Label {
        width: parent.width
        text: qsTr("Its WeChat token stays in the archive, so it can be bound again. No other tenant is touched.")
        color: Theme.muted
        wrapMode: Text.Wrap
    }
    Item { width: 1; height: 12 }
    BusyBanner {
        width: parent.width
        busy: root.plan.busy
    }
    Item { width: 1; height: 16 }
    TypedName {
        id: typedName
        name: root.name
        fieldName: qsTr("Name of the tenant")
        onEntered: root.accept()
    }
}
