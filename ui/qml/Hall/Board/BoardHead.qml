import QtQuick
import Hall.Core
import Hall.Controls

// Which hall or part of it this is, whether the board hears from it, and the time.
Rectangle {
    id: root
    required property BoardView view
    required property int wordPixels
    required property int gap

    height: Math.max(title.implicitHeight, clock.implicitHeight) + root.gap
    color: Theme.accent

    Label {
        id: title
        objectName: "title"
        anchors.left: parent.left
        anchors.right: link.left
        anchors.margins: root.gap
        anchors.verticalCenter: parent.verticalCenter
        text: root.view.title
        color: Theme.accentText
        font.pixelSize: root.wordPixels
        font.bold: true
    }
    Row {
        id: link
        anchors.right: clock.left
        anchors.rightMargin: root.gap
        anchors.verticalCenter: parent.verticalCenter
        spacing: Math.round(root.gap / 2)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.view.stale ? "wifi-off" : "wifi"
            color: Theme.accentText
            size: Math.round(root.wordPixels * 0.9)
        }
        Label {
            objectName: "link-state"
            visible: root.view.stale
            text: root.view.words.down
            color: Theme.accentText
            font.pixelSize: root.wordPixels
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
        font.pixelSize: root.wordPixels
        font.bold: true
        wrapMode: Text.NoWrap
    }
}
