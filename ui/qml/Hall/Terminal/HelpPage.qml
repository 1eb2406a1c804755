import QtQuick
import Hall.Controls

// Somebody is coming, or where to find somebody; nothing that was entered is lost.
PageFrame {
    id: root
    required property string answer
    required property string station

    objectName: "page-help"
    title: answer === "coming" ? qsTr("A member of staff is on the way") : answer === "asking" ? qsTr("Calling the staff") : qsTr("Please ask at the information desk")
    lead: qsTr("This is terminal %1. Everything you entered stays here.").arg(station)
    canGoBack: false
    nextName: "close-help"
    nextText: qsTr("Back to my page")
    nextIcon: "rotate-ccw"
    onNext: back()

    Panel {
        width: parent.width
        spacing: Theme.gapM

        Label {
            width: parent.width
            text: qsTr("How this terminal works")
            font.pixelSize: Theme.lead
            font.bold: true
        }
        Label {
            width: parent.width
            text: qsTr("Touch with a finger, one touch at a time. Back never loses an answer.")
        }
        Label {
            width: parent.width
            text: qsTr("Language, text size and contrast are at the top of every page.")
        }
        Label {
            width: parent.width
            text: qsTr("Without an internet line everything works as usual: your application is saved here, sealed, and sent later.")
        }
        Label {
            width: parent.width
            text: qsTr("When you finish or walk away, the screen is cleared and nothing of yours can be read here.")
        }
    }
}
