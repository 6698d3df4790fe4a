import QtQuick
import QtTest
import Hermes.Style

TestCase {
    id: root

    name: "Theme"

    function luminance(c: color): real {
        const part = v => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4)
        return 0.2126 * part(c.r) + 0.7152 * part(c.g) + 0.0722 * part(c.b)
    }
    function contrast(a: color, b: color): real {
        const la = luminance(a), lb = luminance(b)
        return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05)
    }
    function cleanup(): void {
        Theme.dark = false
    }
    function test_everyTextIsReadable_data(): var {
        return [{ tag: "light", dark: false }, { tag: "dark", dark: true }]
    }
    function test_everyTextIsReadable(row): void {
        Theme.dark = row.dark
        const surfaces = [Theme.surface, Theme.window, Theme.surfaceAlt, Theme.hover, Theme.selected]
        for (const surface of surfaces) {
            verify(contrast(Theme.text, surface) >= 7, "text on " + surface)
            verify(contrast(Theme.muted, surface) >= 4.5, "muted on " + surface + ": " + contrast(Theme.muted, surface))
        }
        for (const tone of ["accent", "warning", "danger"]) {
            verify(contrast(Theme.tone(tone), Theme.pillFill(tone)) >= 4.5, tone + " in its pill")
            verify(contrast(Theme.tone(tone), Theme.bannerFill(tone)) >= 4.5, tone + " in its banner")
        }
        verify(contrast(Theme.accentText, Theme.accent) >= 4.5)
        verify(contrast(Theme.accentText, Theme.danger) >= 4.5)
    }
    function test_mixesAreOpaque(): void {
        for (const mixed of [Theme.hover, Theme.pressed, Theme.selected, Theme.track, Theme.pillFill("danger")])
            compare(mixed.a, 1)
    }
}
