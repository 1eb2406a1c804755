"""Is everything on a window whole, inside, and large enough for a finger? The rules of a page, as a list of what breaks them."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem

from kiosk.model.screen import Screen
from ui.driver import Driver

LEAST_TARGET_MM = 12.7
OVERLAYS = frozenset({"more-below"})
"""Buttons that lie over what scrolls below them."""


def faults(driver: Driver, screen: Screen) -> list[str]:
    """One line for each rule that is broken on the page that is shown."""
    driver.settle()
    items = list(driver.items())
    window = QRectF(0, 0, driver.window.width(), driver.window.height())
    return [*_texts(items, window), *_targets(items, screen, window), *_collisions(items)]


def _texts(items: list[QQuickItem], window: QRectF) -> Iterator[str]:
    for item in items:
        if not item.inherits("QQuickText") or not item.property("text"):
            continue
        words = str(item.property("text"))[:30]
        if item.property("truncated"):
            yield f"cut: {words}"
        if item.property("contentWidth") > item.width() + 1 or item.property("contentHeight") > item.height() + 1:
            yield f"larger than its place: {words}"
        button = _above(item, "QQuickAbstractButton")
        if button is not None and not _frame(button).adjusted(-1, -1, 1, 1).contains(_drawn(item)):
            yield f"outside its button: {words}"
        if not _sideways_inside(_drawn(item), window):
            yield f"outside the window: {words}"
        if _above(item, "QQuickFlickable") is None and not window.adjusted(-1, -1, 1, 1).contains(_drawn(item)):
            yield f"out of reach: {words}"


def _targets(items: list[QQuickItem], screen: Screen, window: QRectF) -> Iterator[str]:
    least = LEAST_TARGET_MM * screen.px_per_mm
    for item in items:
        if not _can_be_pressed(item):
            continue
        if item.width() < least or item.height() < least:
            yield f"too small for a finger: {item.objectName()} {item.width():.0f} x {item.height():.0f}"
        if not _sideways_inside(_frame(item), window):
            yield f"outside the window: {item.objectName()}"


def _collisions(items: list[QQuickItem]) -> Iterator[str]:
    pressed = [item for item in items if _can_be_pressed(item) and item.objectName() not in OVERLAYS and _in_view(item)]
    for at, one in enumerate(pressed):
        for other in pressed[at + 1 :]:
            shared = _frame(one).intersected(_frame(other))
            if shared.width() > 3 and shared.height() > 3 and not one.isAncestorOf(other) and not other.isAncestorOf(one):
                yield f"one over the other: {one.objectName()} and {other.objectName()}"


def _can_be_pressed(item: QQuickItem) -> bool:
    return item.inherits("QQuickAbstractButton") or item.inherits("QQuickTextField") or item.inherits("QQuickTextArea")


def _in_view(item: QQuickItem) -> bool:
    """Not scrolled away under the bars."""
    pane = _above(item, "QQuickFlickable")
    return pane is None or _frame(pane).contains(_frame(item))


def _above(item: QQuickItem, kind: str) -> QQuickItem | None:
    above = item.parentItem()
    while above is not None and not above.inherits(kind):
        above = above.parentItem()
    return above


def _frame(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _drawn(item: QQuickItem) -> QRectF:
    """Where the letters of a text are, wherever they are aligned in their place."""
    frame = _frame(item)
    return frame if item.property("contentWidth") <= item.width() else frame.adjusted(0, 0, item.property("contentWidth") - item.width(), 0)


def _sideways_inside(frame: QRectF, window: QRectF) -> bool:
    return frame.left() >= -1 and frame.right() <= window.right() + 1
