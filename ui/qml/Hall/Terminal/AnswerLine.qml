import QtQuick
import Hall.Controls

// One answer of the check page, and the way to change it.
Item {
    id: root
    required property var modelData
    required property int index
    required property bool open
    readonly property bool beside: width > Theme.body * 26
    readonly property real share: Math.round((width - change.width - 2 * Theme.gapM) * 0.45)
    signal changed(page: string)

    implicitHeight: Math.max(change.height, beside ? Math.max(name.implicitHeight, value.implicitHeight) : name.implicitHeight + value.implicitHeight) + 2 * Theme.gapS

    Rectangle {
        visible: root.index > 0
        width: parent.width
        height: Theme.hairline
        color: Theme.line
    }
    Label {
        id: name
        y: root.beside ? Math.round((parent.height - implicitHeight) / 2) : Theme.gapS
        width: root.beside ? root.share : root.width - change.width - Theme.gapM
        text: root.modelData.label
        color: Theme.muted
    }
    Label {
        id: value
        objectName: "answer." + root.modelData.ref
        x: root.beside ? root.share + Theme.gapM : 0
        y: root.beside ? Math.round((parent.height - implicitHeight) / 2) : name.y + name.implicitHeight
        width: root.beside ? root.width - x - change.width - Theme.gapM : name.width
        text: root.modelData.masked.length > 0 && !root.open ? root.modelData.masked : root.modelData.shown.length > 0 ? root.modelData.shown : qsTr("Not answered")
        font.bold: root.modelData.shown.length > 0
    }
    Button {
        id: change
        objectName: "change." + root.modelData.ref
        anchors.right: parent.right
        y: Math.round((parent.height - height) / 2)
        kind: "quiet"
        iconName: "pencil"
        text: qsTr("Change")
        Accessible.name: text + ": " + root.modelData.label
        onClicked: root.changed(root.modelData.page)
    }
}
