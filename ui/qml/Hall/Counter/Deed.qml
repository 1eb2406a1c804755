import QtQuick
import Hall.Controls

// One deed of the clerk: what it does, and the key that does it. The next step is twice as wide.
Button {
    id: root
    required property string keyName
    property int key: 0
    property bool narrow: false
    property bool wide: false
    readonly property int columns: parent && parent.width > Theme.body * 22 ? 3 : 2
    readonly property int gap: Theme.low ? Theme.gapS : Theme.gapM
    readonly property int one: parent ? Math.floor((parent.width - (columns - 1) * gap) / columns) : implicitWidth

    width: narrow ? implicitWidth : wide ? 2 * one + gap : one
    height: Math.max(narrow || Theme.low ? Theme.target : Theme.targetLarge, implicitHeight)
    leftPadding: Theme.low ? Theme.gapS : Theme.gapM
    rightPadding: leftPadding + keyLabel.width
    Accessible.name: text + ", " + keyName

    Label {
        id: keyLabel
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.gapXs
        text: root.keyName
        color: root.ink
        font.pixelSize: Math.round(Theme.body * 0.85)
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
