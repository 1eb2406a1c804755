pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core
import Hall.Controls

// A signature by finger. Each stroke is kept when the finger leaves the glass.
Column {
    id: root
    required property var prompt
    required property Capture capture
    readonly property bool given: prompt.value.length > 0

    spacing: Theme.gapS

    Rectangle {
        id: sheet
        width: Math.min(parent.width, Theme.mm(230))
        height: Math.round(width / 3)
        radius: Theme.radius
        color: Theme.paper
        border.width: Theme.stroke
        border.color: root.prompt.error.length > 0 ? Theme.danger : Theme.border

        Image {
            anchors.fill: parent
            anchors.margins: Theme.stroke
            visible: root.given
            cache: false
            fillMode: Image.PreserveAspectFit
            source: root.given ? "image://visit/" + root.prompt.value : ""
        }
        Rectangle {
            x: Theme.gapL
            width: parent.width - 2 * Theme.gapL
            y: Math.round(parent.height * 0.78)
            height: Theme.hairline
            color: Theme.ink
        }
        Canvas {
            id: ink
            property var stroke: []
            anchors.fill: parent
            onPaint: {
                const pen = getContext("2d");
                pen.reset();
                if (stroke.length < 2)
                    return;
                pen.strokeStyle = Theme.ink;
                pen.lineWidth = Math.max(2, Theme.mm(0.9));
                pen.lineCap = "round";
                pen.lineJoin = "round";
                pen.beginPath();
                pen.moveTo(stroke[0].x, stroke[0].y);
                for (let i = 1; i < stroke.length; i++)
                    pen.lineTo(stroke[i].x, stroke[i].y);
                pen.stroke();
            }
        }
        MouseArea {
            objectName: "sign." + root.prompt.name
            anchors.fill: parent
            preventStealing: true
            Accessible.role: Accessible.Canvas
            Accessible.name: root.prompt.label
            onPressed: event => ink.stroke = [Qt.point(event.x, event.y)]
            onPositionChanged: event => {
                ink.stroke.push(Qt.point(event.x, event.y));
                ink.requestPaint();
            }
            onReleased: {
                root.capture.sign(root.prompt.ref, ink.stroke, width, height);
                ink.stroke = [];
                ink.requestPaint();
            }
            onCanceled: {
                ink.stroke = [];
                ink.requestPaint();
            }
        }
    }
    Button {
        id: clear
        objectName: "clear." + root.prompt.name
        enabled: root.given
        iconName: "eraser"
        text: qsTr("Clear and sign again")
        onClicked: root.capture.drop(root.prompt.ref, root.prompt.value)
    }
}
