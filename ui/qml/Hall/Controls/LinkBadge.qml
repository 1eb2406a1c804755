import QtQuick

// The truth about the line and the printer, on every page: an icon and words, never a colour alone.
// link: "up", "near" (the hall answers, a centre behind it does not), "down", "unknown"; printer: "ready", "paper", "away", "" (no printer here).
Flow {
    id: root
    required property string link
    property string printer
    readonly property bool online: link === "up" || link === "near"
    readonly property int wanted: Math.ceil(line.implicitWidth + (printer.length > 0 ? paper.implicitWidth + spacing : 0))

    spacing: Theme.gapM

    Row {
        id: line
        spacing: Theme.gapXs

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.online ? "wifi" : "wifi-off"
            color: root.online ? Theme.good : Theme.notice
            size: Theme.iconS
        }
        Label {
            objectName: "link-state"
            text: root.link === "near" ? qsTr("Connected, centre away") : root.online ? qsTr("Connected") : root.link === "down" ? qsTr("Offline, works as usual") : qsTr("Connecting")
            color: root.online ? Theme.good : Theme.muted
            wrapMode: Text.NoWrap
        }
    }
    Row {
        id: paper
        spacing: Theme.gapXs
        visible: root.printer.length > 0

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.printer === "ready" ? "printer" : "printer-x"
            color: root.printer === "ready" ? Theme.good : Theme.notice
            size: Theme.iconS
        }
        Label {
            objectName: "printer-state"
            text: root.printer === "ready" ? qsTr("Printer ready") : root.printer === "paper" ? qsTr("Printer out of paper") : qsTr("Printer not working")
            color: root.printer === "ready" ? Theme.good : Theme.muted
            wrapMode: Text.NoWrap
        }
    }
}
