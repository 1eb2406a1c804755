pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// A picture or file from this terminal's scanner; without a scanner the page says whom to ask.
Column {
    id: root
    required property var prompt
    required property Capture capture
    readonly property bool given: prompt.value.length > 0
    readonly property var scans: capture.waiting.filter(scan => prompt.control !== "image" || scan.kind === "picture")
    readonly property bool isPicture: !prompt.value.endsWith(".pdf")

    spacing: Theme.gapM
    Component.onCompleted: capture.look()

    Notice {
        width: parent.width
        visible: !root.capture.offered
        kind: "notice"
        text: qsTr("This terminal has no scanner.")
        note: qsTr("Please ask the staff for one that has, or give this paper at the counter. Your answers stay here meanwhile.")
    }
    Panel {
        width: parent.width
        visible: root.given

        Image {
            width: Math.min(parent.width, Theme.mm(120))
            height: visible ? Theme.mm(75) : 0
            visible: root.given && root.isPicture
            cache: false
            fillMode: Image.PreserveAspectFit
            horizontalAlignment: Image.AlignLeft
            sourceSize: Qt.size(width, height)
            source: root.given && root.isPicture ? "image://visit/" + root.prompt.value : ""
        }
        Label {
            width: parent.width
            text: root.isPicture ? qsTr("The picture is attached.") : qsTr("The document is attached.")
            font.bold: true
        }
        Button {
            objectName: "remove." + root.prompt.name
            kind: "danger"
            iconName: "trash"
            text: root.isPicture ? qsTr("Remove picture") : qsTr("Remove document")
            onClicked: root.capture.drop(root.prompt.ref, root.prompt.value)
        }
    }
    Column {
        width: parent.width
        visible: root.capture.offered && !root.given
        spacing: Theme.gapS

        Label {
            width: parent.width
            text: root.scans.length > 0 ? qsTr("Choose the scan that belongs here.") : qsTr("Lay the paper on the scanner and press its button. Then touch \"Look again\".")
        }
        Notice {
            objectName: "scan-trouble"
            width: parent.width
            visible: root.capture.trouble.length > 0
            kind: "notice"
            text: root.capture.trouble === "scanner.too-large" ? qsTr("This scan is too large. Please scan it again, in a smaller size.") : qsTr("This scan cannot be read. Please scan the paper again.")
        }
        Repeater {
            model: root.scans

            Tile {
                required property var modelData
                required property int index
                objectName: "scan." + root.prompt.name + "." + index
                width: root.width
                iconName: modelData.kind === "picture" ? "image" : "file-text"
                text: modelData.name
                note: (modelData.kind === "picture" ? qsTr("Picture") : qsTr("Document")) + ", " + modelData.kilobytes + " kB"
                edged: true
                onClicked: root.capture.take(root.prompt.ref, modelData.name)
            }
        }
        Button {
            id: again
            objectName: "look." + root.prompt.name
            iconName: "refresh-cw"
            text: qsTr("Look again")
            onClicked: root.capture.look()
        }
    }
}
