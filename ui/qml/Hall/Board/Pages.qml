pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// Who is at which counter, and how many wait: what does not fit at once comes page after page.
Rectangle {
    id: root
    required property BoardView view
    required property int wordPixels
    required property int gap
    readonly property real inside: width - 2 * gap
    readonly property real room: height - heading.height - Math.round(gap / 2)
    readonly property int lineHeight: Math.ceil(metrics.height)

    readonly property real longestLabel: view.serving.reduce((most, desk) => Math.max(most, metrics.advanceWidth(desk.label.length > 0 ? desk.label : desk.paused ? view.words.paused : "–")), 0)
    readonly property real deskScale: [2, 1.6, 1.3].find(scale => desksIn(scale) >= view.serving.length) ?? 1
    readonly property int deskColumns: columnsIn(deskScale)
    readonly property int desksAtOnce: desksIn(deskScale)
    readonly property int deskPages: Math.ceil(view.serving.length / desksAtOnce)

    readonly property real longestName: view.waiting.reduce((most, line) => Math.max(most, metrics.advanceWidth(line.service)), 0)
    readonly property real longestFacts: view.waiting.reduce((most, line) => Math.max(most, metrics.advanceWidth(line.count + line.wait) + gap), 0)
    readonly property bool onOneLine: longestName + longestFacts + gap < inside
    readonly property int lineColumns: !onOneLine && Math.max(longestName, longestFacts) + 2 * gap < inside / 2 ? 2 : 1
    readonly property list<int> lineStarts: starts(view.waiting)
    readonly property int linePages: Math.max(deskPages > 0 ? 0 : 1, lineStarts.length - 1)

    readonly property int shown: pageOf(view.turn, deskPages + linePages)
    readonly property bool ofDesks: shown < deskPages
    readonly property int linePage: shown - deskPages

    readonly property var desks: ofDesks ? view.serving.slice(shown * desksAtOnce, (shown + 1) * desksAtOnce) : []
    readonly property var lines: ofDesks ? [] : view.waiting.slice(lineStarts[linePage], lineStarts[linePage + 1])
    readonly property var none: ({counter: "", label: "", paused: false, fresh: false, service: "", count: "", wait: ""})

    objectName: "pages"
    radius: Theme.radius
    color: Theme.surface
    border.width: Theme.hairline
    border.color: Theme.line

    // How many counters stand side by side, and how many on one page, with letters so much larger than they must be.
    function columnsIn(scale: real): int {
        return Math.max(1, Math.floor(inside / scale / (longestLabel + wordPixels * 1.9)));
    }

    function desksIn(scale: real): int {
        return columnsIn(scale) * Math.max(1, Math.floor(room / scale / lineHeight));
    }

    // Another page with every turn, and in time every page in every language: a round of the languages moves the pages by a number that
    // shares no divisor with theirs.
    function pageOf(turn: int, pages: int): int {
        let step = view.languages;
        while (divisor(step, pages) > 1)
            step += 1;
        return (Math.floor(turn / view.languages) * step + turn % view.languages) % pages;
    }

    function divisor(one: int, other: int): int {
        return other === 0 ? one : divisor(other, one % other);
    }

    // Where each page of those who wait begins, and where the last one ends: a long name takes two lines.
    function starts(lines: var): var {
        const found = [0];
        let used = 0;
        for (let at = 0; at < lines.length; at += lineColumns) {
            const names = metrics.advanceWidth(lines[at].service) > inside / lineColumns - gap ? 2 : 1;
            const high = onOneLine ? lineHeight : (1 + names) * lineHeight;
            if (used > 0 && used + high > room) {
                found.push(at);
                used = 0;
            }
            used += high;
        }
        return lines.length > 0 ? found.concat(lines.length) : found;
    }

    FontMetrics {
        id: metrics
        font: heading.font
    }
    Label {
        id: heading
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: root.gap
        anchors.rightMargin: root.gap
        text: root.ofDesks ? root.view.words.serving : root.view.words.waiting
        color: Theme.muted
        font.pixelSize: root.wordPixels
        font.bold: true
    }
    Grid {
        anchors.top: heading.bottom
        anchors.left: parent.left
        anchors.leftMargin: root.gap
        visible: root.ofDesks
        columns: root.deskColumns

        Repeater {
            model: root.desks.length

            DeskCell {
                required property int index
                width: Math.floor(root.inside / root.deskColumns)
                height: Math.floor(root.lineHeight * root.deskScale)
                desk: root.desks[index] ?? root.none
                wordPixels: Math.floor(root.wordPixels * root.deskScale)
                paused: root.view.words.paused
            }
        }
    }
    Grid {
        anchors.top: heading.bottom
        anchors.left: parent.left
        anchors.leftMargin: root.gap
        visible: !root.ofDesks
        columns: root.lineColumns

        Repeater {
            model: root.lines.length

            LineCell {
                required property int index
                width: Math.floor(root.inside / root.lineColumns)
                line: root.lines[index] ?? root.none
                onOneLine: root.onOneLine
                wordPixels: root.wordPixels
                gap: root.gap
            }
        }
    }
    Label {
        objectName: "nobody-waits"
        anchors.centerIn: parent
        visible: !root.ofDesks && root.view.waiting.length === 0
        width: parent.width - 2 * root.gap
        horizontalAlignment: Text.AlignHCenter
        text: root.view.words.nobody_waits
        color: Theme.muted
        font.pixelSize: root.wordPixels
    }
}
