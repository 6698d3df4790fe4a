import QtQuick
import QtQuick.Templates as T

// primary, secondary, danger or ghost; icon-only where it has no text. While `working` it keeps its width and does nothing.
T.Button {
    id: root

    property string kind: "secondary"
    property string iconName
    property bool working: false
    // Drawn as if disabled although it answers: it says what is missing when pressed.
    property bool faded: false
    property string workingText: text
    property string tip
    // Shown by the components page only.
    property bool showHovered: hovered
    property bool showDown: down
    property bool showFocus: visualFocus

    readonly property bool filled: kind === "primary" || kind === "danger"
    readonly property bool dim: !enabled || faded
    readonly property color fill: kind === "primary" ? Theme.accent : kind === "danger" ? Theme.danger : Theme.surface
    readonly property color ink: filled ? (dim ? Theme.mix(Theme.accentText, Theme.surface, Theme.disabledOpacity) : Theme.accentText) : kind === "dangerGhost" ? Theme.danger : Theme.text

    function press(): void {
        if (enabled && !working)
            clicked()
    }

    implicitHeight: Theme.control
    implicitWidth: Math.max(Theme.control, leftPadding + implicitContentWidth + rightPadding)
    leftPadding: text.length === 0 ? 8 : 12
    rightPadding: text.length === 0 ? 8 : 12
    // A filled button pales as a whole: with opacity its text would shine through its fill.
    opacity: enabled || filled ? 1 : Theme.disabledOpacity
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    font.family: Theme.sans
    font.hintingPreference: Font.PreferNoHinting
    font.pixelSize: Theme.body
    font.weight: filled ? Font.DemiBold : Font.Normal

    Accessible.role: Accessible.Button
    Accessible.name: text.length > 0 ? text : tip
    Accessible.onPressAction: press()
    Keys.onReturnPressed: press()
    Keys.onEnterPressed: press()

    ToolTip.visible: tip.length > 0 && hovered
    ToolTip.text: tip
    ToolTip.delay: 600

    background: Rectangle {
        radius: Theme.radius
        color: {
            if (root.filled && root.dim)
                return Theme.mix(root.fill, Theme.surface, Theme.disabledOpacity)
            if (root.filled)
                return root.showDown ? Theme.fillPressed(root.fill) : root.showHovered ? Theme.fillHover(root.fill) : root.fill
            if (root.showDown)
                return Theme.pressed
            if (root.showHovered)
                return Theme.hover
            return root.kind === "ghost" || root.kind === "dangerGhost" ? Theme.clear : Theme.surface
        }
        border.width: root.kind === "secondary" ? 1 : 0
        border.color: Theme.border
        Behavior on color { ColorAnimation { duration: Theme.motion } }

        FocusRing { around: root; visible: root.showFocus }
    }

    contentItem: ButtonFace {
        iconName: root.working ? "refresh" : root.iconName
        text: root.working ? root.workingText : root.text
        font: root.font
        ink: root.ink
        iconInk: root.filled ? root.ink : root.kind === "dangerGhost" ? Theme.danger : Theme.muted
        turning: root.working && root.visible
    }
}
