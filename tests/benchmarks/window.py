"""A terminal's window for benchmarks: the tests' rig on a real database, with a citizen at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import tests.ui.conftest  # noqa: F401 - sets the platform and imports every module with QML types, before Qt starts
from tests.builders import FakeClock
from tests.ui.forms import CITY_MOVE
from tests.ui.terminal import Rig, a_form
from ui.app import prepare_qt
from ui.driver import Driver


@contextmanager
def citizen_at_a_window() -> Iterator[tuple[Rig, Driver]]:
    """The window stands on its first page."""
    with TemporaryDirectory() as home:
        _app = prepare_qt()
        rig = Rig(Path(home), FakeClock())
        rig.form = a_form(CITY_MOVE)
        try:
            yield rig, rig.open()
        finally:
            rig.close()


def to_form(rig: Rig, driver: Driver) -> None:
    """From the first page to the first question, by search."""
    service = next(one for one in rig.catalogue.services if one.form is not None and one.has_ticket)
    driver.tap("search")
    driver.type(service.name["en"].split()[0].lower())
    driver.tap("key.hide")
    driver.tap(f"service.{service.code}")
    driver.wait_page("guide")
    driver.tap("fill-in")
    driver.wait_page("form")
    driver.settle()
