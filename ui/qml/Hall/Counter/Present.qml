pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// The citizen of this moment: number, service, how long, what a colleague wrote; or that the counter is free, and for whom.
Rectangle {
    id: root
    required property CounterDesk desk
    readonly property bool taken: desk.label.length > 0

    implicitHeight: column.implicitHeight + feet.height + 2 * Theme.gapL
    radius: Theme.radius
    color: Theme.surface
    border.width: Theme.hairline
    border.color: Theme.line

    Flickable {
        x: Theme.gapL
        y: Theme.gapM
        width: parent.width - 2 * Theme.gapL
        height: feet.y - y - Theme.gapXs
        contentHeight: column.implicitHeight
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Column {
            id: column
            width: parent.width
            spacing: Theme.gapS

            Label {
                objectName: "desk-state"
                width: parent.width
                color: Theme.muted
                font.pixelSize: Theme.lead
                text: root.desk.state_words + (root.taken && root.desk.since.length > 0 ? "   " + root.desk.since : "")
            }
            Grid {
                id: who
                readonly property bool beside: width - number.width > Theme.body * 14
                visible: root.taken
                width: parent.width
                columns: beside ? 2 : 1
                columnSpacing: Theme.gapL
                verticalItemAlignment: Grid.AlignVCenter

                Label {
                    id: number
                    objectName: "present-label"
                    text: root.desk.label
                    color: Theme.accent
                    font.pixelSize: Theme.low ? 2 * Theme.display : Theme.huge
                    font.bold: true
                    wrapMode: Text.NoWrap
                    lineHeight: 0.85
                }
                Column {
                    width: who.beside ? who.width - number.width - who.columnSpacing : who.width
                    spacing: Theme.gapXs

                    Label {
                        objectName: "present-service"
                        width: parent.width
                        text: root.desk.service
                        font.pixelSize: Theme.title
                        font.bold: true
                    }
                    Label {
                        objectName: "present-facts"
                        width: parent.width
                        visible: text.length > 0
                        text: root.desk.present.facts
                    }
                }
            }
            Label {
                objectName: "waiting-here"
                width: parent.width
                visible: !root.taken
                font.pixelSize: Theme.display
                font.bold: true
                text: root.desk.waiting_here > 0 ? qsTr("%1 waiting for this counter").arg(root.desk.waiting_here) : qsTr("Nobody is waiting")
            }
            Label {
                objectName: "present-why"
                width: parent.width
                visible: text.length > 0
                color: Theme.muted
                text: root.desk.present.why
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
            }
            Notice {
                objectName: "note"
                width: parent.width
                visible: note.length > 0
                text: qsTr("From a colleague")
                note: root.desk.present.note
                kind: "notice"
            }
            Notice {
                objectName: "filed-here"
                width: parent.width
                visible: root.desk.present.filed.length > 0 && !root.desk.case.open
                text: qsTr("A form was filed with this ticket: F12 opens it.")
            }
        }
    }
    Row {
        id: feet
        x: Theme.gapL
        y: parent.height - height - (visible ? Theme.gapM : 0)
        height: visible ? undo.height : 0
        visible: root.desk.done.length > 0
        width: parent.width - 2 * Theme.gapL
        spacing: Theme.gapM

        Label {
            objectName: "done"
            width: parent.width - undo.width - parent.spacing
            anchors.verticalCenter: parent.verticalCenter
            text: root.desk.done
        }
        Button {
            id: undo
            objectName: "undo"
            iconName: "rotate-ccw"
            text: qsTr("U  Take back (%1 s)").arg(root.desk.undo_s)
            enabled: !root.desk.busy
            onClicked: root.desk.press("undo")
        }
    }
}
