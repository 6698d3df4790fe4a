import QtQuick
import QtTest
import Hermes.Style

TestCase {
    id: root

    name: "Button"
    width: 300
    height: 200
    visible: true
    when: windowShown

    Button {
        id: button
        text: "Provision"
        workingText: "Provisioning …"
    }
    SignalSpy {
        id: pressed
        target: button
        signalName: "clicked"
    }

    function init(): void {
        pressed.clear()
        button.enabled = true
        button.working = false
    }
    function test_aClickPressesIt(): void {
        mouseClick(button)
        compare(pressed.count, 1)
    }
    function test_spaceAndReturnPressIt(): void {
        button.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Space)
        keyClick(Qt.Key_Return)
        compare(pressed.count, 2)
    }
    function test_theRingShowsForTheKeyboardOnly(): void {
        button.focus = false
        button.forceActiveFocus(Qt.TabFocusReason)
        verify(button.visualFocus)
        button.focus = false
        mouseClick(button)
        verify(button.activeFocus)
        verify(!button.visualFocus)
    }
    function test_whileItWorksItDoesNothingMore(): void {
        button.working = true
        button.press()
        compare(pressed.count, 0)
    }
    function test_disabledItDoesNotAnswerAPress(): void {
        button.enabled = false
        button.press()
        mouseClick(button)
        compare(pressed.count, 0)
    }
    function test_itIs32High(): void {
        compare(button.height, 32)
    }
}
