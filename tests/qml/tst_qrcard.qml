import QtQuick
import QtTest
import Hermes.Components
import Hermes.Style

TestCase {
    id: root

    name: "QrCard"
    width: 400
    height: 400
    visible: true
    when: windowShown

    QrCard {
        id: card
        x: 10
        y: 10
        width: implicitWidth
        height: implicitHeight
        title: "A new code is coming"
    }

    function cleanup(): void {
        card.content = ""
        Theme.dark = false
    }
    function test_itIsBlackOnWhiteInTheDarkThemeToo(): void {
        Theme.dark = true
        card.content = "https://liteapp.weixin.qq.com/q/7GiQu1?qrcode=4d5f0b7c2a&bot_type=3"
        verify(card.live)
        const picture = grabImage(card)
        // The first finder pattern: 4 modules of white paper, then a black corner. A module is 4 device pixels or more.
        const scale = picture.width / card.width
        compare(picture.pixel(8 * scale, 8 * scale), Theme.paper)
        compare(picture.pixel((1 + 16 + 2) * scale, (1 + 16 + 2) * scale), Theme.ink)
    }
    function test_withoutContentNoCodeIsPainted(): void {
        card.content = "https://example.invalid/"
        card.content = ""
        verify(!card.live)
        const picture = grabImage(card)
        let black = 0
        for (let x = 0; x < picture.width; x += 3) {
            if (Qt.colorEqual(picture.pixel(x, 20), Theme.ink))
                ++black
        }
        compare(black, 0)
    }
    function test_aModuleIsAtLeastFourPixels(): void {
        card.content = "https://liteapp.weixin.qq.com/q/" + "a".repeat(74)
        verify(card.implicitWidth >= 4 * (41 + 8))
    }
}
