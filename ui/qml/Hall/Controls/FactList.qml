pragma ComponentBehavior: Bound
import QtQuick

// Short facts under each other: icon, what it is, and its value. facts: [{icon, label, value}, ...].
Panel {
    id: root
    required property var facts

    spacing: Theme.gapM

    Repeater {
        model: root.facts

        Item {
            id: row
            required property var modelData
            readonly property int start: picture.width + Theme.gapM
            readonly property bool beside: width > Theme.body * 17
            readonly property int nameWidth: Math.min(Theme.body * 9, Math.round((width - start) * 0.45))

            width: parent.width
            height: beside ? Math.max(name.implicitHeight, value.implicitHeight) : name.implicitHeight + value.implicitHeight

            Icon {
                id: picture
                y: Math.round((Theme.body * 1.45 - size) / 2)
                name: row.modelData.icon
                color: Theme.accent
                size: Theme.iconS
            }
            Label {
                id: name
                x: row.start
                width: row.beside ? row.nameWidth : row.width - row.start
                text: row.modelData.label
                color: Theme.muted
            }
            Label {
                id: value
                x: row.beside ? row.start + row.nameWidth + Theme.gapM : row.start
                y: row.beside ? 0 : name.implicitHeight
                width: row.width - x
                text: row.modelData.value
                font.bold: true
            }
        }
    }
}
