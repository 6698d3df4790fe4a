pragma Singleton

import QtQuick

// All tokens of the look, and the only place with colour literals. Mixes are computed opaque, so that contrast is known.
QtObject {
    id: root

    property bool dark: false

    component ColorSet: QtObject {
        required property color window
        required property color surface
        required property color surfaceAlt
        required property color border
        required property color text
        required property color muted
        required property color accent
        required property color accentText
        required property color success
        required property color warning
        required property color danger
        required property color scrim
        required property real selectShare
        required property real pillShare
        required property bool lightensOnHover
    }

    readonly property ColorSet light: ColorSet {
        window: "#f7f8fa"; surface: "#ffffff"; surfaceAlt: "#f1f3f6"; border: "#e2e5ea"; text: "#14171c"; muted: "#5c6470"
        accent: "#2f5fe0"; accentText: "#ffffff"; success: "#12733f"; warning: "#955400"; danger: "#bf2e29"
        scrim: Qt.rgba(0x14 / 255, 0x17 / 255, 0x1c / 255, 0.32)
        selectShare: 0.08; pillShare: 0.09; lightensOnHover: false
    }
    readonly property ColorSet night: ColorSet {
        window: "#0f1115"; surface: "#171a20"; surfaceAlt: "#1e222a"; border: "#2a2f39"; text: "#e8eaee"; muted: "#98a1af"
        accent: "#6f95ff"; accentText: "#0b1020"; success: "#4cc38a"; warning: "#f0b429"; danger: "#ff6b66"
        scrim: Qt.rgba(0, 0, 0, 0.56)
        selectShare: 0.14; pillShare: 0.14; lightensOnHover: true
    }
    readonly property ColorSet set: dark ? night : light

    readonly property color window: set.window
    readonly property color surface: set.surface
    readonly property color surfaceAlt: set.surfaceAlt
    readonly property color border: set.border
    readonly property color text: set.text
    readonly property color muted: set.muted
    readonly property color accent: set.accent
    readonly property color accentText: set.accentText
    readonly property color success: set.success
    readonly property color warning: set.warning
    readonly property color danger: set.danger
    readonly property color scrim: set.scrim
    readonly property color clear: "transparent"
    // A QR code is black on white in every theme.
    readonly property color paper: "#ffffff"
    readonly property color ink: "#000000"

    readonly property color hover: mix(text, surface, 0.04)
    readonly property color pressed: mix(text, surface, 0.08)
    readonly property color navHover: mix(text, window, 0.04)
    readonly property color navActive: mix(text, window, 0.06)
    readonly property color selected: mix(accent, surface, set.selectShare)
    readonly property color chosen: mix(accent, surface, 0.06)
    readonly property color track: mix(text, surface, 0.10)
    readonly property color thumb: mix(text, surface, 0.14)
    readonly property color thumbHover: mix(text, surface, 0.28)
    readonly property color markBorder: mix(muted, border, 0.60)
    readonly property color railLine: border

    // a over b, opaque.
    function mix(a: color, b: color, share: real): color {
        return Qt.rgba(a.r * share + b.r * (1 - share), a.g * share + b.g * (1 - share), a.b * share + b.b * (1 - share), 1)
    }
    // The colour of a role that a controller named.
    function tone(name: string): color {
        switch (name) {
        case "accent": return accent
        case "success": return success
        case "warning": return warning
        case "danger": return danger
        case "text": return text
        default: return muted
        }
    }
    function pillFill(name: string): color { return mix(tone(name), surface, set.pillShare) }
    function bannerFill(name: string): color { return name === "info" ? surface : mix(tone(name), surface, 0.06) }
    function bannerBorder(name: string): color { return name === "info" ? border : mix(tone(name), border, 0.40) }
    // A filled button under the pointer and while held.
    function fillHover(fill: color): color { return mix(text, fill, 0.12) }
    function fillPressed(fill: color): color { return mix(text, fill, 0.24) }

    readonly property int space4: 4
    readonly property int space8: 8
    readonly property int space12: 12
    readonly property int space16: 16
    readonly property int space24: 24
    readonly property int space32: 32
    readonly property int radius: 6
    readonly property int radiusCard: 8
    readonly property int control: 32
    readonly property int row: 40
    readonly property int rowDense: 32
    readonly property int head: 36
    readonly property int sidebar: 212
    readonly property int pane: 352
    readonly property int orderPane: 576
    readonly property int paneOverlayBelow: 1280
    readonly property int motion: 120
    readonly property real disabledOpacity: 0.45

    readonly property int caption: 12
    readonly property int body: 13
    readonly property int section: 16
    readonly property int title: 20
    readonly property int metric: 24

    readonly property FontMetrics system: FontMetrics { }
    readonly property var installed: Qt.fontFamilies()
    readonly property string sans: firstInstalled(["Inter"], system.font.family)
    readonly property string mono: firstInstalled(["JetBrains Mono", "SF Mono", "Menlo", "Cascadia Mono", "Consolas", "DejaVu Sans Mono"], "monospace")

    // What a screen reader says for several texts, of which some may be empty.
    function spoken(parts: var, between = ", "): string {
        return parts.filter(part => part.length > 0).join(between)
    }
    function firstInstalled(families: var, fallback: string): string {
        for (const family of families) {
            if (installed.indexOf(family) >= 0)
                return family
        }
        return fallback
    }
}
