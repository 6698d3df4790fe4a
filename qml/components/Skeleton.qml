import QtQuick
import Hermes.Style

// Where something will be. No shimmer.
Rectangle {
    implicitHeight: 12
    implicitWidth: 60
    radius: 4
    color: Theme.surfaceAlt
}
