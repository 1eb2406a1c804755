"""How do numbers come to a terminal before they are needed? The hub lends blocks; a number is lent once, whatever is asked again."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from kiosk.actions.turn import Turn
from kiosk.model.audit import AuditEvent
from kiosk.model.catalogue import Catalogue
from kiosk.model.hall import QueueRefused
from kiosk.model.ids import uuid7
from kiosk.model.lease import Block, LeaseWish, block_size, days_to_lease, series_of
from kiosk.store import lease as rows
from kiosk.store import meta
from kiosk.store.database import Store, Transaction
from kiosk.store.tally import last_number, skip

if TYPE_CHECKING:  # a terminal asks for numbers and keeps no queue
    from kiosk.actions.queue import LocalHall

HISTORY = timedelta(days=7)
MOST_WISHES = 100
_OPEN_WISH = "lease wish"


def lend(hall: "LocalHall", wish: LeaseWish) -> tuple[Block, ...]:
    """At the hub. A day and series whose numbers are all lent gives none: the terminal then has its own prefix.

    So do all days for which blocks may have been lent after the copy from which this hub was put back.
    Raises QueueRefused unknown-service for a series that the hall does not have.
    """
    now, station = hall.now(), hall.station
    known = series_of(hall.catalogue)
    if len(wish.wanted) > MOST_WISHES or any(series not in known for _, series in wish.wanted):
        raise QueueRefused("unknown-service")
    with hall.store.write() as tx:
        before = rows.given(tx, station, wish.request_no)
        if before:
            return before
        blocks = [one for day, series in sorted(set(wish.wanted)) if (one := _next_block(tx, hall, day, series, now)) is not None]
        for one in blocks:
            rows.give(tx, station, wish.request_no, one, now=now)
        turn = Turn(tx=tx, request=uuid7(now, hall.entropy(10)), at=now, station=station, actor="system")
        turn.note(AuditEvent.NUMBERS_LENT, station=station, request=wish.request_no, blocks=len(blocks))
    return tuple(blocks)


def _next_block(tx: Transaction, hall: "LocalHall", day: date, series: str, now: datetime) -> Block | None:
    name, policy = f"leased {day.isoformat()} {series}", hall.policy
    lent, room = last_number(tx, name), policy.number_beyond - policy.number_limit
    taken = rows.taken_at(tx, hall.station, series, (now - HISTORY).date())
    size = min(block_size(taken), room - lent)
    if size <= 0 or day.isoformat() < (meta.get(tx, meta.LEASES_FROM) or ""):
        return None
    first = policy.number_limit + lent
    skip(tx, name, size)
    return Block(day=day, series=series, first=first, last=first + size - 1)


def wish_of(store: Store, catalogue: Catalogue, now: datetime) -> LeaseWish | None:
    """At a terminal: what to ask for, written down before it is asked; None if all blocks are more than half full.

    A wish that was not answered is asked again as it was.
    """
    with store.write() as tx:
        said = meta.get(tx, _OPEN_WISH)
        if said:
            return _wish(said)
        days = days_to_lease(catalogue, now)
        rows.drop(tx, days[0])
        wanted = [(day, series) for day in days for series in series_of(catalogue) if _is_short(*rows.left(tx, day, series))]
        if not wanted or _was_told_none(tx, wanted, now):
            return None
        wish = LeaseWish(request_no=_request_no(tx, now), wanted=tuple(wanted))
        meta.put(tx, _OPEN_WISH, _spelled(wish))
    return wish


def _request_no(tx: Transaction, now: datetime) -> int:
    """Rises, also on a new disk: or else the hub would answer with what it lent to the disk of before."""
    last = last_number(tx, "lease")
    return skip(tx, "lease", max(last + 1, int(now.timestamp() * 1000)) - last)


def keep_blocks(store: Store, wish: LeaseWish, blocks: Sequence[Block], *, now: datetime) -> None:
    """At a terminal: the answer to this wish; to one that is not open any more it is let go, for it was taken before."""
    with store.write() as tx:
        if meta.get(tx, _OPEN_WISH) != _spelled(wish):
            return
        rows.keep(tx, blocks)
        meta.put(tx, _OPEN_WISH, "")
        none = sorted({f"{day.isoformat()} {series}" for day, series in wish.wanted} - {f"{b.day.isoformat()} {b.series}" for b in blocks})
        meta.put(tx, _TOLD_NONE, json.dumps({"at": now.isoformat(), "wanted": none}))


_TOLD_NONE = "lease none"
ASK_AGAIN = timedelta(hours=1)
"""After the hub had no numbers left for a day."""


def _was_told_none(tx: Transaction, wanted: Sequence[tuple[date, str]], now: datetime) -> bool:
    told = json.loads(meta.get(tx, _TOLD_NONE) or "{}")
    names = {f"{day.isoformat()} {series}" for day, series in wanted}
    return bool(told) and names <= set(told["wanted"]) and now < datetime.fromisoformat(told["at"]) + ASK_AGAIN


def _is_short(left: int, size: int) -> bool:
    return 2 * left <= size


def _spelled(wish: LeaseWish) -> str:
    return json.dumps({"no": wish.request_no, "wanted": [[day.isoformat(), series] for day, series in wish.wanted]})


def _wish(said: str) -> LeaseWish:
    told = json.loads(said)
    return LeaseWish(request_no=told["no"], wanted=tuple((date.fromisoformat(day), series) for day, series in told["wanted"]))
