import QtQuick
import Hall.Core

// One page: what it is called, its content, and a bar with the way back and the one next step.
FocusScope {
    id: root
    default property alias content: pane.content
    property alias before: top.data
    property string title
    property string caption
    property string lead
    property bool canGoBack: true
    property string backText: qsTr("Back")
    property string nextName: "next"
    property string nextText
    property string nextIcon: "arrow-right"
    property bool nextEnabled: true
    property string otherName: "other"
    property string otherText
    property string otherIcon
    property alias spacing: pane.spacing
    property alias maxWidth: pane.maxWidth
    property alias pane: pane
    signal back
    signal next
    signal other

    Accessible.role: Accessible.Pane
    Accessible.name: title

    Pane {
        id: pane
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: bar.top

        Column {
            id: top
            width: parent.width
            spacing: Theme.gapS
            visible: children.length > 0
        }
        Column {
            width: parent.width
            spacing: Theme.gapXs
            visible: root.title.length > 0

            Label {
                objectName: "caption"
                width: parent.width
                visible: text.length > 0
                text: root.caption
                color: Theme.muted
                font.bold: true
            }
            Label {
                objectName: "title"
                width: parent.width
                text: root.title
                font.pixelSize: Theme.title
                font.bold: true
                lineHeight: 0.92
                Accessible.role: Accessible.Heading
            }
            Label {
                width: parent.width
                visible: text.length > 0
                text: root.lead
                color: Theme.muted
            }
        }
    }

    Rectangle {
        id: bar
        readonly property int inner: Math.min(width - 2 * Theme.margin, Theme.wide ? Theme.mm(440) : Theme.column)
        readonly property bool alone: !root.canGoBack && root.otherText.length === 0
        readonly property bool stacked: back.implicitWidth + other.implicitWidth + next.implicitWidth + 2 * Theme.gapM > inner

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: visible ? buttons.height + 2 * Theme.gapM : 0
        visible: !(Theme.low && Keyboard.open) && (root.canGoBack || root.nextText.length > 0 || root.otherText.length > 0)
        color: Theme.surface

        Rectangle {
            width: parent.width
            height: Theme.hairline
            color: Theme.line
        }
        Item {
            id: buttons
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.gapM
            width: bar.inner
            height: bar.stacked ? (next.visible ? next.height + Theme.gapS : 0) + (other.visible ? other.height + Theme.gapS : 0) + (back.visible ? back.height : 0) : Math.max(back.height, next.visible ? next.height : 0)

            Button {
                id: back
                objectName: "back"
                anchors.left: parent.left
                anchors.bottom: parent.bottom
                width: bar.stacked ? parent.width : implicitWidth
                height: bar.stacked ? implicitHeight : Math.max(implicitHeight, Theme.targetLarge)
                visible: root.canGoBack
                iconName: "arrow-left"
                text: root.backText
                onClicked: root.back()
            }
            Button {
                id: other
                objectName: root.otherName
                anchors.right: bar.stacked || !next.visible ? parent.right : next.left
                anchors.rightMargin: bar.stacked || !next.visible ? 0 : Theme.gapM
                y: bar.stacked ? (next.visible ? next.height + Theme.gapS : 0) : 0
                width: bar.stacked ? parent.width : implicitWidth
                height: bar.stacked ? implicitHeight : Math.max(implicitHeight, Theme.targetLarge)
                visible: root.otherText.length > 0
                iconName: root.otherIcon
                text: root.otherText
                onClicked: root.other()
            }
            Button {
                id: next
                objectName: root.nextName
                anchors.right: parent.right
                anchors.top: parent.top
                width: bar.stacked || bar.alone && !Theme.wide ? parent.width : Math.max(implicitWidth, Theme.mm(bar.alone ? 90 : 60))
                visible: root.nextText.length > 0
                enabled: root.nextEnabled
                kind: "primary"
                textPixels: Theme.lead
                iconName: root.nextIcon
                iconLast: root.nextIcon === "arrow-right"
                text: root.nextText
                onClicked: root.next()
            }
        }
    }
}
