import QtQuick
import Hall.Controls

// What an appointment means for the ticket, told at once. arrival: timing, time, again.
Notice {
    id: root
    required property var arrival

    objectName: "arrival"
    visible: arrival.timing.length > 0
    kind: arrival.timing === "late" ? "notice" : "good"
    text: {
        switch (arrival.timing) {
        case "late":
            return qsTr("Your appointment was at %1. You now wait like those without one.").arg(arrival.time);
        case "early":
            return qsTr("Your appointment is at %1. You are called around then, or sooner if nobody else waits.").arg(arrival.time);
        default:
            return qsTr("Your appointment at %1 is checked in. It keeps its place.").arg(arrival.time);
        }
    }
    note: arrival.again === true ? qsTr("You had checked in already: this is the same ticket.") : ""
}
