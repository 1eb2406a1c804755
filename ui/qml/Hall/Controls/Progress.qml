import QtQuick

// How far along; the words beside it say the same. value: 0 to 1.
Rectangle {
    id: root
    required property real value

    implicitHeight: Theme.gapXs
    radius: height / 2
    color: Theme.sunken
    border.width: Theme.contrast === "default" ? 0 : Theme.hairline
    border.color: Theme.border

    Rectangle {
        width: Math.max(parent.height, Math.round(parent.width * root.value))
        height: parent.height
        radius: height / 2
        color: Theme.accent
    }
}
