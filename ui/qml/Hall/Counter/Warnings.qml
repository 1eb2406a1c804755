pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// Lines that will break their promise, the gravest first; hushed: there is no room beside a citizen. A new red one is felt: its frame comes and goes three times.
Column {
    id: root
    required property CounterReader reader
    property bool hushed: false
    readonly property int most: Theme.low ? 1 : 2

    visible: reader.warnings.length > 0 && !hushed
    spacing: Theme.gapS

    Connections {
        target: root.reader
        function onAlarmed() {
            pulse.restart();
        }
    }
    Repeater {
        model: root.reader.warnings.slice(0, root.most)

        Notice {
            required property var modelData
            required property int index
            objectName: "warning." + index
            width: root.width
            text: modelData.text + (Theme.low && root.reader.warnings.length > 1 ? "  (+" + (root.reader.warnings.length - 1) + ")" : "")
            kind: modelData.red ? "danger" : "notice"
            border.width: modelData.red ? Math.round(Theme.hairline + root.swell * Theme.stroke * 3) : Theme.hairline
        }
    }
    Label {
        visible: !Theme.low && root.reader.warnings.length > root.most
        width: root.width
        color: Theme.muted
        text: qsTr("And %1 more lines.").arg(root.reader.warnings.length - root.most)
    }
    property real swell: 0

    SequentialAnimation {
        id: pulse
        loops: 3

        NumberAnimation {
            target: root
            property: "swell"
            to: 1
            duration: 400
        }
        NumberAnimation {
            target: root
            property: "swell"
            to: 0
            duration: 400
        }
    }
}
