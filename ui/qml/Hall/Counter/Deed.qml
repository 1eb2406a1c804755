import QtQuick
import Hall.Controls

// One deed of the clerk: what it does, and the key that does it. The next step is twice as wide.
Button {
    id: root
    required property var deed
    property bool narrow: false
    readonly property int columns: parent && parent.width > Theme.mm(150) ? 3 : 2
    readonly property int one: parent ? Math.floor((parent.width - (columns - 1) * Theme.gapM) / columns) : implicitWidth

    objectName: deed.name
    text: deed.text
    iconName: deed.icon
    kind: deed.primary ? "primary" : "secondary"
    width: narrow ? implicitWidth : deed.primary ? 2 * one + Theme.gapM : one
    height: Math.max(narrow ? Theme.target : Theme.targetLarge, implicitHeight)
    rightPadding: leftPadding + keyLabel.width
    Accessible.name: text + ", " + deed.key

    Label {
        id: keyLabel
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.gapXs
        text: root.deed.key
        color: root.ink
        font.pixelSize: Math.round(Theme.body * 0.85)
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
