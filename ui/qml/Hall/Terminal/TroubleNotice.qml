import QtQuick
import Hall.Controls

// What did not work, and what to do: one sentence for each code of the world's faults.
Notice {
    id: root
    required property string code

    objectName: "trouble"
    kind: "notice"
    visible: code.length > 0
    text: {
        switch (code) {
        case "hall.away":
            return qsTr("The queue of the hall cannot be reached just now.");
        case "queue.closed":
            return qsTr("This service is closed now.");
        case "queue.limit-reached":
            return qsTr("All tickets of today are given out.");
        case "forms.bundle":
        case "forms.definition":
            return qsTr("This form cannot be opened at this terminal.");
        case "store.full":
            return qsTr("This terminal has no room to save your application. Nothing was lost.");
        case "fault":
            return qsTr("This did not work. Nothing was lost.");
        default:
            return qsTr("This is not possible just now.");
        }
    }
    note: code.startsWith("forms.") ? qsTr("Please use another terminal, or ask the staff at the information desk: they have the form.") : code === "queue.closed" ? qsTr("The opening hours are on this page. You can still fill in the form, if there is one.") : code === "queue.limit-reached" ? qsTr("Please come on another day, or ask the staff at the information desk.") : qsTr("Please try again. If it happens twice, ask the staff at the information desk.")
}
