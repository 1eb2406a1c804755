import QtQuick
import Hall.Core

// The bar at the top of every page: whose hall this is and how it stands; language, text size, contrast; the way out; help.
Rectangle {
    id: root
    required property string hallName
    required property var languages
    required property string language
    required property string link
    property string printer
    property bool leaveOffered: false
    signal languageChosen(code: string)
    signal helpAsked
    signal leaveAsked

    readonly property int pad: Theme.gapS
    readonly property int toolRoom: Math.ceil(languages.implicitWidth) + size.wanted + contrast.wanted + leave.wanted + help.wanted + 5 * Theme.gapS
    readonly property bool fits: brand.wanted + 3 * Theme.margin + toolRoom <= width
    readonly property int saved: size.wanted + contrast.wanted - 2 * Math.max(Theme.target, Theme.body * 1.25 + 2 * Theme.gapS)
    readonly property bool fitsBrief: Theme.wide && brand.wanted + 3 * Theme.margin + toolRoom - saved <= width
    readonly property bool brief: Theme.wide && !fits && (fitsBrief || toolRoom + 2 * Theme.margin > width)
    readonly property bool compact: Theme.wide && (Keyboard.open || Theme.low) && !fits && !fitsBrief
    readonly property bool oneRow: fits || fitsBrief || compact
    readonly property bool gone: Theme.low && Keyboard.open
    readonly property int rowHeight: Math.max(compact ? 0 : brand.height, oneRow ? tools.height : help.height) + 2 * pad

    implicitHeight: gone ? 0 : oneRow ? rowHeight : rowHeight + tools.height + 2 * pad
    color: Theme.surface
    Accessible.role: Accessible.ToolBar
    Accessible.name: hallName

    Rectangle {
        visible: !root.compact
        width: root.oneRow ? brand.width + 2 * Theme.margin : parent.width
        height: root.rowHeight
        color: Theme.accent
    }
    Column {
        id: brand
        readonly property int wanted: Math.ceil(Math.max(hall.implicitWidth, badge.wanted))
        x: Theme.margin
        y: Math.round((root.rowHeight - height) / 2)
        visible: !root.compact || width > Theme.mm(30)
        width: root.compact ? tools.x - 2 * Theme.margin : root.oneRow ? wanted : leave.x - x - Theme.gapM
        spacing: Theme.gapXs

        Label {
            id: hall
            objectName: "hall-name"
            visible: !root.compact
            width: parent.width
            text: root.hallName
            color: Theme.accentText
            font.pixelSize: Theme.textSize > 2 ? Theme.body : Theme.lead
            font.bold: true
        }
        LinkBadge {
            id: badge
            width: parent.width
            filled: !root.compact
            brief: wanted > brand.width
            wordless: root.compact && brief
            link: root.link
            printer: root.printer
        }
    }
    Flow {
        id: tools
        readonly property int wanted: Math.ceil(languages.implicitWidth) + Math.ceil(size.implicitWidth) + Math.ceil(contrast.implicitWidth) + 2 * Theme.gapS

        x: root.oneRow ? leave.x - Theme.gapS - wanted : Theme.margin
        y: root.oneRow ? Math.round((root.rowHeight - height) / 2) : root.rowHeight + root.pad
        width: root.oneRow ? wanted : root.width - 2 * Theme.margin
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
            brief: root.brief
            text: qsTr("Text size")
            onClicked: Look.next_size()
        }
        Tool {
            id: contrast
            objectName: "contrast"
            iconName: "contrast"
            brief: root.brief
            text: qsTr("Contrast")
            onClicked: Look.next_contrast()
        }
    }
    Tool {
        id: leave
        objectName: "leave"
        x: help.x - Theme.gapS - width
        y: Math.round((root.rowHeight - height) / 2)
        visible: root.leaveOffered
        iconName: "log-out"
        brief: root.brief && root.compact
        text: qsTr("Leave")
        onClicked: root.leaveAsked()
    }
    Tool {
        id: help
        objectName: "help"
        x: root.width - Theme.margin - width
        y: Math.round((root.rowHeight - height) / 2)
        strong: root.oneRow
        iconName: "circle-question-mark"
        brief: root.brief && root.compact
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
