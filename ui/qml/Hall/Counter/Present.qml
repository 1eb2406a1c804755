import QtQuick
import Hall.Core
import Hall.Controls

// The citizen of this moment: number, service, how long; or that the counter is free, and for whom.
Rectangle {
    id: root
    required property CounterDesk desk
    readonly property bool taken: desk.label.length > 0

    implicitHeight: column.implicitHeight + 2 * Theme.gapXl
    radius: Theme.radius
    color: Theme.surface
    border.width: Theme.hairline
    border.color: Theme.line

    Column {
        id: column
        anchors.verticalCenter: parent.verticalCenter
        x: Theme.gapXl
        width: parent.width - 2 * Theme.gapXl
        spacing: Theme.gapM

        Label {
            objectName: "desk-state"
            width: parent.width
            color: Theme.muted
            font.pixelSize: Theme.lead
            text: root.desk.state === "calling" ? qsTr("Called, waiting for the citizen") : root.desk.state === "serving" ? qsTr("Being served") : root.desk.state === "available" ? qsTr("The counter is free") : qsTr("The counter is closed")
        }
        Label {
            objectName: "present-label"
            width: parent.width
            visible: root.taken
            text: root.desk.label
            color: Theme.accent
            font.pixelSize: Theme.huge
            font.bold: true
        }
        Label {
            objectName: "present-service"
            width: parent.width
            visible: root.taken
            text: root.desk.service
            font.pixelSize: Theme.title
            font.bold: true
        }
        Label {
            width: parent.width
            visible: root.taken
            color: Theme.muted
            text: (root.desk.state === "serving" ? qsTr("Served for %1").arg(root.desk.since) : qsTr("Called %1 ago").arg(root.desk.since)) + (root.desk.waited.length > 0 ? "   " + qsTr("Waited %1 min").arg(root.desk.waited) : "")
        }
        Label {
            objectName: "waiting-here"
            width: parent.width
            visible: !root.taken
            font.pixelSize: Theme.display
            font.bold: true
            text: root.desk.waiting_here > 0 ? qsTr("%1 waiting for this counter").arg(root.desk.waiting_here) : qsTr("Nobody is waiting")
        }
        Notice {
            objectName: "problem"
            width: parent.width
            visible: root.desk.problem.length > 0
            text: root.desk.problem
            kind: "danger"
        }
        Notice {
            objectName: "said"
            width: parent.width
            visible: root.desk.said.length > 0
            text: root.desk.said
            kind: "info"
        }
    }
}
