"""Runs a whole hall on this machine, in one folder: hub, reference central system, terminal, counter and board.

With a screen it opens real windows. With `--headless --out DIR` it drives the pages without one through two whole journeys, and
leaves pictures, papers and a summary in DIR.
"""

import argparse
import os
import shutil
import signal
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from kiosk.programs.children import Child
from kiosk.programs.demo_appointments import give_appointments
from kiosk.programs.demo_hall import CLERK, HALF_SIZE, HALL, DemoHall, make_ready
from kiosk.programs.demo_summary import blank, write_summary
from kiosk.programs.display import need_screen
from kiosk.programs.place import stay_in, usable
from kiosk.programs.wiring import Usage
from kiosk.store.errors import NoFolder

PARTS = ("central", "hub", "board", "counter", "terminal")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="the hall's folder; demo-hall below the present one if left out")
    parser.add_argument("--headless", action="store_true", help="without a screen: two journeys, then the end")
    parser.add_argument("--out", type=Path, metavar="DIR", help="with --headless: where pictures, papers and summary.json go")


def run(args: argparse.Namespace) -> int:
    if args.headless:
        if args.out is None:
            raise Usage("`--headless` needs `--out DIR`.")
        return _headless(args.out.absolute(), args.data)
    root = (args.data or Path("demo-hall")).absolute()
    need_screen()
    stay_in(root)
    hall, now = make_ready(root, now=datetime.now(UTC), windows=HALF_SIZE), datetime.now(UTC)
    _with_windows(hall, give_appointments(hall.data("central") / "hall.sqlite", HALL, now=now))
    return 0


def _with_windows(hall: DemoHall, codes: Mapping[str, str]) -> None:
    """Until the terminal's window is closed, or Ctrl+C, or SIGTERM."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    with suppress(KeyboardInterrupt), ExitStack() as stack:
        children = [stack.enter_context(Child(part, hall.settings(part), words=hall.words(part))) for part in PARTS]
        for child in children:
            child.wait_ready()
        print(f"The hall is open. Everything that it writes is in {hall.root}.")
        print(f"At the counter sign in with staff code {CLERK} and PIN {hall.pin}.")
        print(f"Tickets and receipts come out as PDF files in {hall.paper}.")
        print("Appointments to check in with: " + ", ".join(f"{code} ({what})" for what, code in codes.items()) + ".")
        print("Close the terminal's window, or press Ctrl+C, to end.", flush=True)
        children[-1].process.wait()


def _headless(out: Path, data: Path | None) -> int:
    with usable(out):
        out.mkdir(parents=True, exist_ok=True)
    root = (data or out / "hall").absolute()
    for old in _leftovers(out):
        old.unlink()
    if data is None and (root / "settings" / "hub.yaml").exists():
        shutil.rmtree(root)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        stay_in(root)
    except NoFolder:
        write_summary(out, {**blank(), "missing": [f"the folder {root} cannot be made or written"], "faults": []})
        raise
    return int(import_module("kiosk.programs.demo_headless").show(out, root))  # only here, because it brings Qt


def _leftovers(out: Path) -> Iterable[Path]:
    """Of an earlier run."""
    for pattern in ("[0-9][0-9]-*.png", "ticket-*.pdf", "receipt-*.pdf", "summary.json"):
        yield from out.glob(pattern)
