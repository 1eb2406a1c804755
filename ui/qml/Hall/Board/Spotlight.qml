import QtQuick
import Hall.Controls

// A fresh call, large: the number, the counter, and the way in the ticket's language and the hall's.
Rectangle {
    id: root
    required property var call
    required property int wordPixels
    readonly property bool shown: call.label !== undefined
    readonly property real signs: shown ? Math.max(4, call.label.length) : 4
    readonly property real room: height - way.implicitHeight
    readonly property int pixels: Math.max(wordPixels, Math.min(Math.floor(width * 0.9 / (signs * 0.66)), Math.floor(room / 2.95)))

    objectName: "spotlight"
    visible: shown
    radius: Theme.radius
    color: Theme.accent
    Accessible.role: Accessible.AlertMessage
    Accessible.name: shown ? number.text + " " + way.text : ""

    Column {
        anchors.centerIn: parent
        width: parent.width - root.wordPixels

        Label {
            id: number
            objectName: "spotlight-label"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.shown ? root.call.label : ""
            color: Theme.accentText
            font.pixelSize: root.pixels
            font.bold: true
            wrapMode: Text.NoWrap
        }
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Math.round(root.pixels * 0.25)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: LayoutMirroring.enabled ? "arrow-left" : "arrow-right"
                color: Theme.accentText
                size: Math.round(root.pixels * 0.8)
            }
            Label {
                objectName: "spotlight-counter"
                text: root.shown ? root.call.counter : ""
                color: Theme.accentText
                font.pixelSize: root.pixels
                font.bold: true
                wrapMode: Text.NoWrap
            }
        }
        Label {
            id: way
            objectName: "spotlight-way"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.shown ? root.call.way : ""
            color: Theme.accentText
            font.pixelSize: root.wordPixels
            font.bold: true
        }
    }
}
