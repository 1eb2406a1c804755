import QtQuick
import Hall.Controls

// The truth about the paper of this page. state: waiting, printing, printed, stuck, unsure, failed, "".
Notice {
    id: root
    required property string state_
    required property bool receipt

    objectName: "paper-state"
    kind: state_ === "printed" ? "good" : state_ === "stuck" || state_ === "unsure" || state_ === "failed" ? "notice" : "info"
    visible: state_.length > 0
    text: {
        switch (state_) {
        case "printed":
            return receipt ? qsTr("Your receipt is printed. Please take it.") : qsTr("Your ticket is printed. Please take it.");
        case "stuck":
            return qsTr("The printer is not ready: the paper comes as soon as it is.");
        case "unsure":
            return qsTr("We do not know whether the paper came out whole.");
        case "failed":
            return qsTr("The paper could not be printed.");
        default:
            return qsTr("Printing now.");
        }
    }
    note: state_ === "printed" || state_ === "waiting" || state_ === "printing" ? "" : receipt ? qsTr("Your application is safe. Write down the number above or photograph it, or ask the staff for the paper.") : qsTr("Your number is valid without paper. Please remember it.")
}
