pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// A few words of which one is chosen, side by side. model: [{code, text}, ...]; the present code is `current`.
Row {
    id: root
    required property var model
    required property string current
    property string namePrefix: "segment."
    property int textPixels: Theme.body
    property int least: Theme.target
    signal chosen(code: string)

    spacing: Theme.gapS

    Repeater {
        model: root.model

        T.AbstractButton {
            id: segment
            required property var modelData
            readonly property bool on: modelData.code === root.current

            objectName: root.namePrefix + modelData.code
            implicitWidth: Math.max(Theme.target, words.implicitWidth + 2 * Theme.gapM)
            implicitHeight: Math.max(root.least, words.implicitHeight + 2 * Theme.gapXs)
            text: modelData.text
            focusPolicy: Qt.TabFocus
            hoverEnabled: false
            Accessible.role: Accessible.RadioButton
            Accessible.name: text
            Accessible.checkable: true
            Accessible.checked: on
            onClicked: root.chosen(modelData.code)

            contentItem: Label {
                id: words
                text: segment.text
                font.pixelSize: root.textPixels
                font.bold: true
                wrapMode: Text.NoWrap
                color: segment.on ? Theme.accentText : Theme.accent
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                Accessible.ignored: true
            }
            background: Rectangle {
                radius: Theme.radius
                color: segment.on ? Theme.accent : segment.down ? Theme.accentSoft : Theme.surface
                border.width: Theme.hairline
                border.color: segment.on ? Theme.accent : Theme.border

                FocusRing {
                    visible: segment.visualFocus
                }
            }
        }
    }
}
