import QtQuick
import Hall.Core
import Hall.Controls

// The number, as large as it can be, and what to do with it.
PageFrame {
    id: root
    required property Visit visit
    readonly property var ticket: visit.ticket
    readonly property var arrival: visit.check_in.arrival

    objectName: "page-ticket"
    caption: ticket.service
    title: qsTr("Your ticket")
    canGoBack: false
    nextName: "finish"
    nextText: qsTr("Finish visit")
    nextIcon: "check"
    onNext: visit.finish()
    otherName: "fill-in"
    otherText: visit.offer.guide.form && !visit.receipt.reference ? qsTr("Fill in the form now") : ""
    otherIcon: "pencil"
    onOther: visit.start_form()

    Panel {
        width: parent.width
        padding: Theme.gapXl

        Label {
            objectName: "ticket-number"
            width: parent.width
            text: root.ticket.label
            font.pixelSize: Math.max(Theme.huge, Math.min(Theme.capitals(62), Math.floor(width / (0.8 * Math.max(4, (root.ticket.label ?? "").length))), Math.floor(root.pane.height * 0.2)))
            font.bold: true
            color: Theme.accent
            horizontalAlignment: Text.AlignHCenter
        }
        Label {
            objectName: "people-ahead"
            width: parent.width
            text: root.arrival.timing === "early" ? qsTr("You are called around %1.").arg(root.arrival.time) : root.ticket.counted === false ? qsTr("Your place counts from now on. How many people are ahead cannot be said at the moment.") : root.ticket.ahead > 0 ? qsTr("People ahead of you: %1").arg(root.ticket.ahead) : qsTr("You are next.")
            font.pixelSize: Theme.lead
            horizontalAlignment: Text.AlignHCenter
        }
        Label {
            objectName: "waiting-time"
            width: parent.width
            visible: root.ticket.high > 0
            text: (root.ticket.about ? qsTr("The wait is about %1 to %2 minutes.") : qsTr("The wait is %1 to %2 minutes.")).arg(root.ticket.low).arg(root.ticket.high)
            font.pixelSize: Theme.lead
            font.bold: true
            horizontalAlignment: Text.AlignHCenter
        }
        Label {
            objectName: "with-priority"
            width: parent.width
            visible: root.ticket.priority
            text: qsTr("With priority: you are called earlier.")
            color: Theme.good
            font.bold: true
            horizontalAlignment: Text.AlignHCenter
        }
        Label {
            width: parent.width
            visible: root.ticket.high > 0
            text: qsTr("You may be called sooner, please stay near.")
            color: Theme.muted
            horizontalAlignment: Text.AlignHCenter
        }
    }
    ArrivalNotice {
        width: parent.width
        arrival: root.arrival
    }
    PaperNotice {
        width: parent.width
        state_: root.visit.paper
        receipt: false
    }
    TroubleNotice {
        width: parent.width
        code: root.visit.trouble
    }
    Label {
        width: parent.width
        text: root.ticket.counted === false ? qsTr("Please take a seat and listen: staff may call your number aloud. Show this number at the counter.") : qsTr("Please take a seat. Your number appears on the board, with the counter to go to.")
        font.pixelSize: Theme.lead
    }
}
