pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// The rows of a list that the citizen makes: change, remove, add another.
Column {
    id: root
    required property FormView form
    readonly property var repeat: form.repeat

    spacing: Theme.gapM

    Label {
        width: parent.width
        visible: root.repeat.rows.length === 0
        text: qsTr("Nothing added yet. If there is nothing to add, continue.")
        color: Theme.muted
    }
    Repeater {
        model: root.repeat.rows

        Panel {
            id: row
            required property var modelData
            required property int index
            width: root.width
            padding: Theme.gapM

            Label {
                width: parent.width
                text: qsTr("%1. %2").arg(row.index + 1).arg(row.modelData.text.length > 0 ? row.modelData.text : root.repeat.label)
                font.pixelSize: Theme.lead
                font.bold: true
            }
            Flow {
                width: parent.width
                spacing: Theme.gapM

                Button {
                    objectName: "change-row." + row.index
                    iconName: "pencil"
                    text: qsTr("Change")
                    Accessible.name: text + ": " + row.modelData.text
                    onClicked: root.form.change_row(row.modelData.ref)
                }
                Button {
                    objectName: "remove-row." + row.index
                    visible: root.repeat.canRemove
                    kind: "danger"
                    iconName: "trash"
                    text: qsTr("Remove")
                    Accessible.name: text + ": " + row.modelData.text
                    onClicked: root.form.remove_row(row.modelData.ref)
                }
            }
        }
    }
    Button {
        objectName: "add-row"
        visible: root.repeat.canAdd
        iconName: "plus"
        text: root.repeat.rows.length === 0 ? qsTr("Add") : qsTr("Add another")
        onClicked: root.form.add_row()
    }
}
