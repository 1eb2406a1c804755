import QtQuick

// Are you still there? Covers everything; after the countdown the visit is wiped.
FocusScope {
    id: root
    required property int secondsLeft
    signal stayed
    signal abandoned

    objectName: "idle-warning"
    Accessible.role: Accessible.Dialog
    Accessible.name: question.text

    Rectangle {
        anchors.fill: parent
        color: Theme.ground

        // What lies below is out of reach.
        MouseArea {
            anchors.fill: parent
        }
    }
    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.mm(200))
        spacing: Theme.low ? Theme.gapS : Theme.gapL

        Label {
            id: question
            width: parent.width
            text: qsTr("Are you still there?")
            font.pixelSize: Theme.low ? Theme.title : Theme.display
            font.bold: true
            horizontalAlignment: Text.AlignHCenter
        }
        Label {
            objectName: "seconds-left"
            width: parent.width
            text: root.secondsLeft
            font.pixelSize: Theme.low ? Theme.title : Theme.huge
            font.bold: true
            color: Theme.accent
            horizontalAlignment: Text.AlignHCenter
        }
        Label {
            width: parent.width
            text: qsTr("When the seconds have run out, everything you entered is erased.")
            horizontalAlignment: Text.AlignHCenter
        }
        Button {
            objectName: "more-time"
            width: parent.width
            focus: true
            kind: "primary"
            textPixels: Theme.lead
            text: qsTr("I need more time")
            onClicked: root.stayed()
        }
        Button {
            objectName: "leave-now"
            width: parent.width
            text: qsTr("Finish and erase now")
            onClicked: root.abandoned()
        }
    }
}
