import QtQuick
import QtQuick.Templates as T

// A way to go: icon, name, one line below it, and an arrow. A `large` one is a card with the icon over its words.
T.Button {
    id: root
    property string iconName
    property string note
    property bool large: false
    property bool edged: false
    property bool faulty: false
    readonly property int disc: iconName.length > 0 ? (large ? Theme.iconL : Theme.iconM) + 2 * Theme.gapS : 0

    implicitHeight: topPadding + bottomPadding + (large ? disc + Theme.gapM + words.implicitHeight : Math.max(disc, words.implicitHeight, Theme.targetLarge - 2 * topPadding))
    leftPadding: Theme.gapM
    rightPadding: Theme.gapM
    topPadding: large ? Theme.gapM : Theme.gapS
    bottomPadding: topPadding
    focusPolicy: Qt.TabFocus
    hoverEnabled: false
    font.pixelSize: large ? Theme.lead : Theme.body
    font.bold: true
    Accessible.name: note.length > 0 ? text + ". " + note : text

    contentItem: Item {
        Rectangle {
            visible: root.disc > 0
            y: root.large ? 0 : Math.round((parent.height - height) / 2)
            width: root.disc
            height: width
            radius: Theme.radius
            color: Theme.accentSoft

            Icon {
                anchors.centerIn: parent
                name: root.iconName
                color: Theme.accent
                size: root.large ? Theme.iconL : Theme.iconM
            }
        }
        Column {
            id: words
            x: root.disc > 0 && !root.large ? root.disc + Theme.gapM : 0
            y: root.large ? parent.height - height : Math.round((parent.height - height) / 2)
            width: parent.width - x - arrow.width - Theme.gapS

            Label {
                width: parent.width
                text: root.text
                font: root.font
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                visible: text.length > 0
                text: root.note
                font.pixelSize: Theme.body
                font.bold: false
                color: Theme.muted
                Accessible.ignored: true
            }
        }
        Icon {
            id: arrow
            anchors.right: parent.right
            y: Math.round(words.y + (words.height - height) / 2)
            name: "chevron-right"
            color: Theme.accent
            size: Theme.iconS
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.accentSoft : Theme.surface
        border.width: root.down || root.edged ? Theme.stroke : Theme.hairline
        border.color: root.faulty ? Theme.danger : root.down ? Theme.accent : root.edged ? Theme.border : Theme.line

        FocusRing {
            visible: root.visualFocus
        }
    }
}
