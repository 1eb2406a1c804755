import QtQuick
import Hall.Core
import Hall.Controls

// A visit of before is rated: with its ticket, so that nobody rates for somebody else.
PageFrame {
    id: root
    required property Visit visit
    readonly property RatingView rating: visit.rating

    function look() {
        if (field.text.length > 0)
            rating.look(field.text);
    }

    objectName: "page-rate"
    title: qsTr("Rate your visit")
    lead: rating.state === "asking" || rating.state === "thanks" ? "" : qsTr("Hold the code on your ticket under the reader. Or type the ticket's number and the six digits below its code.")
    nextName: rating.state === "asking" || rating.state === "thanks" ? "finish" : "look"
    nextText: rating.state === "asking" || rating.state === "thanks" ? qsTr("Finish visit") : qsTr("Go on")
    nextIcon: rating.state === "asking" || rating.state === "thanks" ? "check" : "arrow-right"
    nextEnabled: !rating.busy
    onBack: visit.back()
    onNext: nextName === "finish" ? visit.finish() : look()
    Component.onCompleted: if (field.visible)
        field.forceActiveFocus()

    TextField {
        id: field
        objectName: "ticket-field"
        width: parent.width
        visible: root.rating.state !== "asking" && root.rating.state !== "thanks"
        iconName: "ticket"
        placeholderText: qsTr("For example A012 482 915")
        inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhLatinOnly
        Accessible.name: qsTr("Number and digits of your ticket")
        onAccepted: root.look()
    }
    Notice {
        objectName: "rating-trouble"
        width: parent.width
        kind: root.rating.trouble.length > 0 ? "notice" : "info"
        visible: root.rating.trouble.length > 0 || root.rating.state === "rated" || root.rating.state === "nothing"
        text: {
            if (root.rating.state === "rated")
                return qsTr("This visit has its rating. Thank you.");
            switch (root.rating.trouble) {
            case "":
                return qsTr("Nothing of this visit is finished yet.");
            case "queue.unknown-code":
                return qsTr("We do not find this ticket.");
            case "queue.wait":
                return qsTr("There were too many wrong numbers here.");
            case "hall.away":
                return qsTr("The queue of the hall cannot be reached just now.");
            default:
                return qsTr("This did not work. Nothing was lost.");
            }
        }
        note: {
            if (root.rating.state === "rated")
                return "";
            switch (root.rating.trouble) {
            case "":
                return qsTr("You can rate each matter from its end until the end of the next day.");
            case "queue.unknown-code":
                return qsTr("Please compare it with the paper. Tickets of today and yesterday can be rated.");
            case "queue.wait":
                return qsTr("Please try again in half a minute.");
            default:
                return qsTr("Please try again later, or rate on the page that the code on your ticket opens.");
            }
        }
    }
    RatingPanel {
        width: parent.width
        rating: root.rating
        question: root.rating.service.length > 0 ? qsTr("%1: how was it?").arg(root.rating.service) : ""
    }
}
