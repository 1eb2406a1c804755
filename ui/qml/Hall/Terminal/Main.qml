pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// The terminal's only window: the bar that never goes, the visit under one Loader, and what may cover it.
HallWindow {
    id: root
    required property Terminal terminal

    width: terminal.width_px
    height: terminal.height_px
    visible: true
    visibility: terminal.full_screen ? Window.FullScreen : Window.Windowed
    title: terminal.hall_name

    Header {
        id: header
        visible: !root.terminal.trouble && !root.terminal.warned && !gone
        width: parent.width
        height: implicitHeight
        hallName: root.terminal.hall_name
        languages: root.terminal.languages
        language: root.terminal.language
        link: root.terminal.link
        printer: root.terminal.printer
        onLanguageChosen: code => root.terminal.set_language(code)
        leaveOffered: root.terminal.begun
        onHelpAsked: root.terminal.call_help()
        onLeaveAsked: root.terminal.ask_to_leave()
    }

    Loader {
        id: stage
        objectName: "stage"
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: header.bottom
        anchors.bottom: keyboard.top
        focus: true
        visible: !help.active && !leaving.active && !root.terminal.trouble && !root.terminal.warned
        onVisibleChanged: if (visible)
            forceActiveFocus()

        Binding {
            when: stage.item !== null
            target: stage.item
            property: "link"
            value: root.terminal.link
        }
    }
    Connections {
        target: root.terminal
        function onVisit_began() {
            stage.setSource("VisitStage.qml", {
                visit: root.terminal.visit
            });
        }
        function onVisit_ended() {
            stage.setSource("");
        }
    }

    Loader {
        id: help
        anchors.fill: stage
        active: root.terminal.help.length > 0
        visible: !root.terminal.warned
        onLoaded: (item as Item).forceActiveFocus()
        sourceComponent: HelpPage {
            answer: root.terminal.help
            station: root.terminal.station
            onBack: root.terminal.close_help()
        }
    }

    Loader {
        id: leaving
        anchors.fill: stage
        active: root.terminal.leaving
        visible: !root.terminal.warned && !help.active
        onLoaded: (item as Item).forceActiveFocus()
        sourceComponent: LeavePage {
            onNext: root.terminal.stay_here()
            onOther: root.terminal.leave()
        }
    }

    KeyboardPanel {
        id: keyboard
        anchors.bottom: parent.bottom
        width: parent.width
        height: implicitHeight
    }

    Loader {
        anchors.fill: parent
        active: root.terminal.warned
        onLoaded: (item as Item).forceActiveFocus()
        sourceComponent: IdleWarning {
            secondsLeft: root.terminal.seconds_left
            onStayed: root.terminal.stay()
            onAbandoned: root.terminal.leave()
        }
    }

    Loader {
        anchors.fill: parent
        active: root.terminal.trouble
        onLoaded: (item as Item).forceActiveFocus()
        sourceComponent: TroublePage {
            onNext: root.terminal.end_trouble()
        }
    }
}
