pragma ComponentBehavior: Bound
import QtQuick

// What is wrong, all of it, at the top of the page; each line leads to its field. model: [{ref, message}, ...].
Rectangle {
    id: root
    required property var model
    signal chosen(ref: string)

    objectName: "error-summary"
    implicitHeight: visible ? column.implicitHeight + 2 * Theme.gapM : 0
    visible: model.length > 0
    radius: Theme.radius
    color: Theme.dangerSoft
    border.width: Theme.stroke
    border.color: Theme.danger
    Accessible.role: Accessible.AlertMessage
    Accessible.name: heading.text

    Column {
        id: column
        x: Theme.gapM
        y: Theme.gapM
        width: root.width - 2 * Theme.gapM
        spacing: Theme.gapS

        Row {
            spacing: Theme.gapS

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "circle-alert"
                color: Theme.danger
                size: Theme.iconM
            }
            Label {
                id: heading
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, column.width - Theme.iconM - Theme.gapS)
                text: qsTr("Please look at this again")
                font.pixelSize: Theme.lead
                font.bold: true
                color: Theme.danger
            }
        }
        Repeater {
            model: root.model

            Tile {
                required property var modelData
                objectName: "error." + modelData.ref
                width: column.width
                text: modelData.message
                onClicked: root.chosen(modelData.ref)
            }
        }
    }
}
