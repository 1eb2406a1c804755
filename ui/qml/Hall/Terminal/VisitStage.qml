pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core

// Everything that a citizen sees and touches in one visit; gone with the Loader that holds it.
FocusScope {
    id: root
    required property Visit visit
    property string link: "unknown"

    Loader {
        id: loader
        anchors.fill: parent
        focus: true
        sourceComponent: ({
                home: home,
                search: search,
                services: services,
                guide: guide,
                priority: priority,
                ticket: ticket,
                form: form,
                check: check,
                done: done,
                "check-in": checkIn,
                rate: rate
            })[root.visit.page]
        onLoaded: (item as Item).forceActiveFocus()
    }

    Component {
        id: home
        HomePage {
            visit: root.visit
        }
    }
    Component {
        id: search
        SearchPage {
            visit: root.visit
        }
    }
    Component {
        id: services
        ServicesPage {
            visit: root.visit
        }
    }
    Component {
        id: guide
        GuidePage {
            visit: root.visit
        }
    }
    Component {
        id: priority
        PriorityPage {
            visit: root.visit
        }
    }
    Component {
        id: ticket
        TicketPage {
            visit: root.visit
        }
    }
    Component {
        id: form
        FormPage {
            form: root.visit.form
            capture: root.visit.capture
            serviceName: root.visit.offer.guide.text
        }
    }
    Component {
        id: check
        CheckPage {
            visit: root.visit
            form: root.visit.form
        }
    }
    Component {
        id: checkIn
        CheckInPage {
            visit: root.visit
        }
    }
    Component {
        id: rate
        RatePage {
            visit: root.visit
        }
    }
    Component {
        id: done
        DonePage {
            visit: root.visit
            link: root.link
        }
    }
}
