import QtQuick
import Hall.Controls

// A service, and below it how many wait for it and how long somebody waits who comes now.
Item {
    id: root
    required property var line
    required property int wordPixels
    required property int gap

    height: service.height + count.height

    Label {
        id: service
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.rightMargin: root.gap
        text: root.line.service
        font.pixelSize: root.wordPixels
    }
    Label {
        id: count
        anchors.top: service.bottom
        anchors.left: parent.left
        text: root.line.count
        font.pixelSize: root.wordPixels
        font.bold: true
        wrapMode: Text.NoWrap
    }
    Label {
        anchors.top: service.bottom
        anchors.left: count.right
        anchors.leftMargin: root.gap
        text: root.line.wait
        color: Theme.muted
        font.pixelSize: root.wordPixels
        wrapMode: Text.NoWrap
    }
}
