pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// Everything to know before the start, told once: who, papers, time, fee, visits.
PageFrame {
    id: root
    required property Visit visit
    readonly property var guide: visit.offer.guide
    readonly property bool gives: guide.ticket && guide.shut.length === 0

    function dayName(day: int): string {
        return Qt.locale(visit.offer.language === "zh" ? "zh_CN" : "en_GB").standaloneDayName(day % 7, Locale.ShortFormat);
    }

    objectName: "page-guide"
    caption: guide.department
    title: guide.text
    lead: guide.note
    nextName: guide.form ? "fill-in" : "take"
    nextText: guide.form ? qsTr("Fill in now") : gives ? qsTr("Take a ticket") : ""
    nextIcon: guide.form ? "pencil" : "ticket"
    nextEnabled: !visit.busy
    otherName: "take"
    otherText: guide.form && gives ? qsTr("Take a ticket") : ""
    otherIcon: "ticket"
    onBack: visit.back()
    onNext: guide.form ? visit.start_form() : visit.take_ticket()
    onOther: visit.take_ticket()

    TroubleNotice {
        width: parent.width
        code: root.visit.trouble
    }
    Notice {
        objectName: "no-tickets"
        width: parent.width
        visible: root.guide.ticket && !root.gives
        kind: "notice"
        text: root.guide.shut === "given" ? qsTr("All tickets of today are given out.") : qsTr("This service is closed now: there are no tickets.")
        note: root.guide.opens.length > 0 ? qsTr("There are tickets again from: %1").arg(root.guide.opens) : qsTr("Please ask the staff at the information desk.")
    }
    Tile {
        objectName: "priority"
        width: parent.width
        visible: root.gives && root.guide.classes.length > 0
        enabled: !root.visit.busy
        edged: true
        iconName: "heart-handshake"
        text: qsTr("Does one of these apply to you? Then you wait less")
        note: root.guide.classes
        onClicked: root.visit.go("priority")
    }
    FactList {
        width: parent.width
        facts: [
            {
                icon: root.guide.company && !root.guide.person ? "building-complex" : "user",
                label: qsTr("For whom"),
                value: root.guide.person && root.guide.company ? qsTr("Persons and companies") : root.guide.company ? qsTr("Companies") : qsTr("Persons")
            },
            {
                icon: "hourglass",
                label: qsTr("How long it takes"),
                value: root.guide.promiseDays === 1 ? qsTr("1 working day") : root.guide.promiseDays > 1 ? qsTr("%1 working days").arg(root.guide.promiseDays) : qsTr("Done while you wait")
            },
            {
                icon: "banknote",
                label: qsTr("Fee"),
                value: root.guide.fee.length > 0 ? qsTr("%1 yuan").arg(root.guide.fee) : qsTr("Free of charge")
            },
            {
                icon: "footprints",
                label: qsTr("Visits to this hall"),
                value: root.guide.visits === 0 ? qsTr("None: all is done here and by post") : String(root.guide.visits)
            },
            {
                icon: "clock",
                label: qsTr("Opening hours"),
                value: root.guide.opening.map(row => (row.first === row.last ? root.dayName(row.first) : qsTr("%1 to %2").arg(root.dayName(row.first)).arg(root.dayName(row.last))) + "  " + row.opens + "–" + row.closes).join("\n")
            }
        ]
    }
    Panel {
        width: parent.width
        visible: root.guide.papers.length > 0

        Label {
            width: parent.width
            text: qsTr("Papers to bring")
            font.pixelSize: Theme.lead
            font.bold: true
        }
        Repeater {
            model: root.guide.papers

            Row {
                id: paper
                required property var modelData
                width: parent.width
                spacing: Theme.gapS

                Icon {
                    y: Math.round((Theme.body * 1.45 - size) / 2)
                    name: "file-text"
                    color: Theme.accent
                    size: Theme.iconS
                }
                Label {
                    width: parent.width - Theme.iconS - parent.spacing
                    text: paper.modelData.later ? qsTr("%1 (may be brought later)").arg(paper.modelData.text) : paper.modelData.text
                }
            }
        }
    }
}
