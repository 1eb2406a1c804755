import QtQuick
import Hall.Controls

// One deed of the clerk: what it does, and the key that does it.
Button {
    id: root
    required property string keyName
    required property int key
    readonly property int columns: parent && parent.width > Theme.mm(150) ? 3 : 2

    width: parent ? Math.floor((parent.width - (columns - 1) * Theme.gapM) / columns) : implicitWidth
    height: Math.max(Theme.targetLarge + Theme.gapM, Math.ceil(2.9 * Theme.body) + 2 * Theme.gapS, implicitHeight)
    rightPadding: leftPadding + keyLabel.width
    Accessible.name: text + ", " + keyName

    Label {
        id: keyLabel
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.gapS
        text: root.keyName
        color: root.ink
        font.pixelSize: Math.round(Theme.body * 0.75)
        Accessible.ignored: true
    }
}
