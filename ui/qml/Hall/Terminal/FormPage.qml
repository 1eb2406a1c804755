pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// One thing a page: a question, a few that belong together, or the rows of a list.
FocusScope {
    id: root
    required property FormView form
    required property Capture capture
    required property string serviceName

    objectName: "page-form"

    function settle() {
        page.pane.toTop();
        const first = questions.count === 1 ? questions.itemAt(0) as Question : null;
        if (first && first.typed)
            first.takeFocus();
        else
            page.forceActiveFocus();
    }

    Component.onCompleted: settle()
    Connections {
        target: root.form
        function onPage_changed() {
            root.settle();
        }
        function onFocus_asked(ref) {
            page.pane.toTop();
            root.focusOn(ref);
        }
    }

    function focusOn(ref: string) {
        for (let i = 0; i < questions.count; i++) {
            const question = questions.itemAt(i) as Question;
            if (question && question.prompt.ref === ref)
                question.takeFocus();
        }
    }

    PageFrame {
        id: page
        anchors.fill: parent
        focus: true
        visible: root.form.picker.ref.length === 0
        caption: qsTr("%1, step %2 of %3").arg(root.serviceName).arg(root.form.step).arg(root.form.steps) + (root.form.part.length > 0 ? "  ·  " + root.form.part : "")
        title: root.form.title
        nextText: qsTr("Continue")
        spacing: Theme.gapL
        onBack: root.form.back()
        onNext: root.form.next()

        before: [
            Progress {
                width: parent.width
                value: root.form.step / root.form.steps
            },
            ErrorSummary {
                width: parent.width
                model: root.form.errors
                onChosen: ref => root.focusOn(ref)
            }
        ]

        RowsPart {
            width: parent.width
            visible: root.form.kind === "repeat"
            form: root.form
        }
        Repeater {
            id: questions
            model: root.form.prompts

            Question {
                width: page.pane.inner
                form: root.form
                capture: root.capture
                pageTitle: root.form.title
            }
        }
    }

    Loader {
        anchors.fill: parent
        active: root.form.picker.ref.length > 0
        onLoaded: (item as Item).forceActiveFocus()
        sourceComponent: ListPage {
            picker: root.form.picker
        }
    }
}
