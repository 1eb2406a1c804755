import QtQuick
import Hall.Core
import Hall.Controls

// One of many answers: the present one, and the way to the list.
Tile {
    id: root
    required property var prompt
    required property FormView form

    objectName: "list." + prompt.name
    iconName: ""
    text: prompt.shown.length > 0 ? prompt.shown : qsTr("Choose from the list")
    font.bold: prompt.shown.length > 0
    faulty: prompt.error.length > 0
    edged: true
    enabled: !prompt.readonly
    Accessible.name: prompt.label + ": " + text
    onClicked: form.picker.open(prompt.ref)
}
