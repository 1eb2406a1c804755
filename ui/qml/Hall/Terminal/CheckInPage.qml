import QtQuick
import Hall.Core
import Hall.Controls

// Somebody has an appointment: the code, scanned or typed, becomes a ticket.
PageFrame {
    id: root
    required property Visit visit
    readonly property CheckIn desk: visit.check_in
    readonly property var facts: desk.facts

    function enter() {
        if (field.text.length > 0)
            desk.enter(field.text);
    }

    objectName: "page-check-in"
    title: qsTr("Check in for your appointment")
    lead: qsTr("Hold the code of your appointment under the reader, or type it here.")
    nextName: "enter"
    nextText: qsTr("Check in")
    nextIcon: "calendar-check"
    nextEnabled: !desk.busy
    otherName: "tickets"
    otherText: desk.trouble.length > 0 ? qsTr("Take a ticket instead") : ""
    otherIcon: "ticket"
    onBack: visit.back()
    onNext: enter()
    onOther: visit.offer.open_tickets()
    Component.onCompleted: field.forceActiveFocus()

    TextField {
        id: field
        objectName: "code-field"
        width: parent.width
        iconName: "calendar-days"
        placeholderText: qsTr("Code of your appointment")
        inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhLatinOnly
        Accessible.name: qsTr("Code of your appointment")
        onAccepted: root.enter()
    }
    Notice {
        objectName: "check-in-trouble"
        width: parent.width
        kind: "notice"
        visible: root.desk.trouble.length > 0
        text: {
            switch (root.desk.trouble) {
            case "queue.unknown-code":
                return qsTr("We do not find an appointment with this code.");
            case "queue.wait":
                return qsTr("There were too many wrong codes here.");
            case "queue.wrong-hall":
                return qsTr("Your appointment is at another hall: %1.").arg(root.facts.hall);
            case "queue.wrong-day":
                return qsTr("Your appointment is on another day: %1, %2.").arg(root.facts.day).arg(root.facts.time);
            case "queue.cancelled":
                return qsTr("This appointment was cancelled.");
            case "queue.too-late":
                return qsTr("Your appointment was at %1, more than an hour ago.").arg(root.facts.time);
            case "queue.wrong-state":
                return qsTr("This appointment is over: you have been served.");
            case "queue.closed":
                return qsTr("This service is closed now.");
            case "hall.away":
                return qsTr("The queue of the hall cannot be reached just now.");
            default:
                return qsTr("This did not work. Nothing was lost.");
            }
        }
        note: {
            switch (root.desk.trouble) {
            case "queue.unknown-code":
                return qsTr("Please compare it with your message; O and 0 are the same to us. Or ask the staff at the information desk.");
            case "queue.wait":
                return qsTr("Please try again in %1 seconds, or ask the staff at the information desk.").arg(root.facts.seconds);
            case "queue.closed":
                return qsTr("Please ask the staff at the information desk.");
            default:
                return qsTr("You can take a ticket for today, or ask the staff at the information desk.");
            }
        }
    }
}
