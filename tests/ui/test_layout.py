"""Nothing is cut, nothing overlaps, everything can be hit: each page, language, size and screen."""

import itertools
from collections.abc import Iterator

import pytest

from kiosk.forms.entry import FormEntry
from kiosk.model.screen import Screen
from tests.ui.layout import faults
from tests.ui.terminal import LANDSCAPE, PORTRAIT, Rig, a_published_form
from ui.bridge.form import FormView
from ui.driver import Driver

NORMAL, LARGEST = 1, 3
CASES = {
    f"{language}-{size}-{name}": (language, size, screen)
    for language, size, (name, screen) in itertools.product(
        ("zh", "en"), (NORMAL, LARGEST), (("portrait", PORTRAIT), ("landscape", LANDSCAPE))
    )
}


@pytest.mark.parametrize(("language", "size", "screen"), CASES.values(), ids=CASES)
def test_every_page_before_the_form(rig: Rig, language: str, size: int, screen: Screen) -> None:
    driver = rig.open(screen=screen)
    driver.tap(f"language.{language}")
    rig.window.opened.look.set_size(size)

    found = {page: problems for page in _walk(rig, driver) if (problems := faults(driver, screen))}

    assert [f"{page}: {problem}" for page, problems in found.items() for problem in problems] == []


FORMS = ("birth_bundle", "elderly_allowance", "environment_report", "job_stability_rebate", "open_business", "residence_permit")
FORM_CASES = {
    **{f"birth_bundle-{case}": ("birth_bundle", *values) for case, values in CASES.items()},
    **{f"{form}-zh-normal": (form, "zh", NORMAL, LANDSCAPE) for form in FORMS[1:]},
    **{f"{form}-en-largest": (form, "en", LARGEST, PORTRAIT) for form in FORMS[1:]},
}


@pytest.mark.parametrize(("form", "language", "size", "screen"), FORM_CASES.values(), ids=FORM_CASES)
def test_every_page_of_a_form_with_and_without_errors(rig: Rig, form: str, language: str, size: int, screen: Screen) -> None:
    rig.form = a_published_form(form)
    driver = rig.open(screen=screen)
    rig.to_form(driver)
    driver.tap(f"language.{language}")
    rig.window.opened.look.set_size(size)

    found = [problem for page in _pages(rig, driver) for problem in (f"{page}: {fault}" for fault in faults(driver, screen))]

    assert found == []


def _pages(rig: Rig, driver: Driver) -> Iterator[str]:
    """Each page that is relevant in an empty form, as it comes up and as it is when nothing was answered."""
    view = rig.window.terminal.findChild(FormView)
    assert view is not None
    for page in FormEntry(rig.sessions[-1]).page_ids():
        view.change(page)
        yield page
        driver.tap("next")
        if driver.sees("error-summary"):
            yield f"{page} with errors"
    view.all_answered.emit()
    driver.wait_page("check")
    yield "check"


def _walk(rig: Rig, driver: Driver) -> Iterator[str]:
    """Page after page as a citizen comes to them; each is named when it stands."""
    yield "home"
    driver.tap("audience.company")
    yield "home of companies"
    driver.tap("audience.person")
    driver.tap("search")
    yield "search"
    driver.type("cs")
    yield "search with results"
    driver.tap("key.hide")
    driver.tap("back")
    driver.tap(next(name for name in driver.names() if name.startswith("department.")))
    yield "services of a department"
    driver.tap("back")
    driver.tap(next(name for name in driver.names() if name.startswith("event.")))
    yield "services of a life event"
    driver.tap(next(name for name in driver.names() if name.startswith("service.")))
    yield "guide"
    driver.tap("help")
    driver.wait_page("help")
    yield "help"
    driver.tap("close-help")
    driver.tap("take")
    driver.wait_page("ticket")
    driver.wait_for("paper-state")
    yield "ticket"
    rig.window.terminal.show_trouble()
    yield "trouble"
