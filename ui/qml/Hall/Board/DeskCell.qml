import QtQuick
import Hall.Controls

// A counter and the number that is there: blank while it is free, a word while it is paused.
Item {
    id: root
    required property var desk
    required property int wordPixels
    required property string paused

    objectName: "desk-" + desk.counter
    Accessible.role: Accessible.StaticText
    Accessible.name: desk.counter + ", " + number.text

    Label {
        id: counter
        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        width: Math.round(root.wordPixels * 1.15)
        horizontalAlignment: Text.AlignRight
        text: root.desk.counter
        color: Theme.muted
        font.pixelSize: root.wordPixels
        wrapMode: Text.NoWrap
    }
    Label {
        id: number
        anchors.left: counter.right
        anchors.leftMargin: Math.round(root.wordPixels * 0.35)
        anchors.verticalCenter: parent.verticalCenter
        text: root.desk.label.length > 0 ? root.desk.label : root.desk.paused ? root.paused : "–"
        color: root.desk.fresh ? Theme.accent : root.desk.label.length > 0 ? Theme.text : Theme.muted
        font.pixelSize: root.wordPixels
        font.bold: root.desk.label.length > 0
        wrapMode: Text.NoWrap
    }
}
