import QtQuick
import QtQuick.Templates as T

// A small help of the bar at the top: an icon and a short word; a brief one has no room for the word.
T.Button {
    id: root
    required property string iconName
    property bool strong: false
    property bool brief: false
    readonly property int wanted: Math.max(Theme.target, Math.ceil(words.implicitWidth) + picture.size + Theme.gapXs + 2 * Theme.gapS)

    implicitWidth: brief ? Math.max(Theme.target, picture.size + 2 * Theme.gapS) : wanted
    implicitHeight: Math.max(Theme.target, words.implicitHeight + 2 * Theme.gapXs)
    focusPolicy: Qt.TabFocus
    hoverEnabled: false
    font.pixelSize: Theme.body
    font.bold: true
    Accessible.name: text

    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.gapXs

            Icon {
                id: picture
                anchors.verticalCenter: parent.verticalCenter
                name: root.iconName
                color: root.strong ? Theme.accentText : Theme.accent
                size: Math.round(Theme.body * 1.25)
            }
            Label {
                id: words
                visible: !root.brief
                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                font: root.font
                wrapMode: Text.NoWrap
                color: root.strong ? Theme.accentText : Theme.accent
                Accessible.ignored: true
            }
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.strong ? (root.down ? Theme.accentPressed : Theme.accent) : root.down ? Theme.accentSoft : Theme.surface
        border.width: root.strong ? 0 : Theme.hairline
        border.color: Theme.border

        FocusRing {
            visible: root.visualFocus
        }
    }
}
