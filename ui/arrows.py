"""How does a keypad work the windows? Arrows lead from control to control, Enter presses: six keys are enough (EN 301 549, 5.1.6.2)."""

from PySide6.QtCore import QEvent, QMetaObject, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

ON = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Right})
BACK = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Left})
SIDEWAYS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})
PRESS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select})


class Arrows(QObject):
    """Watches one window. In a field the arrows to the side move the cursor; in several lines those up and down do so too."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        return self._handle(Qt.Key(event.key()))

    def _handle(self, key: Qt.Key) -> bool:
        item = self._window.activeFocusItem()
        if item is None or key not in ON | BACK | PRESS:
            return False
        if key in PRESS:
            return item.inherits("QQuickAbstractButton") and QMetaObject.invokeMethod(item, "click")
        if item.inherits("QQuickTextEdit") or (item.inherits("QQuickTextInput") and key in SIDEWAYS):
            return False
        return _go(item, forward=key in ON)


def _go(item: QQuickItem, *, forward: bool) -> bool:
    other = item.nextItemInFocusChain(forward)
    if other is None or other == item:
        return False
    other.forceActiveFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True
