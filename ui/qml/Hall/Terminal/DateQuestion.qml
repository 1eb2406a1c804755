pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// A day or a moment in separate fields, each typed by digits.
Flow {
    id: root
    required property var prompt
    required property FormView form
    readonly property var fields: [
        {
            part: "year",
            text: qsTr("Year"),
            places: 4
        },
        {
            part: "month",
            text: qsTr("Month"),
            places: 2
        },
        {
            part: "day",
            text: qsTr("Day"),
            places: 2
        },
        {
            part: "hour",
            text: qsTr("Hour (0 to 23)"),
            places: 2
        },
        {
            part: "minute",
            text: qsTr("Minute"),
            places: 2
        }
    ]

    spacing: Theme.gapM

    Repeater {
        id: repeater
        model: root.fields.filter(field => field.part in root.prompt.parts).map(field => field.part)

        Column {
            id: place
            required property string modelData
            readonly property var spec: root.fields.find(field => field.part === modelData)
            spacing: Theme.gapS

            Label {
                text: place.spec.text
                wrapMode: Text.NoWrap
            }
            TextField {
                id: field
                objectName: "field." + root.prompt.name + "." + place.modelData
                width: Math.max(Theme.mm(22), Theme.lead * (place.spec.places + 0.5) + leftPadding)
                text: root.prompt.parts[place.modelData]
                maximumLength: place.spec.places
                faulty: root.prompt.error.length > 0
                readOnly: root.prompt.readonly
                inputMethodHints: Qt.ImhDigitsOnly
                Accessible.name: root.prompt.label + ": " + place.spec.text
                Accessible.description: root.prompt.error
                onTextEdited: root.form.answer_part(root.prompt.ref, place.modelData, text)
            }
        }
    }
}
