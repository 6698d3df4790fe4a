import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// Theme, language and notices, switched at once; where this program keeps its data.
FocusScope {
    id: root

    required property AppController app
    readonly property SettingsController settings: app.settings

    PageHeader {
        id: header
        width: parent.width
        title: qsTr("Settings")
        age: root.app.link.updated
    }
    Rectangle {
        y: header.height
        width: parent.width
        height: 1
        color: Theme.border
    }
    ScrollArea {
        y: header.height + 1
        width: parent.width
        height: parent.height - y
        contentHeight: cards.implicitHeight + 48

        Column {
            id: cards
            x: 24
            y: 24
            width: Math.min(640, parent.width - 48)
            spacing: 24

            SettingCard {
                width: parent.width
                title: qsTr("Appearance")

                SettingRow {
                    width: parent.width
                    title: qsTr("Theme")
                    text: qsTr("System follows the desktop, also while the window is open.")

                    Segmented {
                        width: 300
                        name: qsTr("Theme")
                        value: root.settings.theme
                        options: [
                            { value: "system", text: qsTr("System"), icon: "settings" },
                            { value: "light", text: qsTr("Light"), icon: "sun" },
                            { value: "dark", text: qsTr("Dark"), icon: "moon" }
                        ]
                        onChosen: value => root.settings.theme = value
                    }
                }
                SettingRow {
                    width: parent.width
                    title: qsTr("Language")
                    text: qsTr("Takes effect at once.")
                    ruled: false

                    Segmented {
                        width: 300
                        name: qsTr("Language")
                        value: root.settings.language
                        options: [
                            { value: "system", text: qsTr("System"), icon: "globe" },
                            { value: "en", text: "English" },
                            { value: "zh_CN", text: "简体中文" }
                        ]
                        onChosen: value => root.settings.language = value
                    }
                }
            }
            SettingCard {
                width: parent.width
                title: qsTr("Notifications")

                SettingRow {
                    width: parent.width
                    title: qsTr("A paid order waits for more than 5 minutes")
                    text: qsTr("Shown by the system, once for each order; without whose it is and what was paid. This window tells it in any case.")
                    ruled: false

                    Switch {
                        checked: root.settings.notices
                        Accessible.name: qsTr("Notify when a paid order waits for more than 5 minutes")
                        onToggled: root.settings.notices = checked
                    }
                }
            }
            SettingCard {
                width: parent.width
                title: qsTr("This program")

                SettingRow {
                    width: parent.width
                    title: qsTr("Data directory")
                    text: qsTr("Registry, trusted host keys, logs and these settings. Secrets are not in it.")

                    Label {
                        width: Math.min(implicitWidth, 300)
                        height: 32
                        text: root.settings.dataDir
                        mono: true
                        elide: Text.ElideMiddle
                    }
                }
                SettingRow {
                    width: parent.width
                    title: qsTr("Registry")
                    text: qsTr("Where tenants, hosts, ports and the journal are recorded.")

                    Label {
                        height: 32
                        text: root.app.link.registry
                    }
                }
                SettingRow {
                    width: parent.width
                    title: qsTr("Version")
                    ruled: false

                    Label {
                        height: 32
                        text: root.settings.version
                        mono: true
                    }
                }
            }
        }
    }
}
