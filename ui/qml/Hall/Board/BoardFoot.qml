import QtQuick
import Hall.Core
import Hall.Controls

// The hall's message; while nothing is heard from the hub, since when that is so.
Rectangle {
    id: root
    required property BoardView view
    required property int wordPixels
    required property int gap

    objectName: root.view.stale ? "stale" : "foot"
    height: words.text.length > 0 ? words.implicitHeight + root.gap : 0
    color: root.view.stale ? Theme.noticeSoft : Theme.surface

    Label {
        id: words
        objectName: "message"
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: root.gap
        anchors.verticalCenter: parent.verticalCenter
        horizontalAlignment: Text.AlignLeft
        text: root.view.stale ? root.view.words.stale : root.view.message
        color: root.view.stale ? Theme.notice : Theme.text
        font.pixelSize: root.wordPixels
        font.bold: root.view.stale
    }
}
