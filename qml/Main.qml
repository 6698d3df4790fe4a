import QtQuick
import QtQuick.Controls
import Hermes.App
import Hermes.Components
import Hermes.Dialogs
import Hermes.Pages
import Hermes.Style as S

// The window: navigation, one page at a time (made when first seen, then kept), and the dialogs over them.
ApplicationWindow {
    id: root

    required property AppController app
    property string page: app.settings.remembered("page", "tenants")
    readonly property bool typing: activeFocusItem instanceof TextInput

    function show(wanted: string): void {
        page = wanted
        app.settings.remember("page", wanted)
    }
    function newTenant(): void {
        if (!app.link.lost && app.tenants.known)
            app.newTenant.begin()
    }
    function addHost(): void {
        if (!app.link.lost && app.hosts.known)
            app.addHost.begin()
    }
    function currentPage(): Item {
        return (page === "tenants" ? tenants.item : page === "hosts" ? hosts.item : settings.item) as Item
    }

    title: app.demo ? qsTr("Hermes Admin (demo)") : "Hermes Admin"
    width: Number(app.settings.remembered("width", "1440"))
    height: Number(app.settings.remembered("height", "900"))
    minimumWidth: 880
    minimumHeight: 560
    color: S.Theme.surface
    font.family: S.Theme.sans
    font.pixelSize: S.Theme.body
    visible: true

    onClosing: {
        app.settings.remember("width", String(width))
        app.settings.remember("height", String(height))
    }

    Binding {
        target: S.Theme
        property: "dark"
        value: root.app.settings.dark
    }

    Sidebar {
        id: sidebar
        height: parent.height
        app: root.app
        page: root.page
        onChosen: page => root.show(page)
    }
    Item {
        id: area
        x: sidebar.width
        width: parent.width - x
        height: parent.height

        Loader {
            id: tenants
            property bool wanted: root.page === "tenants"
            active: false
            anchors.fill: parent
            visible: wanted
            focus: wanted
            onWantedChanged: if (wanted) active = true
            Component.onCompleted: if (wanted) active = true
            sourceComponent: TenantsPage {
                app: root.app
                focus: true
                onNewTenantAsked: root.newTenant()
                onAddHostAsked: root.addHost()
                onHostsAsked: root.show("hosts")
                onRebindAsked: rebindDialog.open()
                onDestroyAsked: destroyDialog.open()
            }
        }
        Loader {
            id: hosts
            property bool wanted: root.page === "hosts"
            active: false
            anchors.fill: parent
            visible: wanted
            focus: wanted
            onWantedChanged: if (wanted) active = true
            Component.onCompleted: if (wanted) active = true
            sourceComponent: HostsPage {
                app: root.app
                focus: true
                onAddHostAsked: root.addHost()
                onRemoveAsked: removeDialog.open()
                onTenantAsked: name => {
                    root.app.tenants.selected = name
                    root.show("tenants")
                }
            }
        }
        Loader {
            id: settings
            property bool wanted: root.page === "settings"
            active: false
            anchors.fill: parent
            visible: wanted
            focus: wanted
            onWantedChanged: if (wanted) active = true
            Component.onCompleted: if (wanted) active = true
            sourceComponent: SettingsPage {
                app: root.app
                focus: true
            }
        }
    }

    NewTenantSheet { form: root.app.newTenant }
    AddHostSheet { form: root.app.addHost }
    TrustDialog { trust: root.app.trust }
    PassphraseDialog { secret: root.app.secret }
    DestroyDialog {
        id: destroyDialog
        tenant: root.app.tenant
        name: root.app.tenant.name
        host: root.app.tenant.host
    }
    ConfirmDialog {
        id: rebindDialog
        title: qsTr("Rebind %1?").arg(root.app.tenant.name)
        iconName: "rebind"
        text: qsTr("The customer scans a new code. Then the old token is archived and the agent is made anew; it is away for about half a minute. Until the scan nothing changes.")
        //: Button: asks for a new bind code for a tenant that is bound already
        verb: qsTr("Show a code")
        onAccepted: root.app.tenant.rebind()
    }
    ConfirmDialog {
        id: removeDialog
        title: qsTr("Remove %1?").arg(root.app.hosts.selected)
        iconName: "trash"
        iconColor: S.Theme.danger
        text: qsTr("This fleet lets go of the machine: its claim is deleted there and its row here. No tenant is on it; nothing else of it is touched.")
        verb: qsTr("Remove %1").arg(root.app.hosts.selected)
        kind: "danger"
        onAccepted: root.app.hosts.remove()
    }
    KeysDialog { id: keys }

    component Key: Shortcut { enabled: !root.typing }

    Key { sequence: "N"; onActivated: root.newTenant() }
    Key { sequence: "A"; onActivated: root.addHost() }
    Key {
        sequence: "F"
        onActivated: {
            if (root.page === "settings")
                root.show("tenants")
            root.currentPage().focusFilter()
        }
    }
    Key { sequence: "R"; onActivated: root.app.tenants.refresh() }
    Key { sequence: "1"; onActivated: root.show("tenants") }
    Key { sequence: "2"; onActivated: root.show("hosts") }
    Key { sequence: ","; onActivated: root.show("settings") }
    Key { sequence: "?"; onActivated: keysDialog.open() }
}
