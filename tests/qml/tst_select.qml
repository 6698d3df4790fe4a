import QtQuick
import QtTest
import Hermes.Components
import Hermes.Style

TestCase {
    id: root

    name: "Select"
    width: 400
    height: 400
    visible: true
    when: windowShown

    ListModel {
        id: phases
        ListElement { value: ""; text: "any" }
        ListElement { value: "READY"; text: "Ready" }
        ListElement { value: "BLOCKED"; text: "Blocked" }
    }
    Select {
        id: select
        caption: "Phase"
        model: phases
        onChosen: value => select.value = value
    }
    Segmented {
        id: segmented
        y: 100
        width: 300
        options: [{ value: "light", text: "Light" }, { value: "dark", text: "Dark" }, { value: "later", text: "Later", enabled: false }]
        value: "light"
        onChosen: value => segmented.value = value
    }

    function test_itShowsTheWordOfItsValue(): void {
        select.value = ""
        tryCompare(select, "shownText", "any")
        select.value = "BLOCKED"
        tryCompare(select, "shownText", "Blocked")
    }
    function test_theKeyboardOpensItAndChooses(): void {
        select.value = ""
        select.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Space)
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Return)
        tryCompare(select, "value", "READY")
    }
    function test_aSegmentIsChosenByAClickAndADisabledOneIsNot(): void {
        mouseClick(segmented, 150, 16)
        compare(segmented.value, "dark")
        mouseClick(segmented, 290, 16)
        compare(segmented.value, "dark")
    }
}
