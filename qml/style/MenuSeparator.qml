import QtQuick
import QtQuick.Templates as T

T.MenuSeparator {
    implicitHeight: 9
    implicitWidth: 100
    topPadding: 4
    bottomPadding: 4
    contentItem: Rectangle {
        implicitHeight: 1
        color: Theme.border
    }
}
