pragma ComponentBehavior: Bound
import QtQuick

// The truth about the line and the printer, on every page: an icon and words, never a colour alone.
// link: "up", "near" (the hall answers, a centre behind it does not), "down", "unknown"; printer: "ready", "paper", "away", "" (no printer
// here); filled: it lies on the accent. brief: the icon alone says that all is well; what is not well is said in words too, unless it is
// `wordless`.
Flow {
    id: root
    required property string link
    property string printer
    property bool filled: false
    property bool brief: false
    property bool wordless: false
    readonly property int wanted: Math.ceil(line.whole + (printer.length > 0 ? paper.whole + spacing : 0))

    spacing: Theme.gapM

    Mark {
        id: line
        key: "link-state"
        good: root.link === "up"
        iconName: good || root.link === "near" ? "wifi" : "wifi-off"
        text: good ? qsTr("Connected") : root.link === "near" ? qsTr("Connected, centre away") : root.link === "down" ? qsTr("Offline, works as usual") : qsTr("Connecting")
    }
    Mark {
        id: paper
        key: "printer-state"
        visible: root.printer.length > 0
        good: root.printer === "ready"
        iconName: good ? "printer" : "printer-x"
        text: good ? qsTr("Printer ready") : root.printer === "paper" ? qsTr("Printer out of paper") : qsTr("Printer not working")
    }

    component Mark: Rectangle {
        id: mark
        required property bool good
        required property string iconName
        required property string text
        required property string key
        readonly property bool noted: root.filled && !good
        readonly property int wordRoom: words.visible ? Math.ceil(words.implicitWidth) + row.spacing : 0
        readonly property int whole: Math.ceil(words.implicitWidth) + row.spacing + Theme.iconS + (noted ? 2 * Theme.gapS : 0)
        readonly property color ink: noted ? Theme.notice : root.filled ? Theme.accentText : good ? Theme.good : Theme.notice

        width: Math.min(implicitWidth, root.width)
        implicitWidth: wordRoom + Theme.iconS + (noted ? 2 * Theme.gapS : 0)
        implicitHeight: words.implicitHeight
        Accessible.role: Accessible.StaticText
        Accessible.name: text
        radius: Theme.radius
        color: noted ? Theme.noticeSoft : "transparent"

        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.gapXs

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: mark.iconName
                color: mark.ink
                size: Theme.iconS
            }
            Label {
                id: words
                visible: !root.wordless && (!root.brief || !mark.good)
                width: Math.min(Math.ceil(implicitWidth), mark.width - Theme.iconS - row.spacing - (mark.noted ? 2 * Theme.gapS : 0))
                objectName: mark.key
                text: mark.text
                color: mark.ink
            }
        }
    }
}
