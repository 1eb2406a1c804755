pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// Who waits, is on hold, was absent, is served elsewhere: 1 to 4 turn to a list, the arrows go through it, Enter says what can be done.
Item {
    id: root
    required property CounterDesk desk
    readonly property CounterReader reader: desk.reader
    readonly property var tabs: [
        {
            code: "waiting",
            text: qsTr("Waiting")
        },
        {
            code: "held",
            text: qsTr("On hold")
        },
        {
            code: "absent",
            text: qsTr("Absent")
        },
        {
            code: "elsewhere",
            text: qsTr("Elsewhere")
        }
    ]
    property int row: -1

    function turnTo(place: int): void {
        reader.turn_to(tabs[place].code);
        row = 0;
        if (!goBack())
            (places.itemAt(place) as Button).forceActiveFocus(Qt.TabFocusReason);
    }

    function goBack(): bool {
        const found = row >= 0 && rows.count > 0 ? rows.itemAt(Math.min(row, rows.count - 1)) as TicketRow : null;
        row = -1;
        if (found !== null)
            found.forceActiveFocus(Qt.TabFocusReason);
        return found !== null;
    }

    Flow {
        id: tools
        width: parent.width
        spacing: Theme.low ? Theme.gapS : Theme.gapM

        Repeater {
            model: root.desk.tools

            Deed {
                required property var modelData
                objectName: modelData.name
                text: modelData.text
                keyName: modelData.key
                iconName: Theme.low ? "" : modelData.icon
                narrow: true
                enabled: !root.desk.busy
                onClicked: root.desk.press(modelData.name)
            }
        }
    }
    Flow {
        id: heads
        y: tools.y + tools.height + spacing
        width: parent.width
        spacing: Theme.low ? Theme.gapS : Theme.gapM

        Repeater {
            id: places
            model: root.tabs

            Button {
                required property var modelData
                required property int index
                objectName: "tab." + modelData.code
                kind: root.reader.tab === modelData.code ? "primary" : "secondary"
                height: Theme.target
                leftPadding: Theme.low ? Theme.gapS : Theme.gapM
                rightPadding: leftPadding
                text: (index + 1) + "  " + modelData.text + "  " + root.reader.counts[index]
                onClicked: root.turnTo(index)
            }
        }
    }
    Pane {
        anchors.top: heads.bottom
        anchors.topMargin: Theme.gapS
        anchors.bottom: parent.bottom
        width: parent.width
        maxWidth: width
        edge: Theme.gapXs
        spacing: Theme.gapS + Theme.gapXs

        Repeater {
            id: rows
            model: root.reader.rows

            TicketRow {
                width: parent ? (parent as Item).width : 0
                onClicked: {
                    root.row = index;
                    root.desk.open_row(leg);
                }
            }
        }
        Label {
            visible: rows.count === 0
            width: parent.width
            color: Theme.muted
            text: qsTr("Nobody")
        }
        Label {
            objectName: "hidden"
            visible: root.reader.hidden > 0
            width: parent.width
            color: Theme.muted
            text: qsTr("And %1 more; F finds one by its number.").arg(root.reader.hidden)
        }
    }
}
