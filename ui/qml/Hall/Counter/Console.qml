pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// The working day: the present citizen and the one next step on the left; on the right the lists, a question, or what was filed.
FocusScope {
    id: root
    required property CounterDesk desk
    readonly property bool wide: width > height
    readonly property int side: wide ? Math.round(width * 0.5) : width

    function takeKeys(): void {
        if (desk.panel.open)
            asks.place();
        else if (desk.case.open)
            filed.forceActiveFocus();
        else if (!lists.goBack())
            page.forceActiveFocus();
    }

    focus: true
    Keys.onPressed: event => {
        if (event.isAutoRepeat)
            return;
        if (event.modifiers & Qt.ControlModifier) {
            event.accepted = event.key === Qt.Key_Plus || event.key === Qt.Key_Equal || event.key === Qt.Key_Minus;
            if (event.accepted)
                Look.resize(event.key === Qt.Key_Minus ? -1 : 1);
        } else if (!desk.panel.open && event.key >= Qt.Key_1 && event.key <= Qt.Key_4) {
            lists.turnTo(event.key - Qt.Key_1);
            event.accepted = true;
        } else if (!desk.panel.open || event.key >= Qt.Key_F1) {
            event.accepted = desk.press_key(event.key);
        }
    }

    Connections {
        target: root.desk.panel
        function onFocus_wanted() {
            Qt.callLater(root.takeKeys);
        }
        function onChanged() {
            if (!root.desk.panel.open)
                Qt.callLater(root.takeKeys);
        }
    }
    Connections {
        target: root.desk.case
        function onChanged() {
            Qt.callLater(root.takeKeys);
        }
    }
    Item {
        id: page
        focus: true
    }
    Warnings {
        id: warnings
        x: Theme.margin
        y: visible ? Theme.gapM : 0
        width: root.width - 2 * Theme.margin
        height: visible ? implicitHeight : 0
        reader: root.desk.reader
        hushed: Theme.low && present.taken
    }
    Present {
        id: present
        x: Theme.margin
        y: warnings.y + warnings.height + Theme.gapM
        width: root.side - (root.wide ? Theme.margin + Theme.gapM : 2 * Theme.margin)
        height: root.wide ? deeds.y - Theme.gapM - y : implicitHeight
        desk: root.desk
    }
    Flow {
        id: deeds
        x: Theme.margin
        y: root.wide ? root.height - height - Theme.gapM : present.y + present.height + Theme.gapM
        width: present.width
        spacing: Theme.low ? Theme.gapS : Theme.gapM

        Repeater {
            model: root.desk.deeds

            Deed {
                required property var modelData
                objectName: modelData.name
                text: modelData.text
                keyName: modelData.key
                iconName: Theme.low ? "" : modelData.icon
                kind: modelData.primary ? "primary" : "secondary"
                wide: modelData.primary
                enabled: !root.desk.busy
                onClicked: root.desk.press(modelData.name)
            }
        }
    }
    Item {
        id: right
        x: root.wide ? present.x + present.width + Theme.gapM : Theme.margin
        y: root.wide ? present.y : deeds.y + deeds.height + Theme.gapM
        width: root.width - x - Theme.margin
        height: root.height - y - Theme.gapM

        Lists {
            id: lists
            anchors.fill: parent
            visible: !root.desk.panel.open && !root.desk.case.open
            desk: root.desk
        }
        CaseView {
            id: filed
            anchors.fill: parent
            visible: root.desk.case.open && !root.desk.panel.open
            filed: root.desk.case
        }
        AskPanel {
            id: asks
            anchors.fill: parent
            visible: root.desk.panel.open
            ask: root.desk.panel
        }
    }
}
