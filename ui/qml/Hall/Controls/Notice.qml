import QtQuick

// A sentence that must be seen. kind: "info", "good", "notice", "danger"; the icon tells them apart without colour.
Rectangle {
    id: root
    property string kind: "info"
    required property string text
    property string note
    readonly property color ink: ({info: Theme.accent, good: Theme.good, notice: Theme.notice, danger: Theme.danger})[kind]

    implicitWidth: Theme.mm(60)
    implicitHeight: words.implicitHeight + 2 * Theme.gapM
    radius: Theme.radius
    color: ({info: Theme.accentSoft, good: Theme.goodSoft, notice: Theme.noticeSoft, danger: Theme.dangerSoft})[kind]
    border.width: Theme.hairline
    border.color: ink

    Icon {
        id: picture
        x: Theme.gapM
        y: Theme.gapM + Math.round((Theme.body * 1.45 - size) / 2)
        name: ({info: "info", good: "circle-check", notice: "triangle-alert", danger: "circle-alert"})[root.kind]
        color: root.ink
        size: Math.round(Theme.body * 1.25)
    }
    Column {
        id: words
        x: picture.x + picture.width + Theme.gapM
        y: Theme.gapM
        width: root.width - x - Theme.gapM

        Label {
            width: parent.width
            text: root.text
            font.bold: root.note.length > 0
        }
        Label {
            width: parent.width
            visible: text.length > 0
            text: root.note
        }
    }
}
