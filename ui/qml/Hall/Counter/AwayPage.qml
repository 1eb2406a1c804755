import QtQuick
import Hall.Core
import Hall.Controls

// The counter without the hall's server: a red bar over everything, the citizen of this moment, and what can be done alone.
FocusScope {
    id: root
    required property AwayDesk away
    readonly property bool free: away.state === "available"
    readonly property bool calling: away.state === "calling"
    readonly property bool serving: away.state === "serving"

    function serve(): void {
        away.serve(number.text);
        number.clear();
    }

    focus: true
    Keys.onPressed: event => {
        if (!event.isAutoRepeat)
            event.accepted = deeds.press(event.key);
    }

    Rectangle {
        id: bar
        width: parent.width
        height: warning.height + 2 * Theme.gapM
        color: root.away.answers ? Theme.good : Theme.danger

        Label {
            id: warning
            objectName: "away-bar"
            x: Theme.margin
            y: Theme.gapM
            width: parent.width - 2 * Theme.margin
            color: Theme.accentText
            font.bold: true
            font.pixelSize: Theme.lead
            text: root.away.answers ? qsTr("The hall's server answers again. Finish with this citizen; the console then goes back to normal.") : qsTr("Emergency: the hall's server does not answer. Go on here; it is told everything later.")
        }
    }
    Flickable {
        anchors.top: bar.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        contentHeight: column.height + 2 * Theme.margin
        clip: true

        Column {
            id: column
            x: Theme.margin
            y: Theme.margin
            width: parent.width - 2 * Theme.margin
            spacing: Theme.gapL

            Label {
                objectName: "away-state"
                width: parent.width
                color: Theme.muted
                font.pixelSize: Theme.lead
                text: root.calling ? qsTr("Call this number aloud. The boards do not show it.") : root.serving ? qsTr("Being served") : qsTr("The counter is free")
            }
            Label {
                objectName: "away-label"
                width: parent.width
                visible: !root.free
                text: root.away.label
                color: Theme.accent
                font.pixelSize: Theme.huge
                font.bold: true
            }
            Label {
                objectName: "away-service"
                width: parent.width
                visible: !root.free
                text: root.away.service
                font.pixelSize: Theme.title
                font.bold: true
            }
            Notice {
                objectName: "away-problem"
                width: parent.width
                visible: root.away.problem.length > 0
                text: root.away.problem
                kind: "danger"
            }
            Label {
                width: parent.width
                visible: root.free
                font.bold: true
                text: qsTr("Ask aloud who has one of these numbers, and serve whoever shows a ticket:")
            }
            Label {
                objectName: "away-ask"
                width: parent.width
                visible: root.free
                font.pixelSize: Theme.title
                font.bold: true
                text: root.away.ask.length > 0 ? root.away.ask : qsTr("No numbers are known here. Ask who is next.")
            }
            Row {
                width: parent.width
                visible: root.free
                spacing: Theme.gapM

                TextField {
                    id: number
                    objectName: "away-number"
                    width: Math.round(parent.width * 0.4)
                    focus: true
                    maximumLength: 12
                    Accessible.name: qsTr("Number on the ticket")
                    placeholderText: qsTr("Number on the ticket")
                    onAccepted: if (text.length > 0)
                        root.serve()
                }
                Button {
                    objectName: "away-serve"
                    text: qsTr("Serve this ticket")
                    iconName: "user-check"
                    enabled: number.text.length > 0 && !root.away.busy
                    onClicked: root.serve()
                }
            }
            AwayDeeds {
                id: deeds
                width: parent.width
                away: root.away
            }
            Label {
                objectName: "away-unsent"
                width: parent.width
                color: Theme.muted
                text: qsTr("Kept for this counter to call: %1").arg(root.away.lane) + "\n" + qsTr("Deeds that the server has not heard of yet: %1").arg(root.away.unsent)
            }
        }
    }
}
