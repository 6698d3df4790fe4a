import QtQuick
import Hermes.App
import Hermes.Components
import Hermes.Style

// All that one entry of the audit says.
SidePane {
    id: root

    required property AuditController audit
    readonly property bool shown: audit.title.length > 0

    title: audit.title
    closeName: qsTr("Close")
    subtitle: Label {
        height: 20
        //: Under the title of an entry of the audit; %1 is its number
        text: qsTr("entry %1").arg(root.audit.selected)
        size: Theme.caption
        color: Theme.muted
    }

    PaneSection {
        ruled: false

        FactList {
            model: root.audit.facts
            wraps: true
            onPressed: (action, value) => root.audit.copy(value)
        }
    }
}
