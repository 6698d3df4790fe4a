pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Hermes.App
import Hermes.Components
import Hermes.Dialogs
import Hermes.Pages
import Hermes.Style as S

// The window: navigation, the pages, and the dialogs over them.
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
    function refresh(): void {
        app.tenants.refresh()
        if (page === "orders")
            app.orders.refresh()
        else if (page === "activity")
            app.audit.refresh()
    }
    function focusFilter(): void {
        if (page !== "tenants" && page !== "hosts" && page !== "orders" && page !== "activity")
            show("tenants")
        if (page === "activity")
            activity.focusFilter()
        else if (page === "hosts")
            hosts.focusFilter()
        else if (page === "orders")
            orders.focusFilter()
        else
            tenants.focusFilter()
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

    Binding {
        target: root.app.bind
        property: "looked"
        value: root.visible && root.visibility !== Window.Minimized && tenants.visible
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

        TenantsPage {
            id: tenants
            anchors.fill: parent
            visible: root.page === "tenants"
            focus: visible
            app: root.app
            onNewTenantAsked: root.newTenant()
            onAddHostAsked: root.addHost()
            onHostsAsked: root.show("hosts")
            onOrdersAsked: {
                root.app.orders.tab = "waiting"
                root.show("orders")
            }
            onOrderAsked: id => {
                root.app.orders.selected = id
                root.show("orders")
            }
            onDestroyAsked: destroyDialog.open()
        }
        OrdersPage {
            id: orders
            anchors.fill: parent
            visible: root.page === "orders"
            focus: visible
            app: root.app
            onTenantAsked: name => {
                root.app.tenants.selected = name
                root.show("tenants")
            }
        }
        HostsPage {
            id: hosts
            anchors.fill: parent
            visible: root.page === "hosts"
            focus: visible
            app: root.app
            onAddHostAsked: root.addHost()
            onRemoveAsked: removeDialog.open()
            onForgetAsked: forgetDialog.open()
            onTenantAsked: name => {
                root.app.tenants.selected = name
                root.show("tenants")
            }
        }
        LeaksPage {
            id: leaks
            anchors.fill: parent
            visible: root.page === "leaks"
            focus: visible
            app: root.app
            onRepairAsked: repairDialog.open()
            onTenantAsked: name => {
                root.app.tenants.selected = name
                root.show("tenants")
            }
        }
        ActivityPage {
            id: activity
            anchors.fill: parent
            visible: root.page === "activity"
            focus: visible
            app: root.app
            onTenantsAsked: root.show("tenants")
            onTenantAsked: name => {
                root.app.tenants.selected = name
                root.show("tenants")
            }
        }
        SettingsPage {
            id: settings
            anchors.fill: parent
            visible: root.page === "settings"
            focus: visible
            app: root.app
        }
    }

    NoticeToast {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.rightMargin: 24
        anchors.bottomMargin: 48
        notice: root.app.notice
    }
    // A place in the system's tray is taken only for who wishes that.
    Loader {
        active: root.app.settings.notices
        sourceComponent: TrayNotice {
            notice: root.app.notice
            onShown: {
                root.show("orders")
                root.raise()
                root.requestActivate()
            }
        }
    }

    NewTenantSheet { form: root.app.newTenant }
    AddHostSheet { form: root.app.addHost }
    AdoptSheet {
        form: root.app.adopt
        Connections {
            target: root.app.adopt
            function onDone(): void { root.show("tenants") }
        }
    }
    HostSettingsSheet { form: root.app.hostSettings }
    TrustDialog { trust: root.app.trust }
    PassphraseDialog { secret: root.app.secret }
    DestroyDialog {
        id: destroyDialog
        tenant: root.app.tenant
        name: root.app.tenant.name
        host: root.app.tenant.host
        plan: root.app.plan
    }
    PlanDialog { plan: root.app.plan }
    MoveDialog { move: root.app.move }
    RestoreDialog { backups: root.app.backups }
    UpgradeDialog { upgrade: root.app.upgrade }
    Connections {
        target: root.app.jobs
        function onActivityAsked(): void {
            activity.showJobs()
            root.show("activity")
        }
    }
    Connections {
        target: root.app.notice
        function onOpened(): void { root.show("orders") }
    }
    Connections {
        target: root.app.order
        function onCodeAsked(tenant: string): void { root.show("tenants") }
    }
    Connections {
        target: root.app.upgrade
        function onBegun(job: string, many: bool): void {
            if (!many)
                return
            activity.showJobs()
            root.show("activity")
        }
    }
    ConfirmDialog {
        id: repairDialog
        //: Title of the question before findings of the leak board are put right
        title: qsTr("Repair what can be repaired?")
        iconName: "shield-check"
        text: qsTr("The loop of a tenant puts its own containers right. A container that no tenant has is stopped and put aside under another name. Nothing is deleted, and nothing that is not this fleet's is touched.")
        verb: qsTr("Repair")
        onAccepted: root.app.leaks.repair()
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
    ForgetHostDialog {
        id: forgetDialog
        objectName: "forgetHostDialog"
        hosts: root.app.hosts
    }
    KeysDialog { id: keys }

    // A letter alone is text while somebody types; with Ctrl (Command on a Mac) it is a key everywhere.
    Shortcut { sequence: "N"; enabled: !root.typing; onActivated: root.newTenant() }
    Shortcut { sequence: "A"; enabled: !root.typing; onActivated: root.addHost() }
    Shortcut { sequence: "F"; enabled: !root.typing; onActivated: root.focusFilter() }
    Shortcut { sequence: "R"; enabled: !root.typing; onActivated: root.refresh() }
    Shortcut { sequence: "1"; enabled: !root.typing; onActivated: root.show("tenants") }
    Shortcut { sequence: "2"; enabled: !root.typing; onActivated: root.show("orders") }
    Shortcut { sequence: "3"; enabled: !root.typing; onActivated: root.show("hosts") }
    Shortcut { sequence: "4"; enabled: !root.typing; onActivated: root.show("leaks") }
    Shortcut { sequence: "5"; enabled: !root.typing; onActivated: root.show("activity") }
    Shortcut { sequence: ","; enabled: !root.typing; onActivated: root.show("settings") }
    Shortcut { sequence: "?"; enabled: !root.typing; onActivated: keys.open() }
    Shortcut { sequence: "Ctrl+N"; onActivated: root.newTenant() }
    Shortcut { sequence: "Ctrl+F"; onActivated: root.focusFilter() }
    Shortcut { sequences: ["Ctrl+R", "F5"]; onActivated: root.refresh() }
    Shortcut { sequence: "Ctrl+,"; onActivated: root.show("settings") }
}
