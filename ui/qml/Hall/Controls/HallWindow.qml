import QtQuick
import QtQuick.Templates as T

// The root of every window. Its font goes down to all controls: without a style they would ask the host for one.
T.ApplicationWindow {
    color: Theme.ground
    font: Application.font
}
