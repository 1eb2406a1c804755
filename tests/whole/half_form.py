"""A person who begins a form and stops: `python -m tests.whole.half_form SETTINGS NAME`. Says "typed", and stays until it is killed."""

import signal
import sys
from pathlib import Path

from kiosk.config import TerminalSettings
from kiosk.programs.journeys import Album, Answers, Visitor
from kiosk.programs.terminal import a_terminal
from kiosk.programs.wiring import a_house, settings_for
from ui.app import prepare_qt
from ui.driver import Driver


def main(file: Path, name: str) -> None:
    settings = settings_for(file, TerminalSettings)
    with a_house(settings, "terminal") as house:
        prepare_qt()
        with a_terminal(settings, house) as window:
            driver = Driver(window.window)
            _begin(driver, name, settings.data)
            print("typed", flush=True)
            signal.pause()


def _begin(driver: Driver, name: str, folder: Path) -> None:
    """Up to the page after the one with the name."""
    answers = Answers(
        values={"consent": "OK", "applicant_type": "self", "app_name": name, "app_id": "990101199003151237", "app_mobile": "13800138000"}
    )
    visitor = Visitor(driver=driver, album=Album(folder / "pictures"), language="zh", answers=answers, lay_paper=lambda: None)
    for tap, page in (("event.moving_here", "services"), ("service.residence_permit", "guide"), ("fill-in", "form")):
        driver.wait_for(tap)
        driver.tap(tap)
        driver.wait_page(page)
    visitor.fill_in_until("home_prov")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
