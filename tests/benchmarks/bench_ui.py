"""How quickly does the screen answer a finger, and does the terminal stay small through a day?"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QPointF

from kiosk.clock import SystemClock
from kiosk.programs.demo_hall import make_ready
from tests.benchmarks.result import Goal, Result
from tests.benchmarks.window import citizen_at_a_window, to_form
from tests.ui.terminal import Rig
from ui.driver import Driver

KEYS = 200
CHANGES = 80
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def _ms_since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


def _at_a_field(rig: Rig, driver: Driver) -> QPointF:
    """The keyboard stands open under the name field; gives the place of one key."""
    to_form(rig, driver)
    driver.tap("choice.consent.OK")
    driver.tap("next")
    driver.tap("field.who")
    key = driver.wait_for("key.a")
    driver.frame()
    return key.mapToScene(QPointF(key.width() / 2, key.height() / 2))


def key_to_answer() -> Result:
    """From the finger on a key until the answer stands in the form's session, everything that depends on it settled."""
    with citizen_at_a_window() as (rig, driver):
        place = _at_a_field(rig, driver)
        samples = []
        for _ in range(KEYS):
            begun = time.perf_counter()
            driver.tap_at(place)
            samples.append(_ms_since(begun))
            driver.frame()
    return Result(name="ui.key_to_answer", unit="ms", samples=tuple(samples[10:]), goal=Goal(figure="p99", most=16))


def key_to_frame() -> Result:
    """The same until the next picture is on the screen."""
    with citizen_at_a_window() as (rig, driver):
        place = _at_a_field(rig, driver)
        samples = []
        for _ in range(KEYS):
            begun = time.perf_counter()
            driver.tap_at(place)
            driver.frame()
            samples.append(_ms_since(begun))
    return Result(name="ui.key_to_frame", unit="ms", samples=tuple(samples[10:]), goal=Goal(figure="p99", most=33))


def page_change() -> Result:
    """From the finger on Continue or Back until the other page is on the screen."""
    with citizen_at_a_window() as (rig, driver):
        to_form(rig, driver)
        driver.tap("choice.consent.OK")
        samples = []
        for number in range(CHANGES):
            button = driver.find("back" if number % 2 else "next")
            place = button.mapToScene(QPointF(button.width() / 2, button.height() / 2))
            begun = time.perf_counter()
            driver.tap_at(place)
            driver.frame()
            samples.append(_ms_since(begun))
            driver.settle()
            wanted = "choice.consent.OK" if number % 2 else "field.who"
            driver.wait_for(wanted)
    return Result(name="ui.page_change", unit="ms", samples=tuple(samples[4:]), goal=Goal(figure="p95", most=33))


def first_frame() -> Result:
    """From the start of the terminal program until its first picture stands; the first start, which makes the database, is left out."""
    samples = []
    with TemporaryDirectory() as home:
        hall = make_ready(Path(home), now=SystemClock().now())
        for _ in range(6):
            begun = time.perf_counter()
            command = [sys.executable, "-m", "tests.benchmarks.first_frame", str(hall.settings("terminal"))]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
                assert program.stdout is not None
                assert program.stdout.readline() == "shown\n"
                samples.append(_ms_since(begun))
    return Result(name="ui.first_frame", unit="ms", samples=tuple(samples[1:]), goal=Goal(figure="p50", most=1200))


def _resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES


def _visit(rig: Rig, driver: Driver) -> None:
    """A form opened, two answers given, and the citizen walks away."""
    to_form(rig, driver)
    driver.tap("choice.consent.OK")
    driver.tap("next")
    driver.tap("field.who")
    driver.type("ab")
    driver.tap("key.hide")
    rig.window.terminal.leave()
    driver.wait_page("home")


def rss_growth_200() -> Result:
    """Percent that the process grows over 200 visits, after 40 that warm it up."""
    with citizen_at_a_window() as (rig, driver):
        for _ in range(40):
            _visit(rig, driver)
        before = _resident_bytes()
        for _ in range(200):
            _visit(rig, driver)
        grown = (_resident_bytes() - before) * 100 / before
    return Result(name="ui.rss_growth_200", unit="%", samples=(grown,), goal=Goal(figure="value", most=5))


BENCHES: dict[str, Callable[[], Result]] = {
    "ui.key_to_answer": key_to_answer,
    "ui.key_to_frame": key_to_frame,
    "ui.page_change": page_change,
    "ui.first_frame": first_frame,
    "ui.rss_growth_200": rss_growth_200,
}
