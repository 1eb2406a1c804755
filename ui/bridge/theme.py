"""The tokens of the present size and contrast, as QML sees them; one for each engine."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from kiosk.model.screen import Screen
from ui.theme import DEFAULT_SIZE, Contrast, sizes, tokens

QML_IMPORT_NAME = "Hall.Core"
QML_IMPORT_MAJOR_VERSION = 1

PLAIN_SCREEN = Screen(width_mm=268.0, height_mm=476.0, width_px=1080, height_px=1920, distance_mm=600.0)


@QmlElement
@QmlSingleton
class Look(QObject):
    """Made by the engine; `ui.app.make_engine` gives it the screen before the first page loads."""

    changed = Signal()
    """Size, contrast or screen is another: every token may have changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screen = PLAIN_SCREEN
        self._size = DEFAULT_SIZE
        self._contrast = Contrast.DEFAULT
        self._tokens = tokens(self._screen, self._size, self._contrast)

    def set_screen(self, screen: Screen) -> None:
        self._screen = screen
        self._make()

    @property
    def screen(self) -> Screen:
        return self._screen

    @Property(dict, notify=changed)
    def tokens(self) -> dict[str, int | float | bool | str]:
        return self._tokens

    @Slot()
    def next_size(self) -> None:
        """The next text size, after the largest the smallest."""
        self._size = (self._size + 1) % sizes(self._screen)
        self._make()

    @Slot(int)
    def set_size(self, size: int) -> None:
        self._size = size
        self._make()

    @Slot(int)
    def resize(self, by: int) -> None:
        """One size larger or smaller, as far as the sizes go."""
        self.set_size(max(0, min(sizes(self._screen) - 1, self._size + by)))

    @Slot()
    def next_contrast(self) -> None:
        order = list(Contrast)
        self._contrast = order[(order.index(self._contrast) + 1) % len(order)]
        self._make()

    @Slot(str)
    def set_contrast(self, contrast: str) -> None:
        self._contrast = Contrast(contrast)
        self._make()

    @Slot()
    def reset(self) -> None:
        """As at the start of a visit."""
        self._size, self._contrast = DEFAULT_SIZE, Contrast.DEFAULT
        self._make()

    def _make(self) -> None:
        self._tokens = tokens(self._screen, self._size, self._contrast)
        self.changed.emit()
