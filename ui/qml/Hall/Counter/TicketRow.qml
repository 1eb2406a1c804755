import QtQuick
import QtQuick.Templates as T
import Hall.Controls

// One ticket of a list; Enter or a press says what can be done with it.
T.AbstractButton {
    id: root
    required property int index
    required property string leg
    required property string label
    required property string words
    required property string note
    required property string figure

    objectName: "row." + label
    implicitHeight: Math.max(Theme.target, column.implicitHeight + 2 * Theme.gapXs)
    focusPolicy: Qt.TabFocus
    hoverEnabled: false
    Accessible.role: Accessible.Button
    Accessible.name: [label, words, note, figure].filter(one => one.length > 0).join(", ")

    contentItem: Item {
        Label {
            id: number
            x: Theme.gapS
            anchors.verticalCenter: parent.verticalCenter
            width: Math.max(implicitWidth, Theme.body * 4)
            text: root.label
            font.bold: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        Column {
            id: column
            anchors.verticalCenter: parent.verticalCenter
            x: number.x + number.width + Theme.gapM
            width: minutes.x - x - Theme.gapS

            Label {
                width: parent.width
                text: root.words
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                visible: text.length > 0
                text: root.note
                color: Theme.muted
                Accessible.ignored: true
            }
        }
        Label {
            id: minutes
            x: parent.width - width - Theme.gapS
            anchors.verticalCenter: parent.verticalCenter
            text: root.figure
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.accentSoft : Theme.surface
        border.width: Theme.hairline
        border.color: Theme.line

        FocusRing {
            visible: root.visualFocus
        }
    }
}
