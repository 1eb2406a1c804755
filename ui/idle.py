"""Has the citizen left? Watches a window for touches and keys, warns, counts down, then says so."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

TOUCHES = frozenset(
    {
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.KeyPress,
        QEvent.Type.Wheel,
    }
)


class Idle(QObject):
    """Only while `watching`: quiet for `idle_s` -> `warned`, `left_s` falls each second -> `ended`.

    While the warning stands only `stay` (its button) is an answer: a bag leaning on the screen is no yes.
    """

    changed = Signal()
    """The warning appeared, went, or a second of the countdown passed."""
    ended = Signal()
    """Nobody answered the warning."""

    def __init__(self, *, idle_s: float, warning_s: int, tick_ms: int = 1000, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._warning_s = warning_s
        self.left_s = 0
        self._quiet = QTimer(self, singleShot=True, interval=int(idle_s * 1000))
        self._quiet.timeout.connect(self._warn)
        self._tick = QTimer(self, interval=tick_ms)
        self._tick.timeout.connect(self._count)
        self.on_touch: Callable[[], None] | None = None

    @property
    def watching(self) -> bool:
        return self._quiet.isActive() or self._tick.isActive()

    @property
    def warned(self) -> bool:
        return self._tick.isActive()

    def wait_for(self, idle_s: float) -> None:
        """Another patience, from the next touch on."""
        self._quiet.setInterval(int(idle_s * 1000))

    def watch(self, window: QWindow) -> None:
        window.installEventFilter(self)

    def stay(self) -> None:
        """The citizen is here: begin again."""
        self._tick.stop()
        self._quiet.start()
        self.changed.emit()

    def rest(self) -> None:
        """Nobody to wait for."""
        self._tick.stop()
        self._quiet.stop()
        self.changed.emit()

    def end(self) -> None:
        """The countdown has run out."""
        self.rest()
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            if self.on_touch is not None:
                self.on_touch()
            if self._quiet.isActive():
                self._quiet.start()
        return False

    def _warn(self) -> None:
        self.left_s = self._warning_s
        self._tick.start()
        self.changed.emit()

    def _count(self) -> None:
        self.left_s -= 1
        if self.left_s > 0:
            self.changed.emit()
        else:
            self.end()
