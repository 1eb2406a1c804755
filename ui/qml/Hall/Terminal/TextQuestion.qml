pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// Words or numbers, with the keyboard that fits; sensitive answers are masked while nobody types.
Item {
    id: root
    required property var prompt
    required property FormView form
    readonly property Item field: loader.item as Item

    implicitHeight: loader.implicitHeight

    Loader {
        id: loader
        width: ({
                identity: Math.min(root.width, Theme.lead * 15),
                digits: Math.min(root.width, Theme.lead * 13),
                decimal: Math.min(root.width, Theme.lead * 13)
            })[root.prompt.keyboard] ?? root.width
        sourceComponent: root.prompt.multiline ? lines : line
    }

    Component {
        id: line
        TextField {
            id: field
            readonly property bool hidden: root.prompt.masked.length > 0 && !activeFocus

            objectName: "field." + root.prompt.name
            text: root.prompt.value
            faulty: root.prompt.error.length > 0
            readOnly: root.prompt.readonly
            color: hidden ? "transparent" : Theme.text
            echoMode: hidden ? TextInput.Password : TextInput.Normal
            inputMethodHints: ({
                    identity: Qt.ImhPreferNumbers | Qt.ImhUppercaseOnly,
                    capitals: Qt.ImhUppercaseOnly,
                    digits: Qt.ImhDigitsOnly,
                    decimal: Qt.ImhFormattedNumbersOnly
                })[root.prompt.keyboard] ?? Qt.ImhNoPredictiveText
            Accessible.name: root.prompt.label
            Accessible.description: root.prompt.error
            onTextEdited: root.form.answer(root.prompt.ref, text)

            Label {
                visible: field.hidden
                x: field.leftPadding
                anchors.verticalCenter: parent.verticalCenter
                text: root.prompt.masked
                font.pixelSize: field.font.pixelSize
                wrapMode: Text.NoWrap
            }
        }
    }
    Component {
        id: lines
        TextBox {
            objectName: "field." + root.prompt.name
            text: root.prompt.value
            faulty: root.prompt.error.length > 0
            readOnly: root.prompt.readonly
            Accessible.name: root.prompt.label
            Accessible.description: root.prompt.error
            onTextChanged: {
                if (text !== root.prompt.value)
                    root.form.answer(root.prompt.ref, text);
            }
        }
    }
}
