pragma ComponentBehavior: Bound
import QtQuick
import Hall.Controls

// Tiles side by side as far as they fit, each higher by `stretch`. model: [{code, text, icon, note}, ...].
Grid {
    id: root
    required property var model
    property bool large: false
    property string namePrefix: "tile."
    property int least: Theme.mm(105)
    property int stretch: 0
    readonly property int rowCount: Math.ceil(repeater.count / Math.max(1, columns))
    signal chosen(code: string)

    readonly property int columnsThatFit: Math.max(1, Math.min(4, Math.floor((width + spacing) / (Math.max(least, Theme.body * 13) + spacing))))
    readonly property real cell: (width - (columns - 1) * spacing) / columns
    readonly property real tallest: {
        let most = 0;
        for (let i = 0; i < repeater.count; i++)
            most = Math.max(most, repeater.itemAt(i)?.implicitHeight ?? 0);
        return most;
    }

    columns: columnsThatFit
    spacing: Theme.gapS

    Repeater {
        id: repeater
        model: root.model

        Tile {
            required property var modelData
            objectName: root.namePrefix + modelData.code
            width: root.cell
            height: (root.columns > 1 ? root.tallest : implicitHeight) + root.stretch
            large: root.large && root.columns > 1
            iconName: modelData.icon ?? ""
            text: modelData.text
            note: modelData.note ?? ""
            onClicked: root.chosen(modelData.code)
        }
    }
}
