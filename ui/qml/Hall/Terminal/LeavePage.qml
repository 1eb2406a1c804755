import QtQuick
import Hall.Controls

// Somebody wants to leave with answers that were not submitted: the two ways out of this question are its buttons.
PageFrame {
    objectName: "page-leaving"
    canGoBack: false
    title: qsTr("Finish without submitting?")
    lead: qsTr("What you have filled in is erased and cannot be brought back.")
    nextName: "go-on"
    nextText: qsTr("Go on filling in")
    nextIcon: "arrow-left"
    otherName: "leave-now"
    otherText: qsTr("Erase and finish")
    otherIcon: "log-out"
}
