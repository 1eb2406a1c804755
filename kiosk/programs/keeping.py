"""What does a program with a database do when nobody looks? Once at the start, then every few minutes."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from kiosk.actions import housekeeping
from kiosk.actions.housekeeping import Nightly
from kiosk.config import CentralSettings, DatabaseServer, HubProgramSettings, TerminalSettings
from kiosk.model.queue import Policy
from kiosk.programs.place import usable
from kiosk.programs.wiring import House
from kiosk.store.database import Store
from kiosk.store.errors import Damaged, NoCopyHere, NoFolder

REST_S = 300.0
Keepers = TerminalSettings | HubProgramSettings | CentralSettings
"""The programs with a database."""


def sound(store: Store, house: House) -> None:
    """After a crash the whole file is read. Raises Damaged if it may not be relied on."""
    if not housekeeping.check_after_crash(store, now=house.clock.now()):
        raise Damaged(file=store.name)


def keeper(
    store: Store, house: House, settings: TerminalSettings | HubProgramSettings, *, also: Callable[[], object] = lambda: None
) -> Callable[[], float]:
    """A Worker's step: drop what is over, keep room on the disk. also: what this program keeps besides."""
    keep = timedelta(days=settings.keep_days)

    def step() -> float:
        now = house.clock.now()
        also()
        housekeeping.tidy(store, now=now, policy=Policy())
        forgotten = housekeeping.forget(store, now=now, keep=keep)
        if not store.has_room and not housekeeping.make_room(store, now=now, keep=keep):
            house.log.event("disk.full")
        copy_if_due(house, settings)
        house.log.event("housekeeping.done", count=forgotten)
        return REST_S

    return step


def copy_if_due(house: House, settings: Keepers) -> None:
    """The nightly copy of a database file; a folder that cannot be written is in the log, and stops nothing else."""
    if isinstance(settings.kept_in, DatabaseServer):
        return
    plan = nightly(settings)
    try:
        with usable(plan.folder):
            made = housekeeping.copy_of_night(settings.kept_in, plan, now=house.clock.now().astimezone())
    except NoFolder as fault:
        house.log.fault(fault, worker="backup")
        return
    if made is not None:
        house.log.event("backup.done", size_bytes=made.stat().st_size)


def nightly(settings: Keepers) -> Nightly:
    own = settings.backup
    return Nightly(folder=own.folder or settings.own_copies, hour=own.hour, keep=own.keep)


def file_of(settings: Keepers) -> Path:
    """The database that is copied and put back here. Raises NoCopyHere where it is at a server."""
    place = settings.kept_in
    if isinstance(place, DatabaseServer):
        raise NoCopyHere(f"{place.name} is copied and put back at its server", database=place.name)
    return place
