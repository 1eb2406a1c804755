pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// The long list of one question, with a search field over it.
PageFrame {
    id: root
    required property Picker picker

    objectName: "page-list"
    title: picker.title
    backText: qsTr("Back without choosing")
    onBack: picker.close()

    TextField {
        objectName: "picker-search"
        width: parent.width
        iconName: "search"
        placeholderText: qsTr("Search in this list")
        inputMethodHints: Qt.ImhNoPredictiveText
        Accessible.name: placeholderText
        onTextEdited: root.picker.search(text)
    }
    Grid {
        id: grid
        width: parent.width
        spacing: Theme.gapS
        columns: Math.max(1, Math.min(3, Math.floor((width + spacing) / (Theme.body * 14 + spacing))))

        Repeater {
            model: root.picker.choices

            ChoiceRow {
                required property var modelData
                objectName: "pick." + modelData.value
                width: (grid.width - (grid.columns - 1) * grid.spacing) / grid.columns
                text: modelData.text
                checked: modelData.on
                onClicked: root.picker.pick(modelData.value)
            }
        }
    }
    Notice {
        width: parent.width
        visible: root.picker.choices.length === 0
        text: qsTr("Nothing in the list is called like this.")
    }
}
