"""Whoever cannot see or touch the screen: every control has a name and a role, and is reached by Tab and by six keys, in view."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtQuick import QQuickItem

from tests.ui.layout import above, can_be_pressed, frame, uppermost
from tests.ui.scenes import ONE_OF_EACH, SCENES
from tests.ui.scenes_counter import FULLEST
from tests.ui.terminal import LANDSCAPE, PORTRAIT, Rig
from tests.ui.walk import FORMS, Stop, of_counter, of_form, of_terminal
from ui.driver import Driver

Role = QAccessible.Role
ROLES = {Role.Button, Role.RadioButton, Role.CheckBox, Role.EditableText}
KEYS = {"Tab": Qt.Key.Key_Tab, "arrows": Qt.Key.Key_Down}
MOST_STEPS = 120


@pytest.fixture(autouse=True)
def _reader(qapp: QGuiApplication) -> Iterator[None]:
    """As if a screen reader were there."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.parametrize("form", FORMS[:2])
def test_every_control_of_a_form_has_a_name_and_a_role(rig: Rig, form: str) -> None:
    assert [line for stop in of_form(rig, PORTRAIT, form) for line in _nameless(stop)] == []


def test_every_control_of_every_page_is_named_and_reached_by_tab_and_by_arrows_and_is_in_view(rig: Rig) -> None:
    assert [line for stop in of_terminal(rig, LANDSCAPE, ONE_OF_EACH) for line in _out_of_reach(stop)] == []


@pytest.mark.whole
def test_every_control_of_every_state_is_named_and_reached_by_tab_and_by_arrows_and_is_in_view(rig: Rig) -> None:
    assert [line for stop in of_terminal(rig, LANDSCAPE) for line in _out_of_reach(stop)] == []


def test_every_control_of_the_console_is_named_and_reached_by_tab_and_by_arrows(qapp: QGuiApplication, tmp_path: Path) -> None:
    assert [line for stop in of_counter(tmp_path, LANDSCAPE, FULLEST) for line in _out_of_reach(stop)] == []


@pytest.mark.whole
def test_every_control_of_every_state_of_the_console_is_named_and_reached(qapp: QGuiApplication, tmp_path: Path) -> None:
    assert [line for stop in of_counter(tmp_path, LANDSCAPE) for line in _out_of_reach(stop)] == []


def test_the_control_that_has_the_focus_wears_a_ring(rig: Rig) -> None:
    driver = rig.open()
    SCENES["guide-both"](rig, driver)

    driver.press(Qt.Key.Key_Tab)
    driver.settle()
    item = driver.window.activeFocusItem()

    assert item is not None
    assert [one for one in driver.items() if one.inherits("QQuickItem") and _is_ring(one, item)]


def test_a_ticket_is_taken_with_down_and_enter_alone(rig: Rig) -> None:
    driver = rig.open()

    for name, page in (("tickets", "services"), ("service.", "guide"), ("take", "ticket")):
        _go_to(driver, name)
        driver.press(Qt.Key.Key_Return)
        driver.wait_page(page)
        driver.settle()

    assert driver.text("ticket-number")


def test_up_and_down_leave_a_field_and_the_sides_move_its_cursor(rig: Rig) -> None:
    driver = rig.open()
    driver.tap("search")
    driver.type("cs")

    driver.press(Qt.Key.Key_Left)
    assert driver.window.activeFocusItem() == driver.find("search-field")
    assert driver.find("search-field").property("cursorPosition") == 1
    driver.press(Qt.Key.Key_Down)

    assert driver.window.activeFocusItem() != driver.find("search-field")


def _out_of_reach(stop: Stop) -> Iterator[str]:
    yield from _nameless(stop)
    for key in KEYS:
        yield from _unreached(stop, key)


def _nameless(stop: Stop) -> Iterator[str]:
    for item in uppermost(stop.driver):
        if can_be_pressed(item) or item.objectName().startswith("sign."):
            told = QAccessible.queryAccessibleInterface(item)
            if told is None or not _named(told):
                yield f"{stop.name}: {item.objectName()} has no name"
            elif can_be_pressed(item) and told.role() not in ROLES:
                yield f"{stop.name}: {item.objectName()} is a {told.role().name}"


def _named(told: QAccessibleInterface) -> bool:
    """Qt 6.11 tells nothing of a field that hides what is typed, its name neither: a label stands over it."""
    return bool(told.state().passwordEdit or told.text(QAccessible.Text.Name))


def _unreached(stop: Stop, key: str) -> Iterator[str]:
    """Controls that the focus does not come to, and places where it is hidden."""
    driver = stop.driver
    if driver.sees("keyboard"):
        driver.tap("key.hide")
        driver.settle()
    wanted = {item.objectName() for item in uppermost(driver) if _takes_focus(item)}
    seen: list[str] = []
    for _ in range(MOST_STEPS):
        if not wanted - set(seen):
            break
        field = driver.window.activeFocusItem()
        lines = field is not None and field.inherits("QQuickTextEdit")
        driver.press(Qt.Key.Key_Tab if lines else KEYS[key])
        driver.settle()
        item = driver.window.activeFocusItem()
        if item is None:
            yield f"{stop.name} by {key}: the focus is lost"
            return
        seen.append(item.objectName())
        if not _in_view(driver, item):
            yield f"{stop.name} by {key}: {item.objectName()} has the focus and is not in view"
    for name in sorted(wanted - set(seen)):
        yield f"{stop.name} by {key}: {name} is never reached"


def _takes_focus(item: QQuickItem) -> bool:
    return can_be_pressed(item) and item.isEnabled() and item.activeFocusOnTab()


def _in_view(driver: Driver, item: QQuickItem) -> bool:
    pane = above(item, "QQuickFlickable")
    view = frame(pane) if pane is not None else QRectF(0, 0, driver.window.width(), driver.window.height())
    return bool(view.contains(frame(item).center()))


def _is_ring(ring: QQuickItem, item: QQuickItem) -> bool:
    """A frame around the item, outside of it."""
    return bool(item.isAncestorOf(ring) and frame(ring).contains(frame(item)) and frame(ring) != frame(item))


def _go_to(driver: Driver, prefix: str) -> None:
    for _ in range(MOST_STEPS):
        item = driver.window.activeFocusItem()
        if item is not None and item.objectName().startswith(prefix):
            return
        driver.press(Qt.Key.Key_Down)
        driver.settle()
    raise AssertionError(f"{prefix} is not reached")
