import QtQuick
import QtQuick.Templates as T
import Hall.Controls

// One option, with the key that chooses it. Enter on what is chosen already does the deed; a finger that touches it again does not.
T.AbstractButton {
    id: root
    required property var option
    property bool several: false
    property bool byHand: false
    signal taken(code: string, byKey: bool)

    objectName: "option." + option.code
    implicitHeight: Math.max(Theme.target, column.implicitHeight + 2 * Theme.gapXs)
    focusPolicy: Qt.TabFocus
    hoverEnabled: false
    Accessible.role: several ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.name: option.text
    Accessible.checkable: true
    Accessible.checked: option.chosen
    onClicked: {
        const hand = byHand;
        byHand = false;
        taken(option.code, !hand);
    }

    PointHandler {
        onActiveChanged: root.byHand = root.byHand || active
    }

    contentItem: Item {
        Label {
            id: key
            x: Theme.gapS
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.body
            text: root.option.key
            color: Theme.muted
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        Column {
            id: column
            anchors.verticalCenter: parent.verticalCenter
            x: key.x + key.width + Theme.gapS
            width: parent.width - x - mark.width - Theme.gapS

            Label {
                width: parent.width
                text: root.option.text
                font.bold: root.option.chosen
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                visible: text.length > 0
                text: root.option.note
                color: Theme.muted
                Accessible.ignored: true
            }
        }
        Icon {
            id: mark
            anchors.right: parent.right
            anchors.rightMargin: Theme.gapXs
            anchors.verticalCenter: parent.verticalCenter
            name: root.option.chosen ? "check" : ""
            color: Theme.accent
            size: Theme.iconS
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.down || root.option.chosen ? Theme.accentSoft : Theme.surface
        border.width: root.option.chosen ? Theme.stroke : Theme.hairline
        border.color: root.option.chosen ? Theme.accent : Theme.border

        FocusRing {
            visible: root.visualFocus
        }
    }
}
