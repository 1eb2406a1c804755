pragma ComponentBehavior: Bound
import QtQuick
import Hall.Controls

// How many wait, by service; rows that do not fit are left out, the longest queues come first.
Rectangle {
    id: root
    required property list<var> rows
    required property int wordPixels
    required property var words
    readonly property int gap: Math.round(wordPixels * 0.7)

    radius: Theme.radius
    color: Theme.surface
    border.width: Theme.hairline
    border.color: Theme.line
    clip: true

    Label {
        id: head
        x: root.gap
        y: root.gap
        width: parent.width - 2 * root.gap
        text: root.words.waiting
        color: Theme.muted
        font.pixelSize: root.wordPixels
        font.bold: true
    }
    ListView {
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: root.gap
        interactive: false
        clip: true
        spacing: Math.round(root.gap / 2)
        model: root.rows

        delegate: Item {
            id: row
            required property var modelData
            width: ListView.view.width
            visible: y + height <= ListView.view.height
            height: service.implicitHeight

            Label {
                id: service
                anchors.left: parent.left
                anchors.right: count.left
                anchors.rightMargin: root.gap
                text: row.modelData.service
                font.pixelSize: Math.round(root.wordPixels * 0.8)
            }
            Label {
                id: count
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: row.modelData.count
                font.pixelSize: root.wordPixels
                font.bold: true
            }
        }
    }
    Label {
        objectName: "nobody-waits"
        anchors.centerIn: parent
        visible: root.rows.length === 0
        width: parent.width - 2 * root.gap
        horizontalAlignment: Text.AlignHCenter
        text: root.words.nobody_waits
        color: Theme.muted
        font.pixelSize: Math.round(root.wordPixels * 0.8)
    }
}
