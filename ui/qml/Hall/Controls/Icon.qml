import QtQuick

// An outline in one colour; it says nothing that the words beside it do not say.
Item {
    id: root
    required property string name
    property color color: Theme.text
    property int size: Theme.iconM

    implicitWidth: size
    implicitHeight: size

    Image {
        anchors.fill: parent
        visible: root.name.length > 0
        source: root.name.length > 0 ? "image://icon/" + root.name + "?" + root.color : ""
        sourceSize: Qt.size(root.size, root.size)
    }
}
