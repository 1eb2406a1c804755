"""How does a person use a window? By real touches and keys on what is to be seen; for tests, the demo and benchmarks.

Nothing here reaches behind the screen: items are found by the names that pages give them, text goes in by the on-screen
keyboard, and every wait is for a condition.
"""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QPointingDevice
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

SLACK_PX = 24.0
"""A finger moves so far before the page follows it."""

PARTS = (0.25, 0.5, 0.7, 0.85, 0.95, 1.0)
"""Where the finger is seen on its way; it slows down, so that the page stays where it is let go."""

REST_MS = 110
"""Longer than Qt remembers how fast a finger was."""

MOST_DRAGS = 40


class NotSeen(AssertionError):
    """What was looked for did not appear, or not in a way that a finger could reach."""


class Driver:
    """One window and one finger. A page is named by the objectName that starts with `page-`."""

    def __init__(self, window: QQuickWindow, *, timeout_s: float = 10.0) -> None:
        self.window = window
        self._timeout_s = timeout_s
        self._finger = QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)
        window.requestActivate()

    # -- seeing -------------------------------------------------------------------------------------------------------

    def items(self) -> list[QQuickItem]:
        """Everything that is to be seen, in drawing order of the tree."""
        return _visible(self.window.contentItem())

    def find(self, name: str) -> QQuickItem:
        """The one visible item of this name; raises NotSeen for none or several."""
        found = self.find_all(name)
        if len(found) != 1:
            raise NotSeen(f"{len(found)} items are called {name!r} on {self.page!r}; there are {', '.join(self.names())}")
        return found[0]

    def find_all(self, name: str) -> list[QQuickItem]:
        return [item for item in self.items() if item.objectName() == name]

    def sees(self, name: str) -> bool:
        return bool(self.find_all(name))

    def names(self) -> list[str]:
        return [item.objectName() for item in self.items() if item.objectName()]

    @property
    def page(self) -> str:
        """The page that is shown ("home", "form" ...); the one in front where there are several."""
        pages = [name.removeprefix("page-") for name in self.names() if name.startswith("page-")]
        return pages[-1] if pages else ""

    def text(self, name: str) -> str:
        return str(self.find(name).property("text"))

    def texts(self) -> list[str]:
        """Every word on the window, in drawing order."""
        found = (item.property("text") for item in self.items())
        return [text for text in found if isinstance(text, str) and text]

    # -- touching -----------------------------------------------------------------------------------------------------

    def tap(self, name: str) -> None:
        """Put the finger on the middle of an item and lift it again; scrolls there first, and puts the keyboard away if that hides it."""
        item = self._find_beside_keyboard(name)
        self.lay_out()
        self.reach(item)
        self.tap_at(_centre(item))

    def _find_beside_keyboard(self, name: str) -> QQuickItem:
        found = self.find_all(name)
        if not found and self.sees("key.hide"):
            self.tap("key.hide")
            self.settle()
        return found[0] if len(found) == 1 else self.find(name)

    def tap_at(self, point: QPointF) -> None:
        self._touch("press", point)
        self._touch("release", point)

    def stroke(self, name: str, points: list[tuple[float, float]]) -> None:
        """Draw over an item without lifting the finger; points are parts of its width and height, 0 to 1."""
        self.lay_out()
        item = self.find(name)
        self.reach(item)
        way = [item.mapToScene(QPointF(x * item.width(), y * item.height())) for x, y in points]
        self._touch("press", way[0])
        for at in way[1:]:
            self._touch("move", at)
            self.frame()
        self._touch("release", way[-1])

    def hold(self, name: str, meanwhile: Callable[[], None]) -> None:
        """Keep the finger on an item while something else is looked at."""
        self.lay_out()
        item = self.find(name)
        self.reach(item)
        at = _centre(item)
        self._touch("press", at)
        meanwhile()
        self._touch("release", at)
        self.settle()

    def reach(self, item: QQuickItem) -> None:
        """Scroll like a person, finger on the glass, until the item's middle lies in view; raises NotSeen."""
        pane = _scrolling(item)
        if pane is not None:
            self._scroll_to(item, pane)
        if not QRectF(0, 0, self.window.width(), self.window.height()).contains(_centre(item)):
            raise NotSeen(f"{item.objectName()!r} lies outside the window")

    def _scroll_to(self, item: QQuickItem, pane: QQuickItem) -> None:
        """Drag by drag; where a drag moves nothing (on a signature, say), the next one is made at the edge of the page."""
        across = 0.5
        for _ in range(MOST_DRAGS):
            if _inside(item, pane):
                return
            before = float(pane.property("contentY"))
            self._drag(pane, across, _centre(item).y() - _centre(pane).y())
            across = 0.5 if float(pane.property("contentY")) != before else 0.01

    def _drag(self, pane: QQuickItem, across: float, way: float) -> None:
        """Press, move, rest, lift. across: where on the pane, 0 to 1; way: pixels that the content shall go up."""
        most = 0.7 * pane.height()
        way = min(most, max(-most, way + math.copysign(SLACK_PX, way)))
        start = pane.mapToScene(QPointF(across * pane.width(), pane.height() / 2 + way / 2))
        self._touch("press", start)
        for gone in (math.copysign(SLACK_PX, way), *(way * part for part in PARTS)):
            self._touch("move", start - QPointF(0, gone))
            self.frame()
        rest = QElapsedTimer()
        rest.start()
        self.wait(lambda: rest.hasExpired(REST_MS), "the finger to rest")
        self._touch("release", start - QPointF(0, way))
        self.wait(lambda: not pane.property("moving"), "the page to stand still")
        self.lay_out()

    def _touch(self, deed: Literal["press", "move", "release"], point: QPointF) -> None:
        sequence = QTest.touchEvent(self.window, self._finger)
        {"press": sequence.press, "move": sequence.move, "release": sequence.release}[deed](0, point.toPoint(), self.window)
        sequence.commit()

    # -- typing -------------------------------------------------------------------------------------------------------

    def enter(self, name: str, text: str) -> None:
        """Tap a field and type into it by the on-screen keyboard."""
        self.tap(name)
        self.wait(lambda: self.sees("keyboard"), f"the keyboard for {name!r}")
        self.type(text)

    def type(self, text: str) -> None:
        """Tap one key of the on-screen keyboard for each character; what has no key there comes as from an input method."""
        for character in text:
            self.press_key(character)

    def press_key(self, character: str) -> None:
        """One character, changing the board or to capitals if need be."""
        for _ in ("the board that is there", "the other one"):
            if self._press_on_board(character):
                return
            if not self._tap_if_seen("key.board"):
                break
        self.commit(character)

    def _press_on_board(self, character: str) -> bool:
        name = next((n for n in (f"key.{character}", f"key.{character.lower()}") if self.sees(n)), None)
        if name is None:
            return False
        if self.find(name).property("shown") != character and character.strip():
            self.tap("key.shift")
        self.tap(name)
        return True

    def erase(self, times: int = 1) -> None:
        for _ in range(times):
            self.tap("key.erase")

    def commit(self, text: str) -> None:
        """Text that comes from an input method (Chinese, until the keyboard knows pinyin)."""
        field = self.window.activeFocusItem()
        if field is None:
            raise NotSeen("no field has the focus")
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(field, event)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key of a real keyboard or keypad."""
        QTest.keyClick(self.window, key, modifier)

    def key_in(self, text: str) -> None:
        """Digits and capitals of a real keyboard, into the field that has the focus."""
        for character in text:
            self.press(Qt.Key(ord(character.upper())))

    # -- waiting and keeping ------------------------------------------------------------------------------------------

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Let the window live until the condition holds; raises NotSeen with `what` after the time limit.

        A condition that looks for what is not there yet does not hold yet.
        """

        def holds() -> bool:
            try:
                return condition()
            except NotSeen:
                return False

        if holds():
            return
        loop, watch, limit = QEventLoop(), QTimer(interval=2), QTimer(singleShot=True, interval=int(self._timeout_s * 1000))
        watch.timeout.connect(lambda: loop.quit() if holds() else None)
        limit.timeout.connect(loop.quit)
        watch.start()
        limit.start()
        loop.exec()
        watch.stop()
        if not holds():
            raise NotSeen(f"waited {self._timeout_s:g} s for {what}; the page is {self.page!r} with {', '.join(self.names())}")

    def wait_for(self, name: str) -> QQuickItem:
        self.wait(lambda: self.sees(name), f"{name!r}")
        return self.find(name)

    def wait_page(self, page: str) -> None:
        self.wait(lambda: self.page == page, f"page {page!r}")

    def grab(self, file: Path) -> None:
        """The window as it is now, as a PNG."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self.settle()
        if not self.window.grabWindow().save(str(file)):
            raise OSError(f"{file} could not be written")

    def settle(self) -> None:
        """Let what has been asked for happen, and lay it out."""
        loop = QEventLoop()
        QTimer.singleShot(0, loop.quit)
        loop.exec()
        self.lay_out()

    def frame(self) -> None:
        """Wait until the window has been drawn once more."""
        loop, limit = QEventLoop(), QTimer(singleShot=True, interval=int(self._timeout_s * 1000))
        limit.timeout.connect(loop.quit)
        self.window.frameSwapped.connect(loop.quit)
        limit.start()
        self.window.update()
        loop.exec()
        self.window.frameSwapped.disconnect(loop.quit)

    def lay_out(self) -> None:
        """Put everything in its place now; the window itself would do so just before the next frame."""
        items = self.items()
        for _ in range(3):  # rows in columns in pages: each level waits for the one inside
            for item in reversed(items):
                item.ensurePolished()

    def _tap_if_seen(self, name: str) -> bool:
        if not self.sees(name):
            return False
        self.tap(name)
        return True


def _visible(root: QQuickItem) -> list[QQuickItem]:
    """What is shown, parents before their children and siblings in order."""
    shown: list[QQuickItem] = []
    waiting = [root]
    while waiting:
        item = waiting.pop()
        if item.isVisible() and item.opacity() > 0:
            shown.append(item)
            waiting.extend(reversed(item.childItems()))
    return shown


def _centre(item: QQuickItem) -> QPointF:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


def _scrolling(item: QQuickItem) -> QQuickItem | None:
    """The nearest Flickable around an item."""
    above = item.parentItem()
    while above is not None and not above.inherits("QQuickFlickable"):
        above = above.parentItem()
    return above


def _inside(item: QQuickItem, pane: QQuickItem) -> bool:
    return pane.mapRectToScene(pane.boundingRect()).contains(_centre(item))
