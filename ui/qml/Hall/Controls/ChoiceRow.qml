import QtQuick
import QtQuick.Templates as T

// One answer of several: a round mark where only one may be chosen, a square one where several may.
T.AbstractButton {
    id: root
    property bool several: false
    property string note

    checkable: false
    implicitWidth: Math.ceil(words.implicitWidth) + mark.width + Theme.gapM + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.targetLarge, column.implicitHeight + topPadding + bottomPadding)
    leftPadding: Theme.gapM
    rightPadding: Theme.gapM
    topPadding: Theme.gapS
    bottomPadding: Theme.gapS
    focusPolicy: Qt.TabFocus
    hoverEnabled: false
    font.pixelSize: Theme.lead
    Accessible.role: several ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checked

    contentItem: Item {
        Rectangle {
            id: mark
            anchors.verticalCenter: parent.verticalCenter
            width: Math.round(Theme.lead * 1.2)
            height: width
            radius: root.several ? Math.round(Theme.radius / 2) : width / 2
            color: root.checked && root.several ? Theme.accent : Theme.surface
            border.width: Theme.stroke
            border.color: root.checked ? Theme.accent : Theme.border

            Rectangle {
                anchors.centerIn: parent
                visible: root.checked && !root.several
                width: Math.round(parent.width * 0.5 / 2) * 2
                height: width
                radius: width / 2
                color: Theme.accent
            }
            Icon {
                anchors.centerIn: parent
                visible: root.checked && root.several
                name: "check"
                color: Theme.accentText
                size: Math.round(parent.width * 0.8)
            }
        }
        Column {
            id: column
            anchors.verticalCenter: parent.verticalCenter
            x: mark.width + Theme.gapM
            width: parent.width - x

            Label {
                id: words
                width: parent.width
                text: root.text
                font.pixelSize: root.font.pixelSize
                font.bold: root.checked
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
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.down || root.checked ? Theme.accentSoft : Theme.surface
        border.width: root.checked ? Theme.stroke : Theme.hairline
        border.color: root.checked ? Theme.accent : Theme.border

        FocusRing {
            visible: root.visualFocus
        }
    }
}
