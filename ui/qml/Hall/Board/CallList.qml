pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// The last calls, newest first: as large as six allow and never too small to read, so on a small screen fewer of them.
Item {
    id: root
    required property BoardView view
    required property int wordPixels
    required property int gap
    // Rows stay and only their words change: a call costs no new items.
    readonly property var shown: view.calls.slice(0, rows)
    readonly property var none: ({label: "", counter: "", service: "", fresh: false})
    readonly property real room: height - heading.height
    readonly property real sixRows: heading.height + 6 * 1.5 * wordPixels
    readonly property int numberPixels: Math.max(wordPixels, Math.min(Math.floor(room / 6 / 1.5), Math.floor(width / 7), 3 * wordPixels))
    readonly property int rows: Math.max(1, Math.floor(room / (numberPixels * 1.5)))

    Item {
        id: heading
        anchors.left: parent.left
        anchors.right: parent.right
        height: called.implicitHeight

        Label {
            id: called
            anchors.left: parent.left
            anchors.leftMargin: root.gap
            text: root.view.words.called
            color: Theme.muted
            font.pixelSize: root.wordPixels
            font.bold: true
            wrapMode: Text.NoWrap
        }
        Label {
            anchors.right: parent.right
            anchors.rightMargin: root.gap
            visible: implicitWidth + called.implicitWidth + 3 * root.gap < parent.width
            text: root.view.words.counter
            color: Theme.muted
            font.pixelSize: root.wordPixels
            font.bold: true
            wrapMode: Text.NoWrap
        }
    }
    Column {
        anchors.top: heading.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Math.floor(root.numberPixels * 0.07)

        Repeater {
            model: root.shown.length

            CallRow {
                required property int index
                width: root.width
                call: root.shown[index] ?? root.none
                numberPixels: root.numberPixels
                wordPixels: root.wordPixels
                gap: root.gap
            }
        }
    }
    Label {
        objectName: "nobody"
        anchors.top: heading.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: root.gap
        visible: root.view.calls.length === 0
        text: root.view.words.nobody_called
        color: Theme.muted
        font.pixelSize: root.wordPixels
    }
}
