pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

// Several lines of text; it grows with what is written.
T.TextArea {
    id: root
    property bool faulty: false

    implicitWidth: Theme.mm(60)
    implicitHeight: Math.max(Theme.mm(34), contentHeight + topPadding + bottomPadding)
    padding: Theme.gapM
    color: Theme.text
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentText
    font.pixelSize: Theme.lead
    textFormat: TextEdit.PlainText
    wrapMode: TextEdit.Wrap
    horizontalAlignment: TextEdit.AlignLeft
    inputMethodHints: Qt.ImhMultiLine
    selectByMouse: true
    persistentSelection: false
    tabStopDistance: 1
    KeyNavigation.priority: KeyNavigation.BeforeItem
    KeyNavigation.tab: root.nextItemInFocusChain(true)
    KeyNavigation.backtab: root.nextItemInFocusChain(false)
    cursorDelegate: Rectangle {
        visible: root.cursorVisible
        width: Theme.stroke
        color: Theme.accent
    }

    background: Rectangle {
        radius: Theme.radius
        color: Theme.surface
        border.width: root.activeFocus || root.faulty ? 2 * Theme.hairline : Theme.stroke
        border.color: root.faulty ? Theme.danger : root.activeFocus ? Theme.accent : Theme.border

        FocusRing {
            visible: root.activeFocus
        }
    }
}
