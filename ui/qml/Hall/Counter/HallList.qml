pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// Who waits for the services of this counter, and the last calls of the hall.
Rectangle {
    id: root
    required property CounterDesk desk

    radius: Theme.radius
    color: Theme.surface
    border.width: Theme.hairline
    border.color: Theme.line
    clip: true

    Flickable {
        anchors.fill: parent
        anchors.margins: Theme.gapL
        contentHeight: column.implicitHeight
        clip: true

        Column {
            id: column
            width: parent.width
            spacing: Theme.gapS

            Label {
                width: parent.width
                text: qsTr("Waiting")
                font.bold: true
                color: Theme.muted
            }
            Repeater {
                model: root.desk.waiting

                Line {
                    required property var modelData
                    width: column.width
                    words: modelData.service
                    figure: modelData.count
                }
            }
            Label {
                width: parent.width
                visible: root.desk.waiting.length === 0
                text: qsTr("Nobody")
            }
            Item {
                width: 1
                height: Theme.gapM
            }
            Label {
                width: parent.width
                text: qsTr("Last calls")
                font.bold: true
                color: Theme.muted
            }
            Repeater {
                model: root.desk.calls

                Line {
                    required property var modelData
                    width: column.width
                    words: modelData.time + "  " + modelData.label
                    figure: modelData.counter
                }
            }
            Label {
                width: parent.width
                visible: root.desk.calls.length === 0
                text: qsTr("None yet")
            }
        }
    }
    component Line: Item {
        id: line
        required property string words
        required property string figure

        height: left.implicitHeight

        Label {
            id: left
            anchors.left: parent.left
            anchors.right: right.left
            anchors.rightMargin: Theme.gapM
            text: line.words
        }
        Label {
            id: right
            anchors.right: parent.right
            text: line.figure
            font.bold: true
            wrapMode: Text.NoWrap
        }
    }
}
