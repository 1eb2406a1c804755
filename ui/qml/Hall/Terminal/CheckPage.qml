pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// Every answer once more, each with the way to change it; then the one button that files.
PageFrame {
    id: root
    required property Visit visit
    required property FormView form
    property bool open: false

    objectName: "page-check"
    caption: qsTr("%1, step %2 of %3").arg(visit.offer.guide.text).arg(form.steps).arg(form.steps)
    title: qsTr("Check your answers")
    nextName: "submit"
    nextText: visit.busy ? qsTr("Submitting") : qsTr("Submit application")
    nextIcon: "send"
    nextEnabled: !visit.busy
    spacing: Theme.gapL
    onBack: visit.reopen_form()
    onNext: visit.file()

    before: [
        Progress {
            width: parent.width
            value: 1
        },
        TroubleNotice {
            width: parent.width
            code: root.visit.trouble
        }
    ]

    Button {
        objectName: "show-hidden"
        visible: root.form.sections.some(section => section.rows.some(row => row.masked.length > 0))
        iconName: down ? "eye" : "eye-off"
        text: qsTr("Hold to show hidden answers")
        onPressedChanged: root.open = pressed
    }
    Repeater {
        model: root.form.sections

        Column {
            id: section
            required property var modelData
            width: root.pane.inner
            spacing: Theme.gapS

            Label {
                width: parent.width
                visible: text.length > 0
                text: section.modelData.title
                font.pixelSize: Theme.lead
                font.bold: true
                Accessible.role: Accessible.Heading
            }
            Panel {
                width: parent.width
                padding: Theme.gapM
                spacing: 0

                Repeater {
                    model: section.modelData.rows

                    AnswerLine {
                        width: root.pane.inner - 2 * Theme.gapM
                        open: root.open
                        onChanged: page => root.visit.change_answer(page)
                    }
                }
            }
        }
    }
}
