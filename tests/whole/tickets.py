"""A person who takes a ticket for each line that comes in: `python -m tests.whole.tickets SETTINGS`. Says number and seconds."""

import sys
import time
from pathlib import Path

from kiosk.config import TerminalSettings
from kiosk.programs.terminal import a_terminal
from kiosk.programs.wiring import a_house, settings_for
from ui.app import prepare_qt
from ui.driver import Driver


def main(file: Path) -> None:
    settings = settings_for(file, TerminalSettings)
    with a_house(settings, "terminal") as house:
        prepare_qt()
        with a_terminal(settings, house) as window:
            driver = Driver(window.window)
            print("ready", flush=True)
            for _ in sys.stdin:
                label, took_s = _take(driver)
                print(f"{label} {took_s:.2f}", flush=True)


def _take(driver: Driver) -> tuple[str, float]:
    for tap, page in (("event.moving_here", "services"), ("service.residence_permit", "guide")):
        driver.wait_for(tap)
        driver.tap(tap)
        driver.wait_page(page)
    began = time.monotonic()
    driver.tap("take")
    driver.wait_page("ticket")
    took_s = time.monotonic() - began
    label = driver.text("ticket-number")
    driver.wait(lambda: driver.find("paper-state").property("kind") == "good", "the paper")
    driver.tap("finish")
    driver.wait_page("home")
    return label, took_s


if __name__ == "__main__":
    main(Path(sys.argv[1]))
