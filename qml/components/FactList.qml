pragma ComponentBehavior: Bound

import QtQuick

// Facts of a tenant or host, one per line.
Column {
    id: root

    property var model: null
    property bool greyed: false
    property bool wraps: false
    // Whether those that lead somewhere can be followed.
    property bool links: false
    signal pressed(string action, string value)

    width: parent ? parent.width : 0

    Repeater {
        model: root.model

        KeyValue {
            required label
            required value
            required extra
            required mono
            required second
            required secondExtra
            required action
            required actionName
            required actionValue
            required property string linkName
            openName: root.links ? linkName : ""
            width: root.width
            greyed: root.greyed
            wraps: root.wraps
            onPressed: (action, value) => root.pressed(action, value)
        }
    }
}
