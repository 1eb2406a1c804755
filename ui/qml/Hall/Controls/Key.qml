import QtQuick
import QtQuick.Templates as T
import Hall.Core

// One key of the on-screen keyboard. It never takes the focus away from the field.
T.AbstractButton {
    id: root
    required property string kind
    required property string value
    readonly property bool deed: kind !== "text" && kind !== "space"
    readonly property string shown: kind === "text" ? (Keyboard.shifted ? value.toUpperCase() : value) : kind === "space" ? qsTr("Space") : kind === "next" ? qsTr("Next") : kind === "hide" ? qsTr("Close") : kind === "board" ? (value === "letters" ? "abc" : "#+=") : ""
    readonly property string picture: kind === "erase" ? "delete" : kind === "shift" ? "arrow-big-up" : kind === "enter" ? "corner-down-left" : ""

    objectName: "key." + (deed ? kind : value)
    visible: kind !== "gap"
    focusPolicy: Qt.NoFocus
    hoverEnabled: false
    autoRepeat: kind === "erase"
    Accessible.name: kind === "erase" ? qsTr("Delete") : kind === "shift" ? qsTr("Capital letter") : kind === "enter" ? qsTr("New line") : shown
    onClicked: {
        if (kind === "erase")
            Keyboard.erase();
        else if (kind === "shift")
            Keyboard.shift();
        else if (kind === "board")
            Keyboard.show(value);
        else if (kind === "next")
            Keyboard.next();
        else if (kind === "hide")
            Keyboard.hide();
        else
            Keyboard.type(value);
    }

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: root.picture
            color: root.kind === "shift" && Keyboard.shifted ? Theme.accentText : Theme.accent
            size: Theme.iconS
        }
        Label {
            anchors.centerIn: parent
            text: root.shown
            font.pixelSize: Math.min(root.deed || root.kind === "space" ? Theme.body : Theme.lead, Math.floor(root.height / 1.5), root.kind === "text" ? root.width : root.width * 1.6 / Math.max(1, root.shown.length * (root.shown.charCodeAt(0) > 255 ? 1.7 : 1)))
            font.bold: root.deed
            wrapMode: Text.NoWrap
            color: root.deed ? Theme.accent : Theme.text
            Accessible.ignored: true
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.kind === "shift" && Keyboard.shifted ? Theme.accent : root.down ? Theme.accentSoft : root.deed ? Theme.sunken : Theme.surface
        border.width: root.down ? Theme.stroke : Theme.hairline
        border.color: root.down ? Theme.accent : Theme.border
    }
}
