pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// One question of a panel: open with its options or field, or closed in one line with its answer.
Column {
    id: root
    required property CounterPanel ask
    required property var modelData
    required property int index
    readonly property bool words: modelData.kind === "text" || modelData.kind === "count"
    signal doneByKey

    function take(): bool {
        if (words) {
            field.forceActiveFocus(Qt.TabFocusReason);
            return true;
        }
        if (modelData.kind === "many")
            return false;
        const chosen = Math.max(0, modelData.options.findIndex(one => one.chosen));
        const option = options.itemAt(chosen) as OptionKey;
        if (option !== null)
            option.forceActiveFocus(Qt.TabFocusReason);
        return option !== null;
    }

    spacing: Theme.gapS + Theme.gapXs

    Button {
        objectName: "question." + root.modelData.name
        visible: !root.modelData.current
        width: root.width
        height: Math.max(Theme.target, implicitHeight)
        text: root.modelData.title + "  " + (root.modelData.shown.length > 0 ? root.modelData.shown : "–")
        onClicked: root.ask.turn_to(root.index)
    }
    Label {
        visible: root.modelData.current && text.length > 0
        width: root.width
        text: root.modelData.title
        font.bold: true
    }
    TextField {
        id: field
        objectName: "field." + root.modelData.name
        visible: root.modelData.current && root.words
        width: root.width
        maximumLength: root.modelData.kind === "count" ? 3 : 400
        inputMethodHints: root.modelData.kind === "count" ? Qt.ImhDigitsOnly : Qt.ImhNone
        text: root.modelData.value
        Accessible.name: root.modelData.title
        onTextEdited: root.ask.put(text)
        onAccepted: root.doneByKey()
    }
    Grid {
        id: grid
        visible: root.modelData.current && !root.words
        columns: root.modelData.options.length > 5 && root.width > Theme.mm(120) ? 2 : 1
        spacing: Theme.gapS + Theme.gapXs
        width: root.width

        Repeater {
            id: options
            model: root.modelData.options

            OptionKey {
                required property var modelData
                option: modelData
                several: root.modelData.kind === "many"
                width: Math.floor((grid.width - (grid.columns - 1) * grid.spacing) / grid.columns)
                onTaken: (code, byKey) => root.ask.choose(code, byKey)
            }
        }
    }
}
