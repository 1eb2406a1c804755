import QtQuick
import Hall.Core

// The bar at the top of every page: whose hall this is, languages, text size, contrast, help.
Rectangle {
    id: root
    required property string hallName
    required property var languages
    required property string language
    required property string link
    property string printer
    property bool helpOffered: true
    signal languageChosen(code: string)
    signal helpAsked

    readonly property int inner: width - 2 * Theme.margin
    readonly property int helpRoom: helpOffered ? Math.ceil(help.implicitWidth) + Theme.gapS : 0
    readonly property bool fits: brand.wanted + Theme.gapL + tools.wanted + helpRoom <= inner
    readonly property bool compact: Theme.wide && Keyboard.open && !fits && tools.wanted + helpRoom <= inner
    readonly property bool oneRow: fits || compact

    implicitHeight: (oneRow ? Math.max(compact ? 0 : brand.height, tools.height) : brand.height + Theme.gapS + tools.height) + 2 * Theme.gapS + Theme.gapXs
    color: Theme.surface
    Accessible.role: Accessible.ToolBar
    Accessible.name: hallName

    Rectangle {
        width: parent.width
        height: Theme.gapXs
        color: Theme.accent
    }

    Column {
        id: brand
        readonly property int wanted: Math.ceil(Math.max(hall.implicitWidth, badge.wanted))
        x: Theme.margin
        y: root.oneRow ? Math.round((root.height - height + Theme.gapXs) / 2) : Theme.gapS + Theme.gapXs
        visible: !root.compact
        width: root.oneRow ? wanted : root.inner - root.helpRoom

        Label {
            id: hall
            objectName: "hall-name"
            width: parent.width
            text: root.hallName
            font.pixelSize: Theme.lead
            font.bold: true
        }
        LinkBadge {
            id: badge
            width: parent.width
            link: root.link
            printer: root.printer
        }
    }

    Flow {
        id: tools
        readonly property int wanted: Math.ceil(languages.implicitWidth) + Math.ceil(size.implicitWidth) + Math.ceil(contrast.implicitWidth) + 2 * Theme.gapS

        x: root.oneRow ? root.width - Theme.margin - root.helpRoom - wanted : Theme.margin
        y: root.oneRow ? Math.round((root.height - height + Theme.gapXs) / 2) : brand.y + brand.height + Theme.gapS
        width: root.oneRow ? wanted : root.inner
        spacing: Theme.gapS

        Segments {
            id: languages
            model: root.languages
            current: root.language
            namePrefix: "language."
            onChosen: code => root.languageChosen(code)
        }
        Tool {
            id: size
            objectName: "text-size"
            iconName: "a-large-small"
            text: qsTr("Text size")
            onClicked: Look.next_size()
        }
        Tool {
            id: contrast
            objectName: "contrast"
            iconName: "contrast"
            text: qsTr("Contrast")
            onClicked: Look.next_contrast()
        }
    }

    Tool {
        id: help
        objectName: "help"
        x: root.width - Theme.margin - width
        y: root.oneRow ? Math.round((root.height - height + Theme.gapXs) / 2) : brand.y + Math.round((brand.height - height) / 2)
        visible: root.helpOffered
        strong: true
        iconName: "circle-question-mark"
        text: qsTr("Help")
        onClicked: root.helpAsked()
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.hairline
        color: Theme.line
    }
}
