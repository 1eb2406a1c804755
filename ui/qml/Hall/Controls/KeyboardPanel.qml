pragma ComponentBehavior: Bound
import QtQuick
import Hall.Core

// The on-screen keyboard at the foot of the window, there while a field has the focus.
Rectangle {
    id: root
    readonly property bool pad: Keyboard.board === "digits" || Keyboard.board === "decimal" || Keyboard.board === "identity"
    readonly property int inner: Math.min(width - 2 * Theme.margin, pad ? Theme.mm(170) : Theme.mm(270))
    readonly property int keyHeight: Theme.low ? Theme.keyHeight : Math.max(Theme.keyHeight, Math.ceil(Theme.lead * 1.5))

    objectName: "keyboard"
    visible: Keyboard.open
    implicitHeight: visible ? rows.implicitHeight + 2 * Theme.gapM : 0
    color: Theme.sunken
    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("Keyboard")

    // A touch between two keys is for nobody.
    MouseArea {
        anchors.fill: parent
    }
    Rectangle {
        width: parent.width
        height: Theme.hairline
        color: Theme.border
    }

    Column {
        id: rows
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.gapM
        spacing: Theme.gapS

        Repeater {
            model: root.visible ? Keyboard.rows : []

            Row {
                id: row
                required property var modelData
                readonly property real unit: {
                    let shares = 0;
                    for (let i = 0; i < modelData.length; i++)
                        shares += modelData[i].share;
                    return (root.inner - (modelData.length - 1) * Theme.gapS) / shares;
                }

                spacing: Theme.gapS

                Repeater {
                    model: row.modelData

                    Item {
                        id: place
                        required property var modelData

                        width: row.unit * modelData.share
                        height: root.keyHeight

                        Key {
                            anchors.fill: parent
                            kind: place.modelData.kind
                            value: place.modelData.text
                        }
                    }
                }
            }
        }
    }
}
