"""The on-screen keyboard: turns taps on its keys into input for the field that has the focus; one for each engine."""

from PySide6.QtCore import Property, QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent
from PySide6.QtQml import QmlElement, QmlSingleton
from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui.keyboard import BOARDS, BoardName

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

Hint = Qt.InputMethodHint


def board_for(hints: Qt.InputMethodHint) -> BoardName:
    """Identity numbers ask for upper-case letters and digits, numbers for digits, everything else for letters."""
    if Hint.ImhPreferNumbers in hints and Hint.ImhUppercaseOnly in hints:
        return "identity"
    if Hint.ImhFormattedNumbersOnly in hints:
        return "decimal"
    return "digits" if Hint.ImhDigitsOnly in hints else "letters"


@QmlElement
@QmlSingleton
class Keyboard(QObject):
    """Open while a field that takes text has the focus. Learns nothing, keeps nothing."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QQuickWindow | None = None
        self._field: QQuickItem | None = None
        self._board: BoardName = "letters"
        self._shifted = self._capitals = False
        self._lines = False

    def serve(self, window: QQuickWindow) -> None:
        """Follow the focus of this window (and of no other)."""
        self._window = window
        window.activeFocusItemChanged.connect(self._follow)
        self._follow()

    @Property(bool, notify=changed)
    def open(self) -> bool:
        return self._field is not None

    @Property(QQuickItem, notify=changed)
    def field(self) -> QQuickItem | None:
        return self._field

    @Property(str, notify=changed)
    def board(self) -> str:
        return self._board

    @Property(list, notify=changed)
    def rows(self) -> list[list[dict[str, str | float]]]:
        """kind, text, share of each key; no "enter" where there is only one line."""
        shown = [[key for key in row if self._lines or key.kind != "enter"] for row in BOARDS[self._board]]
        return [[{"kind": key.kind, "text": key.text, "share": key.share} for key in row] for row in shown]

    @Property(bool, notify=changed)
    def shifted(self) -> bool:
        return self._shifted

    @Slot(str)
    def type(self, text: str) -> None:
        if self._field is None:
            return
        event = QInputMethodEvent()
        event.setCommitString(text.upper() if self._shifted else text)
        QCoreApplication.sendEvent(self._field, event)
        if self._shifted != self._capitals:
            self._shifted = self._capitals
            self.changed.emit()

    @Slot()
    def erase(self) -> None:
        if self._field is None:
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(
                self._field, QKeyEvent(kind, Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)
            )

    @Slot()
    def shift(self) -> None:
        self._shifted = not self._shifted
        self.changed.emit()

    @Slot(str)
    def show(self, board: BoardName) -> None:
        self._board = board
        self.changed.emit()

    @Slot()
    def next(self) -> None:
        """To the field below; after the last one the keyboard goes."""
        below = self._below()
        if below is None:
            self.hide()
        else:
            below.forceActiveFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def hide(self) -> None:
        """The page keeps the focus, no field of it."""
        if self._field is not None:
            self._field.setFocus(False, Qt.FocusReason.OtherFocusReason)

    def _below(self) -> QQuickItem | None:
        start = item = self._field
        while start is not None and item is not None:
            item = item.nextItemInFocusChain(True)
            if item is None or item == start:
                return None
            if _takes_text(item):
                return item if _top(item) > _top(start) or _left(item) > _left(start) else None
        return None

    def _follow(self) -> None:
        item = self._window.activeFocusItem() if self._window is not None else None
        field = item if item is not None and _takes_text(item) else None
        if field == self._field:
            return
        self._field = field
        self._shifted = self._capitals = False
        if field is not None:
            query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImHints)
            QCoreApplication.sendEvent(field, query)
            hints = Qt.InputMethodHint(int(query.value(Qt.InputMethodQuery.ImHints)))
            self._board, self._lines = board_for(hints), Hint.ImhMultiLine in hints
            self._shifted = self._capitals = Hint.ImhUppercaseOnly in hints
        self.changed.emit()


def _takes_text(item: QQuickItem) -> bool:
    editable = bool(item.flags() & QQuickItem.Flag.ItemAcceptsInputMethod)
    return editable and item.isVisible() and item.isEnabled() and not item.property("readOnly")


def _top(item: QQuickItem) -> float:
    return item.mapToScene(item.boundingRect().topLeft()).y()


def _left(item: QQuickItem) -> float:
    return item.mapToScene(item.boundingRect().topLeft()).x()
