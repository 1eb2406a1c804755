import QtQuick
import Hall.Core
import Hall.Controls

// The working day: the present citizen in the middle, the one next step below, the hall on the right.
FocusScope {
    id: root
    required property CounterDesk desk
    readonly property bool free: desk.state === "available"
    readonly property bool calling: desk.state === "calling"
    readonly property bool serving: desk.state === "serving"
    readonly property bool wide: width > height

    focus: true
    Keys.onPressed: event => {
        const deed = [nextDeed, startDeed, finishDeed, recallDeed, absentDeed, leaveDeed].find(one => one.key === event.key);
        if (deed !== undefined && deed.enabled && !event.isAutoRepeat) {
            deed.clicked();
            event.accepted = true;
        }
    }

    Present {
        id: present
        x: Theme.margin
        y: Theme.margin
        width: root.wide ? Math.round(parent.width * 0.64) - 2 * Theme.margin : parent.width - 2 * Theme.margin
        height: Math.max(implicitHeight, root.wide ? deeds.y - 2 * Theme.margin : 0)
        desk: root.desk
    }
    Flow {
        id: deeds
        x: Theme.margin
        y: root.wide ? root.height - height - Theme.margin : present.y + present.height + Theme.gapL
        width: present.width
        spacing: Theme.gapM

        Deed {
            id: nextDeed
            objectName: "call-next"
            text: qsTr("Call next")
            keyName: "F1"
            key: Qt.Key_F1
            iconName: "bell"
            kind: root.free ? "primary" : "secondary"
            enabled: root.free && !root.desk.busy
            onClicked: root.desk.call_next()
        }
        Deed {
            id: startDeed
            objectName: "start"
            text: qsTr("Start serving")
            keyName: "F2"
            key: Qt.Key_F2
            iconName: "user-check"
            kind: root.calling ? "primary" : "secondary"
            enabled: root.calling && !root.desk.busy
            onClicked: root.desk.start_serving()
        }
        Deed {
            id: finishDeed
            objectName: "finish"
            text: qsTr("Finish")
            keyName: "F3"
            key: Qt.Key_F3
            iconName: "check"
            kind: root.serving ? "primary" : "secondary"
            enabled: root.serving && !root.desk.busy
            onClicked: root.desk.finish()
        }
        Deed {
            id: recallDeed
            objectName: "recall"
            text: qsTr("Call again")
            keyName: "F4"
            key: Qt.Key_F4
            iconName: "repeat"
            enabled: root.calling && !root.desk.busy
            onClicked: root.desk.recall()
        }
        Deed {
            id: absentDeed
            objectName: "no-show"
            text: qsTr("Did not come")
            keyName: "F6"
            key: Qt.Key_F6
            iconName: "user-x"
            enabled: root.calling && !root.desk.busy
            onClicked: root.desk.no_show()
        }
        Deed {
            id: leaveDeed
            objectName: "sign-out"
            text: qsTr("Close and sign out")
            keyName: "F10"
            key: Qt.Key_F10
            iconName: "log-out"
            enabled: root.free && !root.desk.busy
            onClicked: root.desk.sign_out()
        }
    }
    HallList {
        x: root.wide ? present.x + present.width + Theme.margin : Theme.margin
        y: root.wide ? Theme.margin : deeds.y + deeds.height + Theme.gapL
        width: root.width - x - Theme.margin
        height: root.height - y - Theme.margin
        desk: root.desk
    }
}
