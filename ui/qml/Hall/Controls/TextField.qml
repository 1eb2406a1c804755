pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// One line of text. `faulty` draws the edge of an error; the words of it stand beside the field.
T.TextField {
    id: root
    property bool faulty: false
    property string iconName

    implicitWidth: Theme.mm(60)
    implicitHeight: Math.max(Theme.target, contentHeight + topPadding + bottomPadding)
    leftPadding: Theme.gapM + (iconName.length > 0 ? Theme.iconS + Theme.gapS : 0)
    rightPadding: Theme.gapM
    topPadding: Theme.gapS
    bottomPadding: Theme.gapS
    color: Theme.text
    placeholderTextColor: Theme.muted
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentText
    font.pixelSize: Theme.lead
    verticalAlignment: TextInput.AlignVCenter
    horizontalAlignment: TextInput.AlignLeft
    selectByMouse: true
    persistentSelection: false
    cursorDelegate: Rectangle {
        visible: root.cursorVisible
        width: Theme.stroke
        color: Theme.accent
    }

    Label {
        visible: root.text.length === 0 && root.preeditText.length === 0
        x: root.leftPadding
        width: root.width - root.leftPadding - root.rightPadding
        height: root.height
        verticalAlignment: Text.AlignVCenter
        text: root.placeholderText
        color: Theme.muted
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
    Icon {
        x: Theme.gapM
        anchors.verticalCenter: parent.verticalCenter
        visible: root.iconName.length > 0
        name: root.iconName
        color: Theme.muted
        size: Theme.iconS
    }

    background: Rectangle {
        radius: Theme.radius
        color: Theme.surface
        border.width: root.activeFocus || root.faulty ? 2 * Theme.hairline : Theme.stroke
        border.color: root.faulty ? Theme.danger : root.activeFocus ? Theme.accent : Theme.border

        FocusRing {
            visible: root.activeFocus
        }
    }
}
