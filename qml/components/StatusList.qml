pragma ComponentBehavior: Bound

import QtQuick

// Conditions, services or checks, one per line.
Column {
    id: root

    property var model: null

    width: parent ? parent.width : 0

    Repeater {
        model: root.model

        StatusLine {
            required name
            required where
            required detail
            required extra
            required tone
            required ring
            width: root.width
        }
    }
}
