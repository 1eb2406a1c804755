"""Is everything on a window whole, apart, inside, readable and large enough for a finger? What breaks these rules, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from kiosk.model.screen import Screen
from ui.driver import Driver
from ui.theme import ratio

LEAST_TARGET_MM = 12.7
LEAST_APART_MM = 2.54
LEAST_CONTRAST = 7.0
COVERS = ("idle-warning", "page-trouble")
"""What lies over everything else, while it is there."""


@dataclass(frozen=True)
class Seen:
    """An item, where it is, and the part of it that is not scrolled away."""

    item: QQuickItem
    frame: QRectF
    view: QRectF


def faults(driver: Driver, screen: Screen, *, by_touch: bool = True) -> list[str]:
    """One line for each rule that is broken on the page that is shown. by_touch: false for windows that nobody touches."""
    driver.settle()
    window = QRectF(0, 0, driver.window.width(), driver.window.height())
    items = uppermost(driver)
    texts = [seen for item in items if item.inherits("QQuickText") and item.property("text") if (seen := _seen(item, _drawn(item), window))]
    controls = [seen for item in items if can_be_pressed(item) if (seen := _seen(item, frame(item), window))]
    found = [*_texts(texts, window), *_overlaps(texts, controls), *_contrast(texts, driver.window.color())]
    return [*found, *(_targets(controls, screen, window) if by_touch else ())]


def uppermost(driver: Driver) -> list[QQuickItem]:
    """What is to be seen, without what a warning covers."""
    items = driver.items()
    cover = next((item for item in items if item.objectName() in COVERS), None)
    return [item for item in items if cover.isAncestorOf(item)] if cover is not None else items


def can_be_pressed(item: QQuickItem) -> bool:
    return any(item.inherits(kind) for kind in ("QQuickAbstractButton", "QQuickTextField", "QQuickTextArea"))


def above(item: QQuickItem, kind: str) -> QQuickItem | None:
    """The nearest item around it that is of this kind."""
    found = item.parentItem()
    while found is not None and not found.inherits(kind):
        found = found.parentItem()
    return found


def frame(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _texts(texts: list[Seen], window: QRectF) -> Iterator[str]:
    for text in texts:
        item, words = text.item, _words(text.item)
        if item.property("truncated"):
            yield f"cut: {words}"
        if item.property("contentWidth") > item.width() + 1 or item.property("contentHeight") > item.height() + 1:
            yield f"larger than its place: {words}"
        button = above(item, "QQuickAbstractButton")
        if button is not None and not frame(button).adjusted(-1, -1, 1, 1).contains(text.frame):
            yield f"outside its button: {words}"
        if not _sideways_inside(text.frame, window):
            yield f"outside the window: {words}"
        if above(item, "QQuickFlickable") is None and not window.adjusted(-1, -1, 1, 1).contains(text.frame):
            yield f"out of reach: {words}"


def _overlaps(texts: list[Seen], controls: list[Seen]) -> Iterator[str]:
    """Words over words, words over a control that is not theirs, a control over another."""
    for at, one in enumerate(texts):
        for other in texts[at + 1 :]:
            if _over(one.view, other.view):
                yield f"one over the other: {_words(one.item)} and {_words(other.item)}"
        for control in controls:
            if _over(one.view, control.view) and not control.item.isAncestorOf(one.item):
                yield f"words over a control: {_words(one.item)} and {control.item.objectName()}"
    for at, one in enumerate(controls):
        for other in controls[at + 1 :]:
            if _over(one.view, other.view):
                yield f"one over the other: {one.item.objectName()} and {other.item.objectName()}"


def _targets(controls: list[Seen], screen: Screen, window: QRectF) -> Iterator[str]:
    least, apart = LEAST_TARGET_MM * screen.px_per_mm, LEAST_APART_MM * screen.px_per_mm - 0.5
    for at, one in enumerate(controls):
        name = one.item.objectName()
        if one.frame.width() < least or one.frame.height() < least:
            yield f"too small for a finger: {name} {one.frame.width():.0f} x {one.frame.height():.0f}"
        if not _sideways_inside(one.frame, window):
            yield f"outside the window: {name}"
        if above(one.item, "QQuickFlickable") is None and not window.adjusted(-1, -1, 1, 1).contains(one.frame):
            yield f"out of reach: {name}"
        for other in controls[at + 1 :]:
            if _distance(one.view, other.view) < apart and not _over(one.view, other.view):
                yield f"too near each other: {name} and {other.item.objectName()}"


def _contrast(texts: list[Seen], window: QColor) -> Iterator[str]:
    for text in texts:
        ink, ground = text.item.property("color"), _ground(text, window)
        if ink.alpha() == 255 and ratio(ink.name(), ground.name()) < LEAST_CONTRAST:
            yield f"too pale: {_words(text.item)} {ink.name()} on {ground.name()}"


def _ground(text: Seen, window: QColor) -> QColor:
    """The colour that the words lie on: the nearest filled rectangle that was painted before them."""
    item = text.item
    while (parent := item.parentItem()) is not None:
        order = sorted((other for other in parent.childItems() if other.isVisible()), key=lambda other: other.z())
        for one in (*reversed(order[: order.index(item)]), parent):
            colour = one.property("color") if one.inherits("QQuickRectangle") else None
            if isinstance(colour, QColor) and colour.alpha() == 255 and frame(one).adjusted(-1, -1, 1, 1).contains(text.frame):
                return colour
        item = parent
    return window


def _seen(item: QQuickItem, place: QRectF, window: QRectF) -> Seen | None:
    """None if all of it is scrolled away."""
    view, pane = QRectF(place), above(item, "QQuickFlickable")
    if pane is not None:
        view = view.intersected(frame(pane))
        if view.width() < 1 or view.height() < 1:
            view = QRectF()
    return Seen(item, place, view)


def _drawn(item: QQuickItem) -> QRectF:
    """Where the letters of a text are, wherever they are aligned in their place."""
    place = frame(item)
    width, height = float(item.property("contentWidth")), float(item.property("contentHeight"))
    left = {"center": (place.width() - width) / 2, "right": place.width() - width}.get(_side(item), 0.0)
    top = float(item.property("topPadding") or 0)
    return QRectF(place.left() + left, place.top() + top, width, max(1.0, min(height, place.height() - top)))


def _side(item: QQuickItem) -> str:
    """PySide 6.11 has no converter for the alignment as a property."""
    context = qmlContext(item)
    if context is None:
        return "left"
    answer = QQmlExpression(context, item, "effectiveHorizontalAlignment").evaluate()
    return {4: "center", 2: "right"}.get(answer[0] if isinstance(answer, tuple) else answer, "left")


def _words(item: QQuickItem) -> str:
    return str(item.property("text"))[:30].replace("\n", " ")


def _over(one: QRectF, other: QRectF) -> bool:
    shared = one.intersected(other)
    return shared.width() > 3 and shared.height() > 3


def _distance(one: QRectF, other: QRectF) -> float:
    """Between the edges; endless if one of them is not in view."""
    if one.isEmpty() or other.isEmpty():
        return float("inf")
    across = max(one.left() - other.right(), other.left() - one.right(), 0.0)
    down = max(one.top() - other.bottom(), other.top() - one.bottom(), 0.0)
    return float((across**2 + down**2) ** 0.5)


def _sideways_inside(place: QRectF, window: QRectF) -> bool:
    return bool(place.left() >= -1 and place.right() <= window.right() + 1)
