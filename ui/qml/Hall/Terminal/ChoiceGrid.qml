pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// The answers of a question, each a large row; short ones stand side by side. Also the one box of a declaration.
Column {
    id: root
    required property var prompt
    required property FormView form
    readonly property bool several: prompt.control === "select_multiple"
    readonly property bool declaration: prompt.control === "acknowledge"
    readonly property var rows: declaration ? [
        {
            value: "OK",
            text: qsTr("I have read this and agree"),
            on: prompt.value === "OK"
        }
    ] : prompt.choices

    spacing: Theme.gapM

    Panel {
        width: parent.width
        visible: root.declaration

        Label {
            width: parent.width
            text: root.prompt.label
            font.pixelSize: Theme.lead
            lineHeight: 1.05
        }
        Label {
            width: parent.width
            visible: text.length > 0
            text: root.prompt.hint
            color: Theme.muted
        }
    }
    Grid {
        id: grid
        readonly property real widest: {
            let most = 0;
            for (let i = 0; i < repeater.count; i++)
                most = Math.max(most, repeater.itemAt(i)?.implicitWidth ?? 0);
            return Math.ceil(most);
        }
        readonly property real cell: (width - (columns - 1) * spacing) / columns

        width: parent.width
        spacing: Theme.gapS
        columns: root.declaration ? 1 : Math.max(1, Math.min(root.rows.length, root.rows.length > 8 ? 3 : 2, Math.floor((width + spacing) / (widest + spacing))))

        Repeater {
            id: repeater
            model: root.rows

            ChoiceRow {
                required property var modelData
                objectName: "choice." + root.prompt.name + "." + modelData.value
                width: grid.cell
                several: root.several || root.declaration
                text: modelData.text
                checked: modelData.on
                enabled: !root.prompt.readonly
                onClicked: {
                    if (root.several)
                        root.form.toggle(root.prompt.ref, modelData.value);
                    else
                        root.form.choose(root.prompt.ref, root.declaration && modelData.on ? "" : modelData.value);
                }
            }
        }
    }
}
