import QtQuick

// A page's content: scrolls by touch, follows the focus, and says when there is more below.
Item {
    id: root
    default property alias content: column.data
    property alias spacing: column.spacing
    property int maxWidth: Theme.column
    readonly property alias flickable: flick
    readonly property alias inner: column.width

    function reveal(item: Item) {
        if (!item)
            return;
        const top = item.mapToItem(flick.contentItem, 0, 0).y - Theme.gapXl;
        const bottom = top + item.height + Theme.gapXl + more.height + 2 * Theme.gapM;
        if (top < flick.contentY)
            flick.contentY = Math.max(0, top);
        else if (bottom > flick.contentY + flick.height)
            flick.contentY = Math.max(0, Math.min(top, Math.min(bottom, flick.contentHeight) - flick.height));
    }

    function revealFocus() {
        const item = root.Window.activeFocusItem as Item;
        let above = item;
        while (above && above !== column)
            above = above.parent;
        if (above)
            reveal(item);
    }

    function toTop() {
        flick.contentY = 0;
    }

    Connections {
        target: root.Window.window
        function onActiveFocusItemChanged() {
            root.revealFocus();
        }
    }

    Flickable {
        id: flick
        anchors.fill: parent
        contentWidth: width
        contentHeight: column.implicitHeight + 2 * Theme.gapL
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        onHeightChanged: Qt.callLater(root.revealFocus)
        onContentHeightChanged: Qt.callLater(root.revealFocus)

        Column {
            id: column
            x: Math.round((parent.width - width) / 2)
            y: Theme.gapL
            width: Math.min(flick.width - 2 * Theme.margin, root.maxWidth)
            spacing: Theme.gapM
        }
    }

    Button {
        id: more
        objectName: "more-below"
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gapS
        visible: flick.contentHeight - flick.height - flick.contentY > Theme.gapXl
        iconName: "arrow-down"
        text: qsTr("More below")
        focusPolicy: Qt.NoFocus
        onClicked: flick.contentY = Math.min(flick.contentHeight - flick.height, flick.contentY + Math.round(flick.height * 0.7))
    }
}
