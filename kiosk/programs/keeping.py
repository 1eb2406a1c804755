"""What does a program with a database do when nobody looks? Once at the start, then every few minutes."""

from collections.abc import Callable
from datetime import timedelta

from kiosk.actions import housekeeping
from kiosk.model.queue import Policy
from kiosk.programs.wiring import HallSettings, House
from kiosk.store.database import Store
from kiosk.store.errors import Damaged

REST_S = 300.0


def sound(store: Store, house: House) -> None:
    """After a crash the whole file is read. Raises Damaged if it may not be relied on."""
    if not housekeeping.check_after_crash(store, now=house.clock.now()):
        raise Damaged(file=store.name)


def keeper(store: Store, house: House, settings: HallSettings, *, also: Callable[[], object] = lambda: None) -> Callable[[], float]:
    """A Worker's step: drop what is over, keep room on the disk. also: what this program keeps besides."""
    keep = timedelta(days=settings.keep_days)

    def step() -> float:
        now = house.clock.now()
        also()
        housekeeping.tidy(store, now=now, policy=Policy())
        forgotten = housekeeping.forget(store, now=now, keep=keep)
        if not store.has_room and not housekeeping.make_room(store, now=now, keep=keep):
            house.log.event("disk.full")
        house.log.event("housekeeping.done", count=forgotten)
        return REST_S

    return step
