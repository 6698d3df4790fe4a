import QtQuick
import QtTest
import Hermes.Components

TestCase {
    id: root

    name: "Table"
    width: 600
    height: 400
    visible: true
    when: windowShown

    TableLayout {
        id: columns
        columns: [
            TableColumn { key: "name"; title: "Name"; width: 100; grow: 1 },
            TableColumn { key: "payment"; title: "Payment"; width: 60; drop: 1 },
            TableColumn { key: "plan"; title: "Plan"; width: 120; drop: 2 },
            TableColumn { key: "seen"; title: "Seen"; width: 60; alignRight: true }
        ]
    }
    DataTable {
        id: table
        anchors.fill: parent
        layout: columns
        model: 100
        delegate: TableRow {
            required property int index
            width: ListView.view.width
            description: "row " + index
            focused: table.keyboard && table.currentIndex === index
            onPicked: table.currentIndex = index
        }
    }
    SignalSpy { id: sorted; target: table; signalName: "sortAsked" }
    SignalSpy { id: neared; target: table; signalName: "endNeared" }
    SignalSpy { id: stepped; target: table; signalName: "stepped" }

    function init(): void {
        table.width = 600
        table.currentIndex = -1
        sorted.clear()
        stepped.clear()
        table.model = 100
        table.contentY = 0
        wait(0)
        neared.clear()
    }
    function test_itAsksForMoreShortlyBeforeTheEndAndOncePerTime(): void {
        table.contentY = 100 * 40 - 900
        wait(20)
        compare(neared.count, 0)
        table.contentY = 100 * 40 - 500
        tryCompare(neared, "count", 1)
        table.contentY = 100 * 40 - 400
        wait(20)
        compare(neared.count, 1)
        table.model = 200
        table.contentY = 0
        wait(20)
        compare(neared.count, 1)
        table.contentY = 200 * 40 - 500
        tryCompare(neared, "count", 2)
    }
    function test_theRoomThatIsLeftGoesToTheColumnThatGrows(): void {
        tryVerify(() => columns.available === 600)
        compare(columns.boxes[0].width, 100 + 600 - 48 - 340)
        compare(columns.boxes[3].x + columns.boxes[3].width, 600 - 24)
    }
    function test_columnsGoInTheirOrderWhereThereIsTooLittleRoom(): void {
        columns.available = 48 + 300
        verify(!columns.boxes[1].shown)
        verify(columns.boxes[2].shown)
        columns.available = 48 + 200
        verify(!columns.boxes[2].shown)
        verify(columns.boxes[0].shown)
        columns.available = 600
    }
    function test_aPressOnATitleAsksToSortByIt(): void {
        mouseClick(table, columns.boxes[2].x + 10, 18)
        compare(sorted.count, 1)
        compare(sorted.signalArguments[0][0], "plan")
    }
    function test_theKeysOfAListWalkIt(): void {
        mouseClick(table, 200, 36 + 20)
        keyClick(Qt.Key_Down)
        compare(table.currentIndex, 1)
        keyClick(Qt.Key_End)
        compare(table.currentIndex, 99)
        keyClick(Qt.Key_PageUp)
        verify(table.currentIndex < 99 && table.currentIndex > 80)
        keyClick(Qt.Key_Home)
        compare(table.currentIndex, 0)
        compare(stepped.count, 4)
        verify(table.keyboard)
    }
    function test_aClickPicksARowWithoutTheRing(): void {
        mouseClick(table, 200, 36 + 60)
        compare(table.currentIndex, 1)
        verify(!table.keyboard)
    }
}
