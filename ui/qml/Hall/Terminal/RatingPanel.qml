import QtQuick
import Hall.Core
import Hall.Controls

// How was it? Asked about one matter after the other, then thanks.
Column {
    id: root
    required property RatingView rating
    required property string question

    spacing: Theme.gapM

    Panel {
        objectName: "rating"
        width: parent.width
        visible: root.rating.state === "asking"

        Label {
            width: parent.width
            text: root.question
            font.pixelSize: Theme.lead
            font.bold: true
            Accessible.role: Accessible.Heading
        }
        Grades {
            width: parent.width
            rating: root.rating
        }
    }
    Notice {
        objectName: "rating-thanks"
        width: parent.width
        visible: root.rating.state === "thanks"
        kind: "good"
        text: qsTr("Thank you for your rating. No clerk can see who it was.")
    }
}
