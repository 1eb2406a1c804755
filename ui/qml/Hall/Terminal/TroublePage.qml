import QtQuick
import Hall.Controls

// The calm screen for a fault of ours: what it means for the citizen, and the one way on.
PageFrame {
    id: root
    objectName: "page-trouble"
    canGoBack: false
    title: qsTr("Something went wrong with this terminal")
    lead: qsTr("This is our fault, not yours. What you had not yet submitted is erased; what was submitted is safe.")
    nextName: "start-again"
    nextText: qsTr("Start again")
    nextIcon: "rotate-ccw"

    Rectangle {
        parent: root
        z: -1
        anchors.fill: parent
        color: Theme.ground
        MouseArea {
            anchors.fill: parent
        }
    }
    Notice {
        width: parent.width
        text: qsTr("You can also use another terminal, or ask the staff at the information desk.")
    }
}
