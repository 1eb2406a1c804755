"""Takes over a list of appointments from a CSV file: the whole list for the days that it names, or nothing of it."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from kiosk.actions.appointment import keep, take_over
from kiosk.actions.queue import LocalHall
from kiosk.actions.shelf import Shelf
from kiosk.config import HubProgramSettings
from kiosk.config.appointment import read_bookings
from kiosk.model.appointment import Booking
from kiosk.programs.wiring import a_tool, catalogue_for, settings_argument, settings_for
from kiosk.store.appointment import FILE


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)
    parser.add_argument("--file", type=Path, required=True, metavar="FILE", help="the list: code, service, slot, language")


def run(args: argparse.Namespace) -> int:
    settings = settings_for(args.settings, HubProgramSettings)
    catalogue = catalogue_for(settings)
    bookings = read_bookings(args.file, catalogue)
    with a_tool(settings) as tool:
        hall = LocalHall(
            store=tool.store, shelf=Shelf(catalogue), station="hub", clock=tool.clock, entropy=os.urandom, pepper=tool.keys.pepper(),
        )  # fmt: skip
        taken = take_over(hall, bookings, FILE, whole_days=True)
        while keep(hall):
            pass
    print(f"{_span(bookings)}: {taken.added} new, {taken.changed} changed, {taken.cancelled} cancelled.")
    if taken.left_alone:
        print(f"{taken.left_alone} left as they were: those citizens are here already, or did not come.")
    return 0


def _span(bookings: Sequence[Booking]) -> str:
    if not bookings:
        return "No appointments"
    days = sorted(booking.slot.date() for booking in bookings)
    return f"{len(bookings)} appointment(s) from {days[0]} to {days[-1]}"
