import QtQuick
import Hall.Core
import Hall.Controls

// The display board, read from across the hall: who was called last, who is at which counter, how many wait and how long. Every letter is at
// least as high as the distance asks for; what does not fit then comes in turn.
HallWindow {
    id: root
    required property BoardView view
    required property real leastMm
    readonly property bool wide: width > height
    readonly property int wordPixels: Theme.capitals(leastMm)
    readonly property int gap: Math.round(wordPixels * 0.35)
    readonly property real room: foot.y - head.height

    visible: true
    color: Theme.ground
    title: view.title

    Item {
        id: board
        anchors.fill: parent
        LayoutMirroring.enabled: root.view.mirrored
        LayoutMirroring.childrenInherit: true

        BoardHead {
            id: head
            anchors.left: parent.left
            anchors.right: parent.right
            view: root.view
            wordPixels: root.wordPixels
            gap: root.gap
        }
        CallList {
            id: calls
            anchors.top: head.bottom
            anchors.left: parent.left
            anchors.margins: root.gap
            width: root.wide ? Math.round(parent.width * 0.44) : parent.width - 2 * root.gap
            height: root.wide ? root.room - 2 * root.gap : Math.round(Math.max(root.room * 0.5, Math.min(root.room * 0.62, calls.sixRows)))
            view: root.view
            wordPixels: root.wordPixels
            gap: root.gap
        }
        Pages {
            id: pages
            anchors.right: parent.right
            anchors.left: root.wide ? calls.right : parent.left
            anchors.top: root.wide ? head.bottom : calls.bottom
            anchors.bottom: foot.top
            anchors.margins: root.gap
            visible: !spotlight.shown
            view: root.view
            wordPixels: root.wordPixels
            gap: root.gap
        }
        Spotlight {
            id: spotlight
            anchors.fill: pages
            call: root.view.spotlight
            wordPixels: root.wordPixels
        }
        BoardFoot {
            id: foot
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            view: root.view
            wordPixels: root.wordPixels
            gap: root.gap
        }
    }
}
