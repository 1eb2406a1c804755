import QtQuick
import QtQuick.Templates as T

// A deed with its name on it; one that is not possible now has no edge. kind: "primary" (one a page), "secondary", "quiet" (no edge), "danger".
T.Button {
    id: root
    property string kind: "secondary"
    property string iconName
    property bool iconLast: false
    property int textPixels: Theme.body
    readonly property bool filled: kind === "primary"
    readonly property color ink: !enabled ? Theme.muted : filled ? Theme.accentText : kind === "danger" ? Theme.danger : Theme.accent

    implicitWidth: Math.max(Theme.target, contentItem.implicitWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(kind === "primary" ? Theme.targetLarge : Theme.target, contentItem.implicitHeight + topPadding + bottomPadding)
    leftPadding: kind === "quiet" ? Theme.gapS : Theme.gapM + Theme.gapXs
    rightPadding: leftPadding
    topPadding: Theme.gapXs
    bottomPadding: Theme.gapXs
    focusPolicy: Qt.TabFocus
    hoverEnabled: false
    font.pixelSize: textPixels
    font.bold: enabled
    Accessible.name: text

    contentItem: Item {
        implicitWidth: words.implicitWidth + picture.room
        implicitHeight: line.implicitHeight

        Row {
            id: line
            anchors.centerIn: parent
            spacing: Theme.gapS
            layoutDirection: root.iconLast ? Qt.RightToLeft : Qt.LeftToRight

            Icon {
                id: picture
                readonly property int room: visible ? size + line.spacing : 0
                anchors.verticalCenter: parent.verticalCenter
                visible: root.iconName.length > 0
                name: root.iconName
                color: root.ink
                size: Math.round(root.textPixels * 1.2)
            }
            Label {
                id: words
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(Math.ceil(implicitWidth), root.availableWidth - picture.room)
                text: root.text
                font: root.font
                color: root.ink
                horizontalAlignment: Text.AlignHCenter
                Accessible.ignored: true
            }
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: !root.enabled ? Theme.sunken : root.filled ? (root.down ? Theme.accentPressed : Theme.accent) : root.down ? Theme.accentSoft : root.kind === "quiet" ? "transparent" : Theme.surface
        border.width: !root.enabled || root.filled || root.kind === "quiet" ? 0 : Theme.stroke
        border.color: root.kind === "danger" ? Theme.danger : Theme.accent

        FocusRing {
            visible: root.visualFocus
        }
    }
}
