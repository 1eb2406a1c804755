import QtQuick
import Hall.Core
import Hall.Controls

// Where every visit begins: for whom, what for, or just a number.
PageFrame {
    id: root
    required property Visit visit

    // Where the page is not full, the tiles share what is left, up to half as much again.
    readonly property int rows: events.rowCount + departments.rowCount
    readonly property real spare: pane.height - (pane.flickable.contentHeight - stretch * rows)
    property int stretch: 0

    function share() {
        stretch = Math.max(0, Math.min(Math.floor(spare / rows), Math.round(Theme.targetLarge * 0.8)));
    }

    onSpareChanged: Qt.callLater(share)
    objectName: "page-home"
    maxWidth: Theme.wide ? Theme.mm(440) : Theme.column
    canGoBack: false
    nextName: "tickets"
    nextText: qsTr("Take a ticket")
    nextIcon: "ticket"
    onNext: visit.offer.open_tickets()
    otherName: "check-in"
    otherText: qsTr("I have an appointment")
    otherIcon: "calendar-check"
    onOther: {
        visit.check_in.clear();
        visit.go("check-in");
    }
    spacing: Theme.gapL

    Label {
        width: parent.width
        text: qsTr("What would you like to do?")
        font.pixelSize: Theme.display
        font.bold: true
        lineHeight: 0.92
        Accessible.role: Accessible.Heading
    }
    Flow {
        width: parent.width
        spacing: Theme.gapM

        Segments {
            id: audience
            model: [
                {
                    code: "person",
                    text: qsTr("For myself")
                },
                {
                    code: "company",
                    text: qsTr("For a company")
                }
            ]
            namePrefix: "audience."
            least: Theme.targetLarge
            textPixels: Theme.lead
            current: root.visit.offer.audience
            onChosen: code => root.visit.offer.set_audience(code)
        }
        Button {
            objectName: "search"
            width: audience.width + Theme.gapM + Theme.mm(80) <= parent.width ? parent.width - audience.width - Theme.gapM : parent.width
            height: Math.max(implicitHeight, Theme.targetLarge)
            textPixels: Theme.lead
            iconName: "search"
            text: qsTr("Search for a service")
            onClicked: root.visit.go("search")
        }
    }
    Column {
        width: parent.width
        visible: root.visit.offer.life_events.length > 0
        spacing: Theme.gapS

        Label {
            width: parent.width
            text: qsTr("Life events: everything in one go")
            font.pixelSize: Theme.lead
            font.bold: true
            Accessible.role: Accessible.Heading
        }
        TileGrid {
            id: events
            width: parent.width
            stretch: root.stretch
            large: true
            namePrefix: "event."
            model: root.visit.offer.life_events
            onChosen: code => root.visit.offer.open_event(code)
        }
    }
    Column {
        width: parent.width
        spacing: Theme.gapS

        Label {
            width: parent.width
            text: qsTr("By department")
            font.pixelSize: Theme.lead
            font.bold: true
            Accessible.role: Accessible.Heading
        }
        TileGrid {
            id: departments
            width: parent.width
            stretch: root.stretch
            namePrefix: "department."
            model: root.visit.offer.departments
            onChosen: code => root.visit.offer.open_department(code)
        }
    }
    Button {
        objectName: "rate"
        kind: "quiet"
        iconName: "star"
        text: qsTr("Rate a visit of today or yesterday")
        onClicked: {
            root.visit.rating.clear();
            root.visit.go("rate");
        }
    }
}
