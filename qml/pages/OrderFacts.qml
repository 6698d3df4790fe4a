pragma ComponentBehavior: Bound

import QtQuick
import Hermes.App
import Hermes.Components

// The five witnesses of an order, and what became of its hand-off.
Column {
    id: root

    required property OrderController order
    property bool greyed: false

    Repeater {
        id: rows
        model: root.order.facts

        FactRow {
            required property int index
            required iconName
            required label
            required value
            required isCode
            required amount
            required line
            required time
            required moment
            required markIcon
            required markTone
            required markName

            width: root.width
            greyed: root.greyed
            ruled: index < rows.count - 1
        }
    }
}
