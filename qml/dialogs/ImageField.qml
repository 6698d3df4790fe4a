pragma ComponentBehavior: Bound

import QtQuick
import Hermes.Components
import Hermes.Style

// An image, typed or chosen out of those that the fleet has.
Field {
    id: root

    property string image
    property var images: null
    signal edited(string image)

    function begin(): void {
        field.forceActiveFocus(Qt.TabFocusReason)
        field.selectAll()
    }

    label: qsTr("Image")
    onImageChanged: if (field.text !== image) field.text = image

    Item {
        width: root.width
        height: Theme.control

        TextField {
            id: field
            width: parent.width - more.width - 8
            mono: true
            Accessible.name: qsTr("Image")
            onTextEdited: root.edited(text)
        }
        Button {
            id: more
            anchors.right: parent.right
            iconName: "chevron-down"
            tip: qsTr("Images of this fleet")
            onClicked: menu.popup(more, more.width - menu.width, more.height + 4)
        }
        Menu {
            id: menu
            implicitWidth: 320

            Instantiator {
                model: root.images
                delegate: MenuItem {
                    required text
                    required property string value
                    chosen: value === root.image
                    onTriggered: root.edited(value)
                }
                onObjectAdded: (index, object) => menu.insertItem(index, object as MenuItem)
                onObjectRemoved: (index, object) => menu.removeItem(object as MenuItem)
            }
        }
    }
}
