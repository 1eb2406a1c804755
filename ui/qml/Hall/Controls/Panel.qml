import QtQuick

// A sheet of paper on the ground: an even margin around whatever lies on it.
Rectangle {
    id: root
    default property alias content: column.data
    property int padding: Theme.gapL
    property alias spacing: column.spacing

    implicitWidth: Theme.mm(60)
    implicitHeight: column.implicitHeight + 2 * padding
    radius: Theme.radius
    color: Theme.surface
    border.width: Theme.hairline
    border.color: Theme.line

    Column {
        id: column
        x: root.padding
        y: root.padding
        width: root.width - 2 * root.padding
        spacing: Theme.gapS
    }
}
