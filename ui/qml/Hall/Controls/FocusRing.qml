import QtQuick

// Two tones outside the control: one of them stands out on every ground.
Item {
    id: root
    property int radius: Theme.radius

    anchors.fill: parent
    z: 1

    Rectangle {
        anchors.fill: parent
        anchors.margins: -2 * Theme.ringWidth
        radius: root.radius + 2 * Theme.ringWidth
        color: "transparent"
        border.width: Theme.ringWidth
        border.color: Theme.ringDark
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: -Theme.ringWidth
        radius: root.radius + Theme.ringWidth
        color: "transparent"
        border.width: Theme.ringWidth
        border.color: Theme.ringLight
    }
}
