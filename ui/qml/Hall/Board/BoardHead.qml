import QtQuick
import Hall.Core
import Hall.Controls

// Whose hall this is, whether the board hears from it, and the time.
Rectangle {
    id: root
    required property BoardView view
    required property int wordPixels
    required property int gap

    height: headWords.implicitHeight + 2 * root.gap
    color: Theme.accent

    Label {
        id: headWords
        objectName: "hall"
        anchors.left: parent.left
        anchors.right: link.left
        anchors.margins: root.gap
        anchors.verticalCenter: parent.verticalCenter
        text: root.view.hall
        color: Theme.accentText
        font.pixelSize: Math.round(root.wordPixels * 1.15)
        font.bold: true
    }
    Row {
        id: link
        anchors.right: clock.left
        anchors.rightMargin: root.gap
        anchors.verticalCenter: parent.verticalCenter
        spacing: Math.round(root.gap / 3)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.view.stale ? "wifi-off" : "wifi"
            color: Theme.accentText
            size: Math.round(root.wordPixels * 0.8)
        }
        Label {
            objectName: "link-state"
            text: root.view.stale ? root.view.words.down : root.view.words.up
            color: Theme.accentText
            font.pixelSize: Math.round(root.wordPixels * 0.7)
            wrapMode: Text.NoWrap
        }
    }
    Label {
        id: clock
        objectName: "time"
        anchors.right: parent.right
        anchors.rightMargin: root.gap
        anchors.verticalCenter: parent.verticalCenter
        text: root.view.time
        color: Theme.accentText
        font.pixelSize: Math.round(root.wordPixels * 1.15)
        font.bold: true
    }
}
