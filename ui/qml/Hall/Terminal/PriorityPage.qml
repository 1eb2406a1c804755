import QtQuick
import Hall.Core
import Hall.Controls

// One question for those who wait less; each answer takes the ticket at once. Nobody asks for a proof here.
PageFrame {
    id: root
    required property Visit visit

    objectName: "page-priority"
    caption: visit.offer.guide.text
    title: qsTr("Does one of these apply to you?")
    lead: qsTr("Touch it and your ticket comes: you are called earlier. No proof is needed here.")
    onBack: visit.back()

    TroubleNotice {
        width: parent.width
        code: root.visit.trouble
    }
    TileGrid {
        width: parent.width
        enabled: !root.visit.busy
        least: Theme.mm(110)
        stretch: Theme.low ? 0 : Math.round(Theme.targetLarge / 2)
        namePrefix: "class."
        model: [...root.visit.offer.classes, {
                code: "",
                text: qsTr("None of these"),
                icon: "ticket"
            }]
        onChosen: code => root.visit.take_ticket_as(code)
    }
}
