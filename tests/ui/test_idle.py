"""Who walks away is warned, then forgotten."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QJSValue
from PySide6.QtQuick import QQuickItem

from tests.ui.terminal import Rig
from ui.driver import Driver

MARKER = "zhuanyong"
EVERY_PROPERTY = """(function (thing) {
    const seen = [];
    for (const name in thing) {
        const value = thing[name];
        if (typeof value === "string")
            seen.push(thing + "." + name + " = " + value);
        else if (value && typeof value === "object" && !String(value).includes("0x"))
            seen.push(thing + "." + name + " = " + JSON.stringify(value, (key, part) => String(part).includes("0x") ? "" : part));
    }
    return seen.join("\\n");
})"""


def test_quiet_brings_a_warning_with_a_countdown(rig: Rig) -> None:
    driver = rig.open(idle_s=0.05, warning_s=45)
    driver.tap("tickets")

    driver.wait_for("more-time")

    assert driver.text("seconds-left") == "45"
    assert "您还在吗？" in driver.texts()


def test_more_time_can_be_had_ten_times_and_nothing_is_lost(rig: Rig) -> None:
    driver = rig.open(idle_s=0.2, warning_s=45)
    driver.tap("search")
    driver.type("birth")

    for _ in range(10):
        driver.wait_for("more-time")
        driver.tap("more-time")
        driver.wait(lambda: not driver.sees("idle-warning"), "the warning to go")

    assert driver.page == "search"
    assert driver.text("search-field") == "birth"
    assert rig.wiped == []


def test_nobody_answering_ends_the_visit(rig: Rig) -> None:
    driver = rig.open(idle_s=0.05, warning_s=1)
    driver.tap("tickets")

    driver.wait(lambda: rig.wiped == ["idle"], "the end of the visit")
    driver.wait_page("home")

    assert not driver.sees("idle-warning")


def test_leaving_can_be_said_from_the_warning(rig: Rig) -> None:
    driver = rig.open(idle_s=0.05, warning_s=45)
    driver.tap("tickets")
    driver.wait_for("leave-now")

    driver.tap("leave-now")
    driver.wait_page("home")

    assert rig.wiped == ["left"]


def test_a_touch_beside_the_button_is_no_answer(rig: Rig) -> None:
    driver = rig.open(idle_s=0.05, warning_s=45)
    driver.tap("tickets")
    driver.wait_for("more-time")

    driver.tap("seconds-left")

    assert driver.sees("idle-warning")


def test_on_the_untouched_first_page_nobody_is_asked(rig: Rig) -> None:
    driver = rig.open(idle_s=0.02, warning_s=45)
    driver.tap("text-size")

    driver.wait(lambda: not rig.window.terminal.idle.watching, "the watch to rest")

    assert not driver.sees("idle-warning")
    assert rig.wiped == []


def test_language_size_and_contrast_begin_anew_with_the_next_visit(rig: Rig) -> None:
    driver = rig.open()
    plain = rig.window.opened.look.property("tokens")
    for name in ("language.en", "text-size", "contrast", "tickets"):
        driver.tap(name)

    rig.window.terminal.wipe("left")
    driver.wait_page("home")

    assert rig.window.opened.look.property("tokens") == plain
    assert "您想办什么事？" in driver.texts()


def test_nothing_that_was_typed_is_left_anywhere(rig: Rig, tmp_path: Path) -> None:
    driver = rig.open()
    driver.tap("search")
    driver.type(MARKER)
    assert _holders(rig)

    rig.window.terminal.wipe("left")
    driver.wait_page("home")
    driver.settle()

    assert _holders(rig) == []
    assert QGuiApplication.clipboard().text() == ""
    assert not any(MARKER.encode() in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_a_hundred_visits_leave_no_objects_behind(rig: Rig) -> None:
    driver = rig.open()
    _one_visit(rig, driver)
    before = len(list(_objects(rig)))

    for _ in range(20):
        _one_visit(rig, driver)

    assert len(list(_objects(rig))) == before


def _one_visit(rig: Rig, driver: Driver) -> None:
    driver.tap("search")
    driver.type("cs")
    rig.window.terminal.wipe("left")
    driver.wait_page("home")
    driver.settle()


def _objects(rig: Rig) -> Iterator[QObject]:
    yield from rig.window.terminal.findChildren(QObject)
    yield from rig.window.window.findChildren(QObject)
    waiting = [rig.window.window.contentItem()]
    while waiting:
        item = waiting.pop()
        yield item
        waiting += [child for child in item.childItems() if isinstance(child, QQuickItem)]


def _holders(rig: Rig) -> list[str]:
    """Properties of any object that show the marker. Asked by a script: wrappers of QMetaObject would outlive what they describe."""
    engine = rig.window.opened.engine
    look = cast("QJSValue", engine.evaluate(EVERY_PROPERTY))  # the stub says that a tuple comes back
    as_seen = (look.call([engine.newQObject(thing)]).toString() for thing in _objects(rig))
    return [line for seen in as_seen for line in seen.splitlines() if MARKER in line]
