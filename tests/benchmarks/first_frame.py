"""From nothing to the first picture: the terminal program on a demonstration hall, ended after its first frame.

`python -m tests.benchmarks.first_frame SETTINGS`
"""

import sys
from pathlib import Path

from kiosk.config import TerminalSettings, read_settings
from kiosk.programs.terminal import a_terminal
from kiosk.programs.wiring import a_house
from ui.app import prepare_qt
from ui.driver import Driver


def main() -> None:
    settings = read_settings(Path(sys.argv[1]))
    if not isinstance(settings, TerminalSettings):
        raise TypeError("the settings of a terminal are wanted")
    with a_house(settings, "terminal") as house:
        _app = prepare_qt(settings.renderer)
        with a_terminal(settings, house) as window:
            Driver(window.window).frame()
            print("shown", flush=True)


if __name__ == "__main__":
    main()
