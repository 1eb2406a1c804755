import QtQuick
import QtQuick.Templates as T

// A small help of the bar at the top: an icon over a short word.
T.Button {
    id: root
    required property string iconName
    property bool strong: false

    implicitWidth: Math.max(Theme.target, row.implicitWidth + 2 * Theme.gapS)
    implicitHeight: Math.max(Theme.target, row.implicitHeight + 2 * Theme.gapXs)
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
                anchors.verticalCenter: parent.verticalCenter
                name: root.iconName
                color: root.strong ? Theme.accentText : Theme.accent
                size: Math.round(Theme.body * 1.25)
            }
            Label {
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
