import QtQuick
import QtQuick.Templates as T

// All words on all windows: plain text that wraps, in the tree of accessible things.
T.Label {
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    color: Theme.text
    font.pixelSize: Theme.body
    horizontalAlignment: Text.AlignLeft
}
