import QtQuick
import Hall.Core
import Hall.Controls

// Search by everyday words: Chinese, pinyin, initials or English; results while typing.
PageFrame {
    id: root
    required property Visit visit

    objectName: "page-search"
    title: qsTr("Search for a service")
    onBack: visit.back()
    Component.onCompleted: field.forceActiveFocus()

    TextField {
        id: field
        objectName: "search-field"
        width: parent.width
        iconName: "search"
        placeholderText: qsTr("For example birth or chusheng")
        text: root.visit.offer.typed
        focus: true
        inputMethodHints: Qt.ImhNoPredictiveText
        Accessible.name: root.title
        onTextEdited: root.visit.offer.search(text)
    }
    TileGrid {
        width: parent.width
        least: Theme.mm(140)
        namePrefix: "service."
        model: root.visit.offer.found
        onChosen: code => root.visit.offer.open_service(code)
    }
    Notice {
        objectName: "nothing-found"
        width: parent.width
        visible: root.visit.offer.typed.trim().length > 0 && root.visit.offer.found.length === 0
        text: qsTr("Nothing found. Try another word, or go back and choose a department.")
    }
}
