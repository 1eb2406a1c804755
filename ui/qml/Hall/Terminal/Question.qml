pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// One question: its words, its hint, what is wrong with the answer, and the control that fits it.
Item {
    id: root
    required property var prompt
    required property FormView form
    required property Capture capture
    required property string pageTitle

    readonly property bool faulty: prompt.error.length > 0
    readonly property bool statement: prompt.control === "note" || prompt.control === "acknowledge"
    readonly property bool typed: ["text", "integer", "decimal", "date", "time", "datetime"].includes(prompt.control)
    readonly property bool named: prompt.label !== pageTitle && !statement

    objectName: "question." + prompt.name
    implicitHeight: column.implicitHeight
    height: implicitHeight

    // To the first thing inside that takes part in Tab; nowhere if there is none.
    function takeFocus() {
        const first = control.item as Item;
        const target = first && !first.activeFocusOnTab ? first.nextItemInFocusChain(true) : first;
        for (let above = target; above; above = above.parent)
            if (above === control)
                target.forceActiveFocus(Qt.TabFocusReason);
    }

    Rectangle {
        visible: root.faulty
        width: Theme.gapXs
        height: parent.height
        color: Theme.danger
    }
    Column {
        id: column
        x: root.faulty ? Theme.gapXs + Theme.gapM : 0
        width: root.width - x
        spacing: Theme.gapS

        Label {
            width: parent.width
            visible: root.named
            text: root.prompt.required || root.prompt.readonly ? root.prompt.label : qsTr("%1 (you may leave this empty)").arg(root.prompt.label)
            font.pixelSize: Theme.lead
            font.bold: true
        }
        Label {
            width: parent.width
            visible: !root.named && !root.statement && !root.prompt.required
            text: qsTr("You may leave this empty.")
            color: Theme.muted
        }
        Label {
            width: parent.width
            visible: text.length > 0 && !root.statement
            text: root.prompt.hint
            color: Theme.muted
        }
        Row {
            width: parent.width
            visible: root.faulty
            spacing: Theme.gapXs

            Icon {
                y: Math.round((Theme.body * 1.45 - size) / 2)
                name: "circle-alert"
                color: Theme.danger
                size: Theme.iconS
            }
            Label {
                objectName: "error-text." + root.prompt.name
                width: parent.width - Theme.iconS - parent.spacing
                text: root.prompt.error
                font.bold: true
                color: Theme.danger
            }
        }
        AnswerControl {
            id: control
            width: parent.width
            prompt: root.prompt
            form: root.form
            capture: root.capture
        }
    }
}
