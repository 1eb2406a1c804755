pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// The display board: who is called now, who was called last, how many wait. Read from across the hall.
HallWindow {
    id: root
    required property BoardView view
    required property real leastMm
    readonly property bool wide: width > height
    // As large as six calls allow, but never too small to read; where that is too much for six, fewer calls.
    readonly property int numberPixels: Math.max(Theme.capitals(leastMm), Math.floor(height / (wide ? 15 : 20)))
    readonly property int rowPixels: Math.round(numberPixels * 1.7)
    readonly property int rows: Math.max(1, Math.floor((foot.y - calls.y - callHead.height - (wide ? 0 : 4 * numberPixels)) / rowPixels))
    readonly property int wordPixels: Math.round(numberPixels * 0.5)
    readonly property int gap: Math.round(numberPixels * 0.4)

    visible: true
    color: Theme.ground
    title: view.hall

    BoardHead {
        id: head
        width: parent.width
        view: root.view
        wordPixels: root.wordPixels
        gap: root.gap
    }
    Rectangle {
        id: stale
        objectName: "stale"
        anchors.top: head.bottom
        width: parent.width
        height: visible ? staleWords.implicitHeight + root.gap : 0
        visible: root.view.stale && !spotlight.shown
        color: Theme.noticeSoft

        Label {
            id: staleWords
            anchors.verticalCenter: parent.verticalCenter
            x: root.gap
            width: parent.width - 2 * root.gap
            color: Theme.notice
            font.pixelSize: root.wordPixels
            font.bold: true
            text: root.view.words.stale
        }
    }
    Column {
        id: calls
        anchors.top: stale.bottom
        anchors.left: parent.left
        anchors.margins: root.gap
        visible: !spotlight.shown
        width: root.wide ? parent.width * 0.66 - 1.5 * root.gap : parent.width - 2 * root.gap
        spacing: Math.round(root.numberPixels * 0.2)

        Item {
            width: parent.width
            height: callHead.implicitHeight

            Label {
                id: callHead
                text: root.view.words.called
                color: Theme.muted
                font.pixelSize: root.wordPixels
                font.bold: true
            }
            Label {
                anchors.right: parent.right
                anchors.rightMargin: root.gap
                text: root.view.words.counter
                color: Theme.muted
                font.pixelSize: root.wordPixels
                font.bold: true
            }
        }
        Repeater {
            model: root.view.calls.slice(0, root.rows)

            CallRow {
                required property var modelData
                width: calls.width
                call: modelData
                numberPixels: root.numberPixels
                wordPixels: root.wordPixels
            }
        }
        Label {
            objectName: "nobody"
            visible: root.view.calls.length === 0
            width: parent.width
            topPadding: root.gap
            text: root.view.words.nobody_called
            color: Theme.muted
            font.pixelSize: root.wordPixels
        }
    }
    WaitingList {
        anchors.right: parent.right
        anchors.margins: root.gap
        visible: !spotlight.shown
        y: root.wide ? calls.y : calls.y + calls.height + root.gap
        width: root.wide ? parent.width * 0.34 - 1.5 * root.gap : parent.width - 2 * root.gap
        height: foot.y - y - root.gap
        rows: root.view.waiting
        words: root.view.words
        wordPixels: root.wordPixels
    }
    Label {
        id: foot
        objectName: "message"
        visible: !spotlight.shown
        anchors.bottom: parent.bottom
        x: root.gap
        width: parent.width - 2 * root.gap
        height: text.length > 0 ? implicitHeight : 0
        bottomPadding: root.gap
        text: root.view.message
        font.pixelSize: root.wordPixels
    }
    Spotlight {
        id: spotlight
        anchors.fill: parent
        anchors.topMargin: head.height
        call: root.view.spotlight
        way: root.view.words.go_to
        numberPixels: root.numberPixels
    }
}
