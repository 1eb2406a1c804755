pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// The counter console: who sits here decides which of two pages is shown.
HallWindow {
    id: root
    required property CounterDesk desk

    visible: true
    color: Theme.ground
    title: qsTr("Counter %1").arg(desk.counter)
    onActiveFocusItemChanged: if (activeFocusItem === null)
        page.forceActiveFocus()

    Rectangle {
        id: head
        width: parent.width
        height: Math.max(Theme.target, words.implicitHeight) + Theme.gapM
        color: Theme.surface

        Row {
            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gapL

            Label {
                id: words
                objectName: "counter-name"
                text: qsTr("Counter %1").arg(root.desk.counter)
                font.pixelSize: Theme.lead
                font.bold: true
                wrapMode: Text.NoWrap
            }
            Label {
                objectName: "staff-name"
                anchors.verticalCenter: parent.verticalCenter
                text: root.desk.staff
                color: Theme.muted
                wrapMode: Text.NoWrap
            }
        }
        LinkBadge {
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            width: wanted
            visible: root.desk.away === null || !root.desk.away.active
            link: root.desk.link
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.hairline
            color: Theme.line
        }
    }
    Loader {
        id: page
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        focus: true
        sourceComponent: root.desk.away !== null && root.desk.away.active ? awayPage : root.desk.staff.length > 0 ? consolePage : signInPage
    }
    Component {
        id: awayPage

        AwayPage {
            away: root.desk.away
        }
    }
    Component {
        id: signInPage

        SignIn {
            desk: root.desk
        }
    }
    Component {
        id: consolePage

        Console {
            desk: root.desk
        }
    }
}
