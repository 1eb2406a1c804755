import QtQuick

// A page's content: scrolls by touch, follows the focus, and says when there is more below.
Item {
    id: root
    default property alias content: column.data
    property alias spacing: column.spacing
    property int maxWidth: Theme.column
    property int edge: Theme.margin
    readonly property alias flickable: flick
    readonly property alias inner: column.width

    function reveal(item: Item) {
        if (!item)
            return;
        const top = item.mapToItem(flick.contentItem, 0, 0).y - Theme.gapXl;
        const bottom = top + item.height + 2 * Theme.gapXl;
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

    function showRest() {
        strip.visible = height > 4 * Theme.target && flick.contentHeight - height - flick.contentY > Theme.gapXl;
    }

    function toTop() {
        flick.contentY = 0;
    }

    onHeightChanged: {
        Qt.callLater(showRest);
        Qt.callLater(revealFocus);
    }
    Connections {
        target: root.Window.window
        function onActiveFocusItemChanged() {
            root.revealFocus();
        }
    }

    Flickable {
        id: flick
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: strip.visible ? strip.top : parent.bottom
        contentWidth: width
        contentHeight: column.implicitHeight + 2 * Theme.gapL
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        onContentYChanged: Qt.callLater(root.showRest)
        onContentHeightChanged: {
            Qt.callLater(root.showRest);
            Qt.callLater(root.revealFocus);
        }

        Column {
            id: column
            x: Math.round((parent.width - width) / 2)
            y: Theme.gapL
            width: Math.min(flick.width - 2 * root.edge, root.maxWidth)
            spacing: Theme.gapM
        }
    }

    // Says that the page goes on, and goes on by a touch; it hides nothing, for the page ends above it.
    Rectangle {
        id: strip
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: more.height + Theme.gapS + Theme.gapXs
        visible: false
        color: Theme.ground

        Rectangle {
            width: parent.width
            height: Theme.hairline
            color: Theme.line
        }
        Button {
            id: more
            objectName: "more-below"
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.gapS
            kind: "quiet"
            iconName: "arrow-down"
            text: qsTr("More below")
            focusPolicy: Qt.NoFocus
            onClicked: flick.contentY = Math.min(flick.contentHeight - flick.height, flick.contentY + Math.round(flick.height * 0.7))
        }
    }
}
