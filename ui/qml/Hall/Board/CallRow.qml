import QtQuick
import Hall.Controls

// One call: the number, what for where there is room, the counter. The one that is called now stands out by ground and edge.
Rectangle {
    id: root
    required property var call
    required property int numberPixels
    required property int wordPixels
    required property int gap

    height: Math.floor(numberPixels * 1.43)
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
        wrapMode: Text.NoWrap
    }
    Label {
        anchors.left: number.right
        anchors.leftMargin: root.gap
        anchors.verticalCenter: parent.verticalCenter
        visible: implicitWidth + 3 * root.gap < root.width - number.width - arrow.width - counter.width - 2 * root.gap
        text: root.call.service
        font.pixelSize: root.wordPixels
        color: Theme.muted
        wrapMode: Text.NoWrap
    }
    Icon {
        id: arrow
        anchors.right: counter.left
        anchors.rightMargin: root.gap
        anchors.verticalCenter: parent.verticalCenter
        name: LayoutMirroring.enabled ? "arrow-left" : "arrow-right"
        color: root.call.fresh ? Theme.accent : Theme.muted
        size: Math.round(root.numberPixels * 0.7)
    }
    Label {
        id: counter
        anchors.right: parent.right
        anchors.rightMargin: root.gap
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(implicitWidth, Math.round(root.numberPixels * 1.2))
        horizontalAlignment: Text.AlignRight
        text: root.call.counter
        font.pixelSize: root.numberPixels
        font.bold: true
        color: root.call.fresh ? Theme.accent : Theme.text
        wrapMode: Text.NoWrap
    }
}
