pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import Hermes.App
import Hermes.Components
import Hermes.Style

// What of the audit is shown, whether it was tampered with, and a copy of it as a file.
Item {
    id: root

    required property AuditController audit
    readonly property bool narrow: width < 760

    function focusFilter(): void { filter.forceActiveFocus(Qt.ShortcutFocusReason) }

    implicitHeight: 56

    Row {
        x: 24
        anchors.verticalCenter: parent.verticalCenter
        spacing: 8

        TextField {
            id: filter
            width: root.narrow ? 176 : 232
            iconName: "filter"
            placeholderText: qsTr("Actor, target, reason, id")
            text: root.audit.search
            trailing: Kbd { text: "F"; visible: filter.length === 0 && !filter.activeFocus }
            onTextEdited: root.audit.search = text
            Keys.onEscapePressed: root.audit.search = ""
        }
        Select {
            //: Filter of the audit by what was done
            caption: qsTr("Action")
            model: root.audit.verbs
            value: root.audit.verb
            onChosen: value => root.audit.verb = value
        }
        Select {
            //: Filter of the audit by time
            caption: qsTr("Since")
            model: root.audit.periods
            value: root.audit.since
            onChosen: value => root.audit.since = value
        }
    }
    Row {
        anchors.right: parent.right
        anchors.rightMargin: 24
        anchors.verticalCenter: parent.verticalCenter
        spacing: 8

        Button {
            iconName: "shield-check"
            //: Button: has anybody changed an entry of the audit?
            text: root.narrow ? "" : qsTr("Verify")
            tip: qsTr("Verify that no entry was changed since it was written")
            workingText: root.narrow ? "" : qsTr("Verifying…")
            working: root.audit.verifying
            enabled: !root.audit.stale
            onClicked: root.audit.verify()
        }
        Button {
            id: exportButton
            iconName: "export"
            text: root.narrow ? "" : qsTr("Export")
            tip: qsTr("Write what is shown into a file")
            workingText: root.narrow ? "" : qsTr("Exporting…")
            working: root.audit.exporting
            enabled: !root.audit.stale
            onClicked: menu.popup(exportButton, exportButton.width - menu.width, exportButton.height + 4)
        }
    }
    Menu {
        id: menu

        MenuItem {
            text: qsTr("As CSV, for a spreadsheet …")
            onTriggered: chooser.ask("csv")
        }
        MenuItem {
            text: qsTr("As JSON …")
            onTriggered: chooser.ask("json")
        }
    }
    FileDialog {
        id: chooser
        property string format

        function ask(wanted: string): void {
            format = wanted
            open()
        }
        title: qsTr("Write the audit into")
        fileMode: FileDialog.SaveFile
        defaultSuffix: format
        nameFilters: format === "csv" ? [qsTr("CSV files (*.csv)")] : [qsTr("JSON files (*.json)")]
        onAccepted: root.audit.exportTo(selectedFile, format)
    }
}
