import QtQuick
import Hall.Core
import Hall.Controls

// What a counter can do without the hall's server, each with its key.
Flow {
    id: root
    required property AwayDesk away
    readonly property bool free: away.state === "available"
    readonly property bool calling: away.state === "calling"
    readonly property bool serving: away.state === "serving"

    function press(key: int): bool {
        const deed = [nextDeed, startDeed, finishDeed, absentDeed].find(one => one.key === key);
        if (deed === undefined || !deed.enabled)
            return false;
        deed.clicked();
        return true;
    }

    spacing: Theme.gapM

    Deed {
        id: nextDeed
        objectName: "away-call"
        text: qsTr("Call next")
        keyName: "F1"
        key: Qt.Key_F1
        iconName: "bell"
        kind: root.free && root.away.lane > 0 ? "primary" : "secondary"
        enabled: root.free && root.away.lane > 0 && !root.away.busy
        onClicked: root.away.call_next()
    }
    Deed {
        id: startDeed
        objectName: "away-start"
        text: qsTr("Start serving")
        keyName: "F2"
        key: Qt.Key_F2
        iconName: "user-check"
        kind: root.calling ? "primary" : "secondary"
        enabled: root.calling && !root.away.busy
        onClicked: root.away.start_serving()
    }
    Deed {
        id: finishDeed
        objectName: "away-finish"
        text: qsTr("Finish")
        keyName: "F3"
        key: Qt.Key_F3
        iconName: "check"
        kind: root.serving ? "primary" : "secondary"
        enabled: root.serving && !root.away.busy
        onClicked: root.away.finish()
    }
    Deed {
        id: absentDeed
        objectName: "away-absent"
        text: qsTr("Did not come")
        keyName: "F6"
        key: Qt.Key_F6
        iconName: "user-x"
        enabled: root.calling && !root.away.busy
        onClicked: root.away.no_show()
    }
}
