import QtQuick.Controls.impl

// One of the project's own 16 px icons, tinted.
IconImage {
    id: root

    property string icon
    property int size: 16

    width: size
    height: size
    sourceSize.width: size
    sourceSize.height: size
    source: icon.length > 0 ? "qrc:/icons/" + icon + ".svg" : ""
    color: Theme.muted
}
