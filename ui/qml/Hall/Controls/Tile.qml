import QtQuick
import QtQuick.Templates as T

// A way to go: icon, name, one line below it, and an arrow. `large` stands on its own, else it is one row of a list.
T.Button {
    id: root
    property string iconName
    property string note
    property bool large: false

    implicitHeight: Math.max(Theme.targetLarge, words.implicitHeight + topPadding + bottomPadding, disc.height + 2 * Theme.gapXs + (large ? Theme.gapM : 0))
    padding: Theme.gapM
    topPadding: large ? Theme.gapM : Theme.gapS
    bottomPadding: topPadding
    focusPolicy: Qt.TabFocus
    hoverEnabled: false
    font.pixelSize: large ? Theme.lead : Theme.body
    font.bold: true
    Accessible.name: note.length > 0 ? text + ". " + note : text

    contentItem: Item {
        Rectangle {
            id: disc
            visible: root.iconName.length > 0
            anchors.verticalCenter: parent.verticalCenter
            width: visible ? (root.large ? Theme.iconL : Theme.iconM) + 2 * Theme.gapS : 0
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
            anchors.verticalCenter: parent.verticalCenter
            x: disc.visible ? disc.width + Theme.gapM : 0
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
            anchors.verticalCenter: parent.verticalCenter
            name: "chevron-right"
            color: Theme.accent
            size: Theme.iconS
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.accentSoft : Theme.surface
        border.width: root.down ? Theme.stroke : Theme.hairline
        border.color: root.down ? Theme.accent : Theme.line

        FocusRing {
            visible: root.visualFocus
        }
    }
}
