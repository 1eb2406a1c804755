"""Is this machine's database sound, where are its copies, and how is one put back? Lists them; copies, checks, restores.

A restore needs the program to be stopped. The present database is kept beside it under another name; nothing is deleted.
"""

import argparse
from datetime import datetime
from pathlib import Path

from kiosk.actions import housekeeping, restoring
from kiosk.clock import SystemClock
from kiosk.config import CentralSettings, DatabaseServer, HubProgramSettings, TerminalSettings, read_settings
from kiosk.model.catalogue import Catalogue
from kiosk.programs.keeping import Keepers, file_of, nightly
from kiosk.programs.place import stay_in, usable
from kiosk.programs.wiring import Usage, catalogue_for, settings_argument
from kiosk.store.copies import is_whole, put_back
from kiosk.store.database import Store
from kiosk.store.look import refuse_if_used


def arguments(parser: argparse.ArgumentParser) -> None:
    settings_argument(parser)
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--copy", action="store_true", help="make a copy now, also while the program runs")
    one.add_argument("--check", type=Path, metavar="COPY", help="read this copy whole")
    one.add_argument("--restored", action="store_true", help="a copy was put back by other means, as by pg_restore; programs are stopped")
    one.add_argument("--restore", type=Path, metavar="COPY", help="put this copy in the place of the database; the program is stopped")


def run(args: argparse.Namespace) -> int:
    settings = read_settings(args.settings)
    if not isinstance(settings, TerminalSettings | HubProgramSettings | CentralSettings):
        raise Usage("Only a terminal, a hub and a central system have a database.", role=settings.role)
    stay_in(settings.data)
    now = SystemClock().now()
    if args.copy:
        _copy(settings, now)
    elif args.check:
        _check(args.check)
    elif args.restored:
        _restored(settings, now)
    elif args.restore:
        _restore(settings, args.restore.absolute(), now)
    else:
        _list(settings)
    return 0


def _list(settings: Keepers) -> None:
    database = file_of(settings)
    found = housekeeping.copies(database, nightly(settings).folder)
    there = f"{database}: {_size(database)}" if database.exists() else f"{database} is not there."
    print("\n".join([there, *(f"{file}: {_size(file)}" for file in found)]))
    print(f"{len(found)} copies." if found else "There is no copy yet; `--copy` makes one.")


def _copy(settings: Keepers, now: datetime) -> None:
    database, plan = file_of(settings), nightly(settings)
    target = plan.folder / f"{database.name}.{now.astimezone():%Y-%m-%d-%H%M%S}"
    if not database.exists():
        raise Usage("There is no database to copy.", file=str(database))
    with usable(plan.folder):
        housekeeping.copy_now(database, target, keep=plan.keep)
    _check(target)


def _check(copy: Path) -> None:
    if not copy.is_file():
        raise Usage("There is no such copy.", file=str(copy))
    if not is_whole(copy):
        raise Usage("This copy is damaged.", file=str(copy))
    print(f"{copy}: {_size(copy)}, whole.")


def _restored(settings: Keepers, now: datetime) -> None:
    refuse_if_used(settings.kept_in)
    _begin_anew(settings.kept_in, _catalogue_of(settings), now)
    print("The database has begun anew. Start the programs again.")


def _catalogue_of(settings: Keepers) -> Catalogue | None:
    return catalogue_for(settings) if isinstance(settings, HubProgramSettings) else None


def _restore(settings: Keepers, copy: Path, now: datetime) -> None:
    database = file_of(settings)
    _check(copy)
    catalogue = _catalogue_of(settings)
    with usable(database.parent):
        kept = put_back(copy, database, now=now)
    if kept is not None:
        print(f"The database of before is kept as {kept}.")
    if not isinstance(settings, CentralSettings):
        _begin_anew(database, catalogue, now)
    print("The copy is in its place. Start the program again.")


def _begin_anew(database: Path | DatabaseServer, catalogue: Catalogue | None, now: datetime) -> None:
    """catalogue: of a hub, which gives ticket numbers."""
    with Store.open(database, now=now) as store:
        minutes = restoring.begin_anew(store, now=now)
        if catalogue is not None:
            series = [service.series for service in catalogue.services if service.series]
            restoring.leave_out_tickets(store, series, hall=catalogue.hall, zone=catalogue.zone, minutes=minutes, now=now)
            print("Stations offer again what they have sent since the copy, by themselves; today's ticket numbers go on above 1000.")


def _size(file: Path) -> str:
    return f"{file.stat().st_size / 1024**2:.1f} MiB of {datetime.fromtimestamp(file.stat().st_mtime).astimezone():%Y-%m-%d %H:%M}"
