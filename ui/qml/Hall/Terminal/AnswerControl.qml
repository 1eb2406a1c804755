pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// The control that fits a question.
Loader {
    id: root
    required property var prompt
    required property FormView form
    required property Capture capture

    sourceComponent: {
        switch (prompt.control) {
        case "select_one":
        case "select_multiple":
        case "acknowledge":
            return choices;
        case "list":
            return list;
        case "date":
        case "time":
        case "datetime":
            return date;
        case "image":
        case "file":
            return picture;
        case "signature":
            return signature;
        case "note":
            return note;
        case "rank":
        case "range":
        case "unsupported":
            return unsupported;
        default:
            return words;
        }
    }

    Component {
        id: words
        TextQuestion {
            prompt: root.prompt
            form: root.form
        }
    }
    Component {
        id: choices
        ChoiceGrid {
            prompt: root.prompt
            form: root.form
        }
    }
    Component {
        id: list
        ListQuestion {
            prompt: root.prompt
            form: root.form
        }
    }
    Component {
        id: date
        DateQuestion {
            prompt: root.prompt
            form: root.form
        }
    }
    Component {
        id: picture
        PictureQuestion {
            prompt: root.prompt
            capture: root.capture
        }
    }
    Component {
        id: signature
        SignatureQuestion {
            prompt: root.prompt
            capture: root.capture
        }
    }
    Component {
        id: unsupported
        Notice {
            kind: "notice"
            text: qsTr("This question cannot be answered at this terminal. Please ask the staff.")
        }
    }
    Component {
        id: note
        Notice {
            kind: root.prompt.block ? "danger" : "info"
            text: root.prompt.label
            note: root.prompt.hint
        }
    }
}
