pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// It is filed: the reference, what happens next, and the truth about paper and line.
PageFrame {
    id: root
    required property Visit visit
    required property string link
    readonly property var receipt: visit.receipt

    objectName: "page-done"
    canGoBack: false
    nextName: "finish"
    nextText: qsTr("Finish visit")
    nextIcon: "check"
    onNext: visit.finish()
    otherName: "take"
    otherText: receipt.ticket && !visit.ticket.label ? qsTr("Take a ticket too") : ""
    otherIcon: "ticket"
    onOther: visit.take_ticket()

    Rectangle {
        width: parent.width
        height: Math.max(words.implicitHeight, code.visible ? code.height : 0) + 2 * Theme.gapL
        radius: Theme.radius
        color: Theme.goodSoft
        border.width: Theme.stroke
        border.color: Theme.good

        Column {
            id: words
            x: Theme.gapL
            y: Theme.gapL
            width: parent.width - 2 * Theme.gapL - (code.visible ? code.width + Theme.gapL : 0)
            spacing: Theme.gapXs

            Icon {
                name: "circle-check"
                color: Theme.good
                size: Theme.iconL
            }
            Label {
                objectName: "title"
                width: parent.width
                text: qsTr("Your application is submitted")
                font.pixelSize: Theme.title
                font.bold: true
                lineHeight: 0.92
                Accessible.role: Accessible.Heading
            }
            Label {
                width: parent.width
                text: root.receipt.service
            }
            Label {
                topPadding: Theme.gapS
                width: parent.width
                text: qsTr("Your reference")
                color: Theme.muted
            }
            Label {
                objectName: "reference"
                width: parent.width
                text: root.receipt.reference
                font.pixelSize: Theme.title
                font.bold: true
                color: Theme.good
            }
        }
        Image {
            id: code
            objectName: "receipt-code"
            anchors.right: parent.right
            anchors.rightMargin: Theme.gapL
            y: Theme.gapL
            visible: parent.width > Theme.body * 20
            width: Theme.mm(55)
            height: width
            cache: false
            smooth: false
            fillMode: Image.PreserveAspectFit
            sourceSize: Qt.size(width, height)
            source: "image://visit/receipt"
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("The code of your receipt, to be photographed")
        }
    }
    TroubleNotice {
        width: parent.width
        code: root.visit.trouble
    }
    PaperNotice {
        width: parent.width
        state_: root.visit.paper
        receipt: true
    }
    Notice {
        objectName: "ticket-beside"
        width: parent.width
        visible: root.visit.ticket.label !== undefined
        text: visible ? qsTr("Your ticket is %1. Your number appears on the board, with the counter to go to.").arg(root.visit.ticket.label) : ""
    }
    Notice {
        objectName: "sending-state"
        width: parent.width
        kind: root.link === "up" ? "good" : "info"
        text: root.link === "near" ? qsTr("Saved. The department's centre cannot be reached now; the hall passes it on by itself as soon as it can. You need not wait.") : root.link === "up" ? qsTr("Saved here, and on its way to the department.") : qsTr("Saved here. It is sent as soon as the line is back; you need not wait.")
    }
    Panel {
        width: parent.width

        Label {
            width: parent.width
            text: qsTr("What happens next")
            font.pixelSize: Theme.lead
            font.bold: true
        }
        Label {
            width: parent.width
            text: root.receipt.promised.length > 0 ? qsTr("%1 decides by %2.").arg(root.receipt.department).arg(root.receipt.promised) : qsTr("%1 looks at it.").arg(root.receipt.department)
        }
        Repeater {
            model: root.receipt.owed

            Label {
                required property var modelData
                width: parent.width
                text: modelData.due.length > 0 ? qsTr("Please bring by %1: %2").arg(modelData.due).arg(modelData.text) : qsTr("Please bring later: %1").arg(modelData.text)
                font.bold: true
            }
        }
        Label {
            width: parent.width
            text: qsTr("To follow your application, give the reference at the information desk.")
        }
    }
    RatingPanel {
        width: parent.width
        rating: root.visit.rating
        question: qsTr("How was filling in this form?")
    }
}
