pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Hall.Core
import Hall.Controls

// Five grades for one matter; with the one that is touched, its reasons and the button that sends it. Nobody has to.
Column {
    id: root
    required property RatingView rating
    readonly property int least: Math.max(Theme.mm(34), Theme.body * 6)
    readonly property bool inOneRow: 5 * least + 4 * Theme.gapS <= width

    function word(grade: int): string {
        return ["", qsTr("Very dissatisfied"), qsTr("Dissatisfied"), qsTr("Fairly satisfied"), qsTr("Satisfied"), qsTr("Very satisfied")][grade];
    }

    spacing: Theme.gapM

    Grid {
        id: grades
        readonly property real cell: (width - (columns - 1) * spacing) / columns
        width: parent.width
        columns: root.inOneRow ? 5 : 1
        spacing: Theme.gapS

        Repeater {
            id: buttons
            model: root.rating.grades

            T.AbstractButton {
                id: grade
                required property int modelData
                readonly property bool on: modelData === root.rating.grade
                readonly property int tallest: {
                    let most = 0;
                    for (let i = 0; i < buttons.count; i++)
                        most = Math.max(most, buttons.itemAt(i)?.implicitHeight ?? 0);
                    return most;
                }

                objectName: "grade." + modelData
                width: grades.cell
                height: tallest
                implicitHeight: Math.max(Theme.targetLarge, (root.inOneRow ? face.size + Theme.gapXs : 0) + words.implicitHeight + 2 * Theme.gapS)
                text: root.word(modelData)
                focusPolicy: Qt.TabFocus
                hoverEnabled: false
                Accessible.role: Accessible.RadioButton
                Accessible.name: text
                Accessible.checkable: true
                Accessible.checked: on
                onClicked: root.rating.choose(modelData)

                contentItem: Item {
                    Icon {
                        id: face
                        x: root.inOneRow ? Math.round((parent.width - width) / 2) : Theme.gapM
                        y: root.inOneRow ? Theme.gapS : Math.round((parent.height - height) / 2)
                        name: ["", "face-angry", "face-slightly-frowning", "face-neutral", "face-slightly-smiling", "face-grinning"][grade.modelData]
                        color: grade.on ? Theme.accentText : Theme.accent
                        size: Theme.iconL
                    }
                    Label {
                        id: words
                        x: root.inOneRow ? Theme.gapXs : face.x + face.width + Theme.gapM
                        y: root.inOneRow ? face.y + face.height + Theme.gapXs : Math.round((parent.height - height) / 2)
                        width: parent.width - x - Theme.gapXs
                        text: grade.text
                        font.bold: true
                        color: grade.on ? Theme.accentText : Theme.text
                        horizontalAlignment: root.inOneRow ? Text.AlignHCenter : Text.AlignLeft
                        Accessible.ignored: true
                    }
                }
                background: Rectangle {
                    radius: Theme.radius
                    color: grade.on ? Theme.accent : grade.down ? Theme.accentSoft : Theme.surface
                    border.width: Theme.hairline
                    border.color: grade.on ? Theme.accent : Theme.border

                    FocusRing {
                        visible: grade.visualFocus
                    }
                }
            }
        }
    }
    Label {
        width: parent.width
        visible: root.rating.reasons.length > 0
        text: root.rating.grade <= 2 ? qsTr("What was wrong? You may leave this out.") : qsTr("Why? You may leave this out.")
    }
    Grid {
        id: reasons
        width: parent.width
        visible: root.rating.reasons.length > 0
        columns: width > Theme.body * 26 ? 2 : 1
        spacing: Theme.gapS

        Repeater {
            model: root.rating.reasons

            ChoiceRow {
                required property var modelData
                objectName: "reason." + modelData.code
                width: (reasons.width - (reasons.columns - 1) * reasons.spacing) / reasons.columns
                several: true
                font.pixelSize: Theme.body
                text: modelData.text
                checked: modelData.on
                onClicked: root.rating.toggle(modelData.code)
            }
        }
    }
    Button {
        objectName: "send-rating"
        width: Math.max(implicitWidth, Theme.mm(70))
        visible: root.rating.grade > 0
        kind: "primary"
        iconName: "check"
        text: qsTr("Send rating")
        onClicked: root.rating.send()
    }
}
