pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// Everything to know before the start, told once: who, papers, time, fee, visits.
PageFrame {
    id: root
    required property Visit visit
    readonly property var guide: visit.offer.guide

    function dayName(day: int): string {
        return Qt.locale(visit.offer.language === "zh" ? "zh_CN" : "en_GB").standaloneDayName(day % 7, Locale.ShortFormat);
    }

    objectName: "page-guide"
    caption: guide.department
    title: guide.text
    lead: guide.note
    nextName: guide.form ? "fill-in" : "take"
    nextText: guide.form ? qsTr("Fill in now") : guide.ticket ? qsTr("Take a ticket") : ""
    nextIcon: guide.form ? "pencil" : "ticket"
    nextEnabled: !visit.busy
    otherName: "take"
    otherText: guide.form && guide.ticket ? qsTr("Take a ticket") : ""
    otherIcon: "ticket"
    onBack: visit.back()
    onNext: guide.form ? visit.start_form() : visit.take_ticket()
    onOther: visit.take_ticket()

    TroubleNotice {
        width: parent.width
        code: root.visit.trouble
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
