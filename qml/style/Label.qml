import QtQuick

// Text in one of the window's sizes. Plain text always: nothing that comes from a host is ever read as markup.
Text {
    id: root

    property bool mono: false
    property bool strong: false
    property int size: Theme.body

    color: Theme.text
    textFormat: Text.PlainText
    elide: Text.ElideRight
    verticalAlignment: Text.AlignVCenter
    font.family: mono ? Theme.mono : Theme.sans
    font.pixelSize: mono && size === Theme.body ? Theme.caption : size
    font.hintingPreference: Font.PreferNoHinting
    font.weight: strong ? Font.DemiBold : Font.Normal
    lineHeightMode: wrapMode === Text.NoWrap ? Text.ProportionalHeight : Text.FixedHeight
    lineHeight: wrapMode === Text.NoWrap ? 1 : size <= Theme.caption ? 16 : size === Theme.body ? 20 : size === Theme.section ? 24 : 28
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text.length === 0
}
