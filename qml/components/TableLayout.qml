import QtQml

// Where each column of a table stands, for the width there is. `boxes[i]` = {x, width, shown}.
QtObject {
    id: root

    property list<TableColumn> columns
    property real available: 0
    property real start: 24
    property real end: 24
    readonly property var boxes: place()

    function place(): var {
        const room = available - start - end
        const shown = []
        for (let i = 0; i < columns.length; ++i)
            shown.push(!columns[i].hidden)
        const minimum = i => columns[i].chosenWidth > 0 ? columns[i].chosenWidth : columns[i].minimum
        const need = () => {
            let sum = 0
            for (let i = 0; i < columns.length; ++i)
                sum += shown[i] ? minimum(i) : 0
            return sum
        }
        for (let rank = 1; need() > room && rank <= columns.length; ++rank) {
            for (let i = 0; i < columns.length; ++i) {
                if (columns[i].drop === rank)
                    shown[i] = false
            }
        }
        let natural = 0, slack = 0, growth = 0
        for (let i = 0; i < columns.length; ++i) {
            if (!shown[i])
                continue
            const fixed = columns[i].chosenWidth > 0
            natural += fixed ? columns[i].chosenWidth : columns[i].width
            slack += fixed ? 0 : columns[i].width - columns[i].minimum
            growth += fixed ? 0 : columns[i].grow
        }
        const extra = room - natural
        const boxes = []
        let x = start
        for (let i = 0; i < columns.length; ++i) {
            const column = columns[i]
            let width = column.chosenWidth > 0 ? column.chosenWidth : column.width
            if (column.chosenWidth <= 0 && extra > 0 && growth > 0)
                width += extra * column.grow / growth
            else if (column.chosenWidth <= 0 && extra < 0 && slack > 0)
                width += Math.max(-1, extra / slack) * (column.width - column.minimum)
            width = shown[i] ? Math.round(width) : 0
            boxes.push({ x: x, width: width, shown: shown[i] })
            x += width
        }
        return boxes
    }
}
