"""A process that does nothing but print what a store holds: `python -m tests.printing.spooling FOLDER tape|folder [wait]`, to be killed.

Says "ready" before its first step, waits for a line if it is to, and ends when nothing is left to print.
"""

import sys
from datetime import timedelta
from pathlib import Path

from kiosk.actions import spool
from kiosk.clock import SystemClock
from kiosk.model.paper import PrintState
from kiosk.model.spool import SpoolPolicy
from kiosk.store.database import Store
from printing.printer import Printer
from printing.spooler import Spooler
from tests.printing.contents import ZONE
from tests.printing.tape import TapePrinter

RESTLESS = SpoolPolicy(copy_limit=1000, attempts=1000, rest=timedelta(0))
OPEN = {PrintState.QUEUED, PrintState.SENDING, PrintState.HANDED, PrintState.UNCERTAIN}


def main(folder: Path, kind: str, *, wait: bool = False) -> None:
    clock = SystemClock()
    printer: Printer = TapePrinter(folder) if kind == "tape" else _folder_printer(folder)
    with Store.open(folder / "station.db", now=clock.now()) as store:
        spooler = Spooler(store, printer, clock, zone=ZONE, policy=RESTLESS)
        print("ready", flush=True)
        if wait:
            sys.stdin.readline()
        while spool.jobs(store, OPEN):
            spooler.step()


def _folder_printer(folder: Path) -> Printer:
    from printing.faces import use_fonts  # noqa: PLC0415
    from printing.folder import FolderPrinter  # noqa: PLC0415 - reportlab takes its time

    use_fonts()
    return FolderPrinter(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], wait="wait" in sys.argv)
