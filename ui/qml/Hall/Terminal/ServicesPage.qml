import QtQuick
import Hall.Core
import Hall.Controls

// The services of one department or life event, or all that have a ticket.
PageFrame {
    id: root
    required property Visit visit

    objectName: "page-services"
    maxWidth: Theme.wide ? Theme.mm(440) : Theme.column
    title: visit.offer.services_kind === "tickets" ? qsTr("Take a ticket for which service?") : visit.offer.services_title
    caption: visit.offer.services_kind === "event" ? qsTr("Life event") : visit.offer.services_kind === "department" ? qsTr("Department") : ""
    onBack: visit.back()

    TileGrid {
        width: parent.width
        least: Theme.mm(140)
        namePrefix: "service."
        model: root.visit.offer.services.map(row => row.shut.length === 0 ? row : Object.assign({}, row, {
                    note: row.shut === "given" ? qsTr("All tickets of today are given out") : row.opens.length > 0 ? qsTr("Closed until: %1").arg(row.opens) : qsTr("Closed now")
                }))
        onChosen: code => root.visit.offer.open_service(code)
    }
    Notice {
        width: parent.width
        visible: root.visit.offer.services.length === 0
        text: qsTr("Nothing is offered here for this choice. Go back and choose another department, or ask the staff.")
    }
}
