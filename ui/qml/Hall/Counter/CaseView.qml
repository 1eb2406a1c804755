pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// What was filed: questions and answers in the form's order, what is still to come, the papers' names. It closes by itself.
FocusScope {
    id: root
    required property CounterCase filed

    Keys.onPressed: event => {
        if (event.key === Qt.Key_Escape)
            filed.close();
        else if (event.key === Qt.Key_S && !event.isAutoRepeat)
            filed.bare();
        else
            filed.touch();
        event.accepted = event.key === Qt.Key_Escape || event.key === Qt.Key_S;
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.ground
        border.width: Theme.stroke
        border.color: Theme.accent
    }
    Pane {
        anchors.top: parent.top
        anchors.bottom: feet.top
        anchors.bottomMargin: Theme.gapS
        x: Theme.stroke
        width: parent.width - 2 * Theme.stroke
        maxWidth: width

        Label {
            objectName: "case-title"
            width: parent.width
            text: root.filed.title
            font.pixelSize: Theme.title
            font.bold: true
        }
        Label {
            objectName: "case-number"
            width: parent.width
            color: Theme.muted
            text: root.filed.number + "   " + root.filed.filed
        }
        Notice {
            width: parent.width
            visible: root.filed.raw
            text: qsTr("The form is not published here, so its fields stand under their own names.")
            kind: "notice"
        }
        Repeater {
            model: root.filed.owed

            Notice {
                required property var modelData
                width: parent ? (parent as Item).width : 0
                text: modelData.due.length > 0 ? qsTr("Still to come by %1: %2").arg(modelData.due).arg(modelData.text) : qsTr("Still to come: %1").arg(modelData.text)
                kind: "notice"
            }
        }
        Repeater {
            model: root.filed.sections

            Column {
                id: section
                required property var modelData
                width: parent ? (parent as Item).width : 0
                spacing: Theme.gapS

                Label {
                    visible: text.length > 0
                    width: parent.width
                    topPadding: Theme.gapM
                    text: section.modelData.title
                    font.pixelSize: Theme.lead
                    font.bold: true
                }
                Repeater {
                    model: section.modelData.answers

                    Item {
                        id: line
                        required property var modelData
                        width: section.width
                        height: Math.max(question.implicitHeight, answer.implicitHeight)

                        Label {
                            id: question
                            width: Math.round(parent.width * 0.5)
                            text: line.modelData.label
                            color: Theme.muted
                        }
                        Label {
                            id: answer
                            x: question.width + Theme.gapM
                            width: parent.width - x
                            text: line.modelData.shown.length > 0 ? line.modelData.shown : "–"
                            font.bold: true
                        }
                    }
                }
            }
        }
        Repeater {
            model: root.filed.attachments

            Label {
                required property var modelData
                width: parent ? (parent as Item).width : 0
                text: qsTr("Paper handed in: %1 (%2 kB)").arg(modelData.label).arg(modelData.size)
            }
        }
    }
    Flow {
        id: feet
        width: parent.width - 2 * Theme.margin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gapL
        x: Theme.margin
        spacing: Theme.gapM

        Button {
            objectName: "case-close"
            focus: true
            height: Theme.target
            text: qsTr("Close (Esc)")
            onClicked: root.filed.close()
        }
        Button {
            objectName: "case-bare"
            visible: root.filed.has_sensitive
            height: Theme.target
            iconName: root.filed.shows_all ? "eye-off" : "eye"
            text: root.filed.shows_all ? qsTr("S  Hide what is masked") : qsTr("S  Show what is masked")
            onClicked: root.filed.bare()
        }
    }
}
