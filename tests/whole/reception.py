"""Somebody with an appointment at a real terminal: `python -m tests.whole.reception SETTINGS CODE`.

Holds the code under the reader, tells the number, rates a form that was filed, and stays until a line comes in.
"""

import sys
from pathlib import Path

from kiosk.actions.rating import Slip, Verdict
from kiosk.config import TerminalSettings
from kiosk.model.rating import Matter
from kiosk.programs.terminal import a_terminal
from kiosk.programs.wiring import a_house, settings_for
from ui.app import prepare_qt
from ui.driver import Driver


def main(file: Path, code: str) -> None:
    settings = settings_for(file, TerminalSettings)
    assert settings.scanner is not None
    with a_house(settings, "terminal") as house:
        prepare_qt()
        with a_terminal(settings, house) as window:
            driver = Driver(window.window, timeout_s=30)
            driver.wait_page("home")
            (settings.scanner.folder / "code.txt").write_text(code, encoding="utf-8")
            driver.wait_page("ticket")
            print(driver.text("ticket-number"), driver.text("arrival"), flush=True)
            parts = window.terminal._parts
            parts.rate(Slip(matter=Matter(id=parts.new_id(), service="residence_permit"), verdict=Verdict(grade=2)))
            sys.stdin.readline()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
