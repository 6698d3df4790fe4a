import QtQuick
import QtTest
import Hermes.Components
import Hermes.Style

TestCase {
    id: root

    name: "Facts"
    width: 600
    height: 400
    visible: true
    when: windowShown

    FactRow {
        id: fact
        width: 528
        iconName: "orders"
        label: "Order row"
        value: "NOTPAY"
        isCode: true
        amount: "¥199.00"
        line: "<b>created</b> 13:22:01"
        time: "13:41:06"
        markIcon: "warning"
        markName: "disagrees"
    }
    KeyValue {
        id: line
        y: 100
        width: 320
        label: "Order"
        value: "cmp6h01ii0k001l60bqz7m4tehx"
        action: "copy"
        actionName: "Copy"
        actionValue: "cmp6h01ii0k001l60bqz7m4tehx"
        onPressed: (action, value) => root.pressed.push(action + " " + value)
    }
    GroupHead {
        id: group
        y: 200
        width: 528
        text: "In time"
        aside: "3"
    }

    property var pressed: []

    function init(): void {
        pressed = []
        line.openName = ""
    }
    function test_aFactIsAsHighAsItsIconAndTwoLinesAndALineUnderIt(): void {
        compare(fact.height, 57)
        fact.ruled = false
        compare(fact.height, 56)
        fact.ruled = true
    }
    function test_aFactReadsOutAllItSays(): void {
        compare(fact.Accessible.name, "Order row, NOTPAY, ¥199.00, <b>created</b> 13:22:01, 13:41:06, disagrees")
        compare(group.Accessible.name, "In time, 3")
        compare(group.height, Theme.rowDense)
    }
    function test_aLongValueLeavesRoomForTheAmountAndTheTime(): void {
        fact.value = "a state that is much longer than anything that a platform calls a state of an order in earnest"
        grabImage(fact) // laid out
        for (let i = 0; i < fact.children.length; ++i) {
            const item = fact.children[i]
            verify(item.x + item.width <= fact.width + 1, item + " sticks out")
        }
        fact.value = "NOTPAY"
    }
    function test_aLineLeadsSomewhereOnlyWhereItSaysSo(): void {
        mouseClick(line, 320 - 30, 12)
        compare(pressed.length, 0)
        line.openName = "Show order"
        mouseClick(line, 320 - 30, 12)
        compare(pressed.join(), "open " + line.value)
        mouseClick(line, 320 - 8, 12)
        compare(pressed[1], "copy " + line.value)
    }
}
