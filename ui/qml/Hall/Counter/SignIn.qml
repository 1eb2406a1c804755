import QtQuick
import Hall.Core
import Hall.Controls

// Staff code and PIN; Enter goes on. What went wrong stands above the fields, and the PIN is never kept.
FocusScope {
    id: root
    required property CounterDesk desk

    function enter(): void {
        desk.sign_in(staff.text, pin.text);
        pin.clear();
    }

    focus: true

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.mm(150))
        spacing: Theme.gapM

        Label {
            width: parent.width
            text: root.desk.hall
            color: Theme.muted
        }
        Label {
            width: parent.width
            text: qsTr("Sign in to this counter")
            font.pixelSize: Theme.title
            font.bold: true
            bottomPadding: Theme.gapM
        }
        Notice {
            objectName: "problem"
            width: parent.width
            visible: root.desk.problem.length > 0
            text: root.desk.problem
            kind: "danger"
        }
        Label {
            text: qsTr("Staff code")
            font.bold: true
        }
        TextField {
            id: staff
            objectName: "staff-code"
            width: parent.width
            focus: true
            maximumLength: 20
            Accessible.name: qsTr("Staff code")
            onAccepted: pin.forceActiveFocus()
        }
        Label {
            text: qsTr("PIN")
            font.bold: true
        }
        TextField {
            id: pin
            objectName: "pin"
            width: parent.width
            maximumLength: 20
            echoMode: TextInput.Password
            inputMethodHints: Qt.ImhDigitsOnly | Qt.ImhSensitiveData
            Accessible.name: qsTr("PIN")
            onAccepted: root.enter()
        }
        Item {
            width: 1
            height: Theme.gapS
        }
        Button {
            objectName: "go-on-alone"
            width: parent.width
            visible: root.desk.away !== null && root.desk.away.offered
            text: visible ? qsTr("Go on without the server as %1").arg(root.desk.away.clerk) : ""
            onClicked: root.desk.away.go_on()
        }
        Button {
            objectName: "sign-in"
            width: parent.width
            kind: "primary"
            text: qsTr("Sign in")
            enabled: !root.desk.busy && staff.text.length > 0 && pin.text.length > 0
            onClicked: root.enter()
        }
    }
}
