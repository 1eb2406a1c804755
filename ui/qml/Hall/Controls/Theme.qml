pragma Singleton
import QtQuick
import Hall.Core

// Sizes and colours by name, bound to the tokens of the present look. Lengths are pixels made from millimetres.
QtObject {
    readonly property var tokens: Look.tokens

    readonly property int textSize: tokens.textSize
    readonly property string contrast: tokens.contrast
    readonly property bool wide: tokens.wide
    readonly property bool low: tokens.low
    readonly property real pxPerMm: tokens.pxPerMm

    readonly property int body: tokens.body
    readonly property int lead: tokens.lead
    readonly property int title: tokens.title
    readonly property int display: tokens.display
    readonly property int huge: tokens.huge
    readonly property int iconS: tokens.iconS
    readonly property int iconM: tokens.iconM
    readonly property int iconL: tokens.iconL

    readonly property int hairline: tokens.hairline
    readonly property int stroke: tokens.stroke
    readonly property int ringWidth: tokens.ringWidth
    readonly property int radius: tokens.radius
    readonly property int gapXs: tokens.gapXs
    readonly property int gapS: tokens.gapS
    readonly property int gapM: tokens.gapM
    readonly property int gapL: tokens.gapL
    readonly property int gapXl: tokens.gapXl
    readonly property int margin: tokens.margin
    readonly property int column: tokens.column
    readonly property int target: tokens.target
    readonly property int targetLarge: tokens.targetLarge
    readonly property int keyHeight: tokens.keyHeight

    readonly property color ground: tokens.ground
    readonly property color surface: tokens.surface
    readonly property color sunken: tokens.sunken
    readonly property color text: tokens.text
    readonly property color muted: tokens.muted
    readonly property color line: tokens.line
    readonly property color border: tokens.border
    readonly property color accent: tokens.accent
    readonly property color accentPressed: tokens.accentPressed
    readonly property color accentText: tokens.accentText
    readonly property color accentSoft: tokens.accentSoft
    readonly property color danger: tokens.danger
    readonly property color dangerSoft: tokens.dangerSoft
    readonly property color good: tokens.good
    readonly property color goodSoft: tokens.goodSoft
    readonly property color notice: tokens.notice
    readonly property color noticeSoft: tokens.noticeSoft
    readonly property color ringLight: tokens.ringLight
    readonly property color ringDark: tokens.ringDark
    readonly property color paper: tokens.paper
    readonly property color ink: tokens.ink

    function mm(length: real): int {
        return Math.ceil(length * pxPerMm);
    }

    function capitals(height: real): int {
        return Math.ceil(height * pxPerMm / 0.733);
    }
}
