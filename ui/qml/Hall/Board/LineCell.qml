import QtQuick
import Hall.Controls

// A service, how many wait for it, and how long somebody waits who comes now: beside the name where all names leave room, else below it.
Item {
    id: root
    required property var line
    required property bool onOneLine
    required property int wordPixels
    required property int gap

    height: onOneLine ? service.height : service.height + facts.height

    Label {
        id: service
        anchors.left: parent.left
        anchors.right: root.onOneLine ? facts.left : parent.right
        anchors.rightMargin: root.gap
        text: root.line.service
        font.pixelSize: root.wordPixels
    }
    Row {
        id: facts
        anchors.bottom: parent.bottom
        anchors.left: root.onOneLine ? undefined : parent.left
        anchors.right: root.onOneLine ? parent.right : undefined
        spacing: root.gap

        Label {
            text: root.line.count
            font.pixelSize: root.wordPixels
            font.bold: true
            wrapMode: Text.NoWrap
        }
        Label {
            text: root.line.wait
            color: Theme.muted
            font.pixelSize: root.wordPixels
            wrapMode: Text.NoWrap
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.rightMargin: root.gap
        height: Theme.hairline
        color: Theme.line
    }
}
