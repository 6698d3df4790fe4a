import QtQuick
import QtTest
import Hermes.Components
import Hermes.Style

TestCase {
    id: root

    name: "Fields"
    width: 400
    height: 300
    visible: true
    when: windowShown

    Field {
        id: labelled
        width: 300
        label: "Tenant name"
        note: "also the profile name"

        TextField {
            id: field
            width: parent.width
        }
    }
    SecretField {
        id: secret
        y: 120
        name: "Password"
    }
    CheckBox {
        id: box
        y: 200
        text: "Check"
    }
    SignalSpy { id: toggled; target: box; signalName: "toggled" }

    function test_anErrorTakesThePlaceOfTheNote(): void {
        const before = labelled.height
        labelled.error = "A name is needed."
        verify(labelled.height >= before)
        labelled.error = ""
        compare(labelled.height, before)
    }
    function test_typedTextIsThere(): void {
        field.forceActiveFocus(Qt.TabFocusReason)
        keyClick("h")
        keyClick("i")
        compare(field.text, "hi")
    }
    function test_focusOnAPasswordsFrameGoesToItsField(): void {
        secret.forceActiveFocus(Qt.TabFocusReason)
        keyClick("x")
        compare(secret.text, "x")
    }
    function test_aScreenReadersPressTogglesTheBoxAndSaysSo(): void {
        toggled.clear()
        box.checked = false
        box.flip()
        verify(box.checked)
        compare(toggled.count, 1)
    }
}
