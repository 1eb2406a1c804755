pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// What must be said before a deed: a digit or letter chooses, Enter does, Esc goes back.
FocusScope {
    id: root
    required property CounterPanel ask

    function place(): void {
        for (let at = 0; at < questions.count; at++) {
            const one = questions.itemAt(at) as Asked;
            if (one !== null && one.modelData.current && one.take())
                return;
        }
        (carryOut.visible ? carryOut : back).forceActiveFocus(Qt.TabFocusReason);
    }

    Keys.onPressed: event => {
        if (event.key === Qt.Key_Escape) {
            ask.close();
            event.accepted = true;
        } else if (!event.isAutoRepeat && (event.modifiers & Qt.ControlModifier) === 0 && event.text.length > 0) {
            event.accepted = ask.press(event.text);
        }
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.ground
        border.width: Theme.stroke
        border.color: Theme.accent
    }
    Label {
        id: title
        objectName: "panel-title"
        x: Theme.margin
        y: Theme.gapL
        width: parent.width - 2 * Theme.margin
        text: root.ask.title
        font.pixelSize: Theme.title
        font.bold: true
    }
    Pane {
        anchors.top: title.bottom
        anchors.bottom: feet.top
        anchors.bottomMargin: Theme.gapS
        x: Theme.stroke
        width: parent.width - 2 * Theme.stroke
        maxWidth: width

        Repeater {
            model: root.ask.lines

            Label {
                required property string modelData
                required property int index
                objectName: "line." + index
                width: parent ? (parent as Item).width : 0
                text: modelData
            }
        }
        Repeater {
            id: questions
            model: root.ask.questions

            Asked {
                ask: root.ask
                width: parent ? (parent as Item).width : 0
                onDoneByKey: root.ask.carry_out()
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
            id: carryOut
            objectName: "carry-out"
            visible: root.ask.verb.length > 0
            kind: "primary"
            iconName: "corner-down-left"
            text: root.ask.verb
            enabled: root.ask.ready
            onClicked: root.ask.carry_out()
        }
        Button {
            id: back
            objectName: "panel-back"
            height: Theme.targetLarge
            text: qsTr("Back (Esc)")
            onClicked: root.ask.close()
        }
    }
}
