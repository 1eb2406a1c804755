import QtQuick
import Hall.Controls

// One call: the number, what for, the counter. The one that is called now stands out by its edge and ground, and by place.
Rectangle {
    id: root
    required property var call
    required property int numberPixels
    required property int wordPixels
    readonly property int gap: Math.round(numberPixels * 0.4)

    height: Math.round(numberPixels * 1.5)
    radius: Theme.radius
    color: call.fresh ? Theme.accentSoft : Theme.surface
    border.width: call.fresh ? 2 * Theme.stroke : Theme.hairline
    border.color: call.fresh ? Theme.accent : Theme.line
    Accessible.role: Accessible.StaticText
    Accessible.name: call.label + ", " + call.counter

    Label {
        id: number
        objectName: "call-" + root.call.label
        anchors.left: parent.left
        anchors.leftMargin: root.gap
        anchors.verticalCenter: parent.verticalCenter
        text: root.call.label
        font.pixelSize: root.numberPixels
        font.bold: true
        color: root.call.fresh ? Theme.accent : Theme.text
    }
    Label {
        anchors.left: number.right
        anchors.right: arrow.left
        anchors.margins: root.gap
        anchors.verticalCenter: parent.verticalCenter
        text: root.call.service
        height: root.height
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.Fit
        minimumPixelSize: Math.round(root.wordPixels * 0.5)
        font.pixelSize: Math.round(root.wordPixels * 0.8)
        color: Theme.muted
    }
    Icon {
        id: arrow
        anchors.right: counter.left
        anchors.rightMargin: root.gap
        anchors.verticalCenter: parent.verticalCenter
        name: "arrow-right"
        color: root.call.fresh ? Theme.accent : Theme.muted
        size: Math.round(root.numberPixels * 0.7)
    }
    Label {
        id: counter
        anchors.right: parent.right
        anchors.rightMargin: root.gap
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(implicitWidth, Math.round(root.numberPixels * 1.35))
        horizontalAlignment: Text.AlignRight
        text: root.call.counter
        font.pixelSize: root.numberPixels
        font.bold: true
        color: root.call.fresh ? Theme.accent : Theme.text
    }
}
