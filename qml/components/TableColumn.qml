import QtQml

// A column of a table. `grow` shares the room that is left, `drop` says which goes first when there is too little (1 = first).
QtObject {
    required property string key
    property string title
    property real width: 100
    property real minimum: width
    property real grow: 0
    property int drop: 0
    property bool alignRight: false
    // Left free at the right of what is aligned there.
    property real inset: 0
    property bool sortable: true
    property bool hideable: true
    property bool hidden: false
    property real chosenWidth: 0
}
