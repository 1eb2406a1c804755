import QtQuick
import Hall.Controls

// A fresh call, large over the whole board, with the way to go.
Rectangle {
    id: root
    required property var call
    required property int numberPixels
    required property string way
    readonly property bool shown: call.label !== undefined
    readonly property int pixels: Math.min(Math.round(numberPixels * 3), Math.floor(width / 6), Math.floor(height / 4))

    objectName: "spotlight"
    visible: shown
    color: Theme.accent
    Accessible.role: Accessible.AlertMessage
    Accessible.name: shown ? number.text + " " + way : ""

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * root.numberPixels
        spacing: Math.round(root.pixels * 0.25)

        Label {
            id: number
            objectName: "spotlight-label"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.shown ? root.call.label : ""
            color: Theme.accentText
            font.pixelSize: root.pixels
            font.bold: true
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.way
            color: Theme.accentText
            font.pixelSize: Math.round(root.pixels * 0.45)
            font.bold: true
        }
    }
}
