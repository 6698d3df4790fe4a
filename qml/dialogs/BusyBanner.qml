import QtQuick
import Hermes.Components

// Who is being answered just now, before that is interrupted; nothing where nobody is.
Banner {
    required property string busy

    height: visible ? implicitHeight : 0
    visible: busy.length > 0
    tone: "warning"
    iconName: "chat"
    title: busy
    text: qsTr("They get 210 s to come to an end; what is not done by then is cut off.")
}
