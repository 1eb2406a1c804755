"""What can a counter do by itself while the hub is away? Serve whoever shows a ticket, call whom nobody else may call; each deed is kept.

Each deed is one commit: whom the counter has, and the parcel that tells the hub. Boards stay silent for these calls.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from kiosk.actions.away import parcel_of
from kiosk.actions.lane import ASK
from kiosk.actions.shelf import Shelf
from kiosk.actions.turn import Turn
from kiosk.clock import Clock
from kiosk.model.audit import AuditEvent
from kiosk.model.away import Done, HandedDeed, Kept, Present
from kiosk.model.canonical import whole_ms
from kiosk.model.catalogue import Catalogue
from kiosk.model.hall import QueueRefused
from kiosk.model.ids import uuid7
from kiosk.model.parcel import HUB, Parcel, ParcelKind
from kiosk.store import lane, meta, outbox
from kiosk.store.database import Store, Transaction

_HANDED = TypeAdapter(HandedDeed)
_PRESENT = TypeAdapter(Present)
_HERE = "away present"
_CLERK = "away clerk"
_LABEL = re.compile(r"([A-Z]{1,3}|[A-Z][0-9]{1,3}-)0*([1-9][0-9]{0,8})")


@dataclass(frozen=True, kw_only=True)
class CounterDesk:
    """A counter without its hub. station: of the console; offset: how far the hub's clock is ahead of ours, as far as is known."""

    store: Store
    shelf: Shelf
    station: str
    counter: int
    clock: Clock
    entropy: Callable[[int], bytes] = field(repr=False)
    offset: Callable[[], timedelta] = timedelta

    @property
    def catalogue(self) -> Catalogue:
        return self.shelf.catalogue

    def now(self) -> datetime:
        return whole_ms(self.clock.now())


@dataclass(frozen=True, kw_only=True)
class Clerk:
    """Who is signed in, as far as a console may keep it: without the token."""

    staff: str
    name: str
    until: datetime


_WHO = TypeAdapter(Clerk)


@dataclass(frozen=True, kw_only=True)
class AwayView:
    """What the console shows. lane: how many it may still call; ask: numbers to ask for aloud; unsent: deeds to be told to the hub."""

    present: Present | None
    lane: int
    ask: tuple[str, ...]
    unsent: int


def know(desk: CounterDesk, clerk: Clerk | None) -> None:
    """Who works here, for a console that is started anew while the hub is away; None: nobody any more."""
    with desk.store.write() as tx:
        meta.put(tx, _CLERK, "" if clerk is None else _WHO.dump_json(clerk).decode())


def clerk_of(desk: CounterDesk) -> Clerk | None:
    """Whoever was signed in here last and is not over."""
    with desk.store.read() as tx:
        kept = meta.get(tx, _CLERK)
    clerk = _WHO.validate_json(kept) if kept else None
    return clerk if clerk is not None and desk.now() < clerk.until else None


def view(desk: CounterDesk) -> AwayView:
    with desk.store.read() as tx:
        return AwayView(present=_present(tx), lane=len(lane.all_kept(tx)), ask=tuple(_asked(tx)), unsent=outbox.load(tx, HUB)[0])


def call_next(desk: CounterDesk, staff: str) -> Present | None:
    """The first of this counter's lane, which no other may call; None: it is empty. Raises QueueRefused counter-busy."""
    with _turn(desk, staff) as turn:
        _refuse_if_busy(turn)
        first = next(iter(lane.all_kept(turn.tx)), None)
        if first is None:
            return None
        lane.let_go(turn.tx, [first.leg])
        return _keep(turn, desk, Done.CALLED, _called(first, turn.at))


def serve(desk: CounterDesk, staff: str, label: str) -> Present:
    """Somebody stands here with this ticket. Raises QueueRefused counter-busy, unknown-leg (that is no number of this hall)."""
    with _turn(desk, staff) as turn:
        _refuse_if_busy(turn)
        shown = _shown(turn, desk, label)
        if shown.leg is not None:
            lane.let_go(turn.tx, [shown.leg])
        meta.put(turn.tx, ASK, " ".join(one for one in _asked(turn.tx) if one != shown.label))
        return _keep(turn, desk, Done.STARTED, replace(shown, started_at=turn.at))


def take_along(desk: CounterDesk, label: str, *, service: str, called_at: datetime | None, started_at: datetime | None) -> None:
    """Whom the counter had when the hub went away; nothing is told, for the hub knows it."""
    with desk.store.write() as tx:
        found = _LABEL.fullmatch(label)
        if found is not None and _present(tx) is None:
            day = desk.now().astimezone(desk.catalogue.zone).date()
            had = Present(
                label=label, series=found[1], number=int(found[2]), day=day, service=service, called_at=called_at, started_at=started_at
            )  # fmt: skip
            _put(tx, had)


def start(desk: CounterDesk, staff: str) -> Present:
    """The citizen who was called is there. Raises QueueRefused wrong-state."""
    with _turn(desk, staff) as turn:
        here = _here(turn, served=False)
        return _keep(turn, desk, Done.STARTED, replace(here, started_at=turn.at))


def no_show(desk: CounterDesk, staff: str) -> None:
    """Nobody came. Raises QueueRefused wrong-state."""
    with _turn(desk, staff) as turn:
        _end(turn, desk, Done.NO_SHOW, _here(turn, served=False))


def finish(desk: CounterDesk, staff: str) -> None:
    """Raises QueueRefused wrong-state."""
    with _turn(desk, staff) as turn:
        _end(turn, desk, Done.FINISHED, _here(turn, served=True))


def note_online(desk: CounterDesk, staff: str, done: Done, present: Present) -> None:
    """What was done at the hub is kept here too, to be offered again if the hub is put back from a copy."""
    with _turn(desk, staff) as turn:
        if present.leg is not None:
            lane.let_go(turn.tx, [present.leg])
        parcel = _parcel(turn, desk, done, present)
        outbox.put(turn.tx, parcel, now=turn.at)
        outbox.settle_at_once(turn.tx, parcel.id, HUB, now=turn.at)


def named(desk: CounterDesk, label: str) -> tuple[str, int]:
    """Series and number of what is written on a ticket. Raises QueueRefused unknown-leg."""
    found = _LABEL.fullmatch(label.strip().upper().replace(" ", ""))
    if found is None:
        raise QueueRefused("unknown-leg")
    return found[1], int(found[2])


_ENDS = frozenset({Done.NO_SHOW, Done.FINISHED})


@contextmanager
def _turn(desk: CounterDesk, staff: str) -> Iterator[Turn]:
    now = desk.now()
    with desk.store.write() as tx:
        yield Turn(tx=tx, request=uuid7(now, desk.entropy(10)), at=now, station=desk.station, actor=staff)


def _called(first: Kept, now: datetime | None) -> Present:
    return Present(
        label=first.label, series=first.series, number=first.number, day=first.day, service=first.service, leg=first.leg, called_at=now
    )  # fmt: skip


def _shown(turn: Turn, desk: CounterDesk, label: str) -> Present:
    series, number = named(desk, label)
    known = next((one for one in lane.all_kept(turn.tx) if (one.series, one.number) == (series, number)), None)
    if known is not None:
        return _called(known, None)
    day = turn.at.astimezone(desk.catalogue.zone).date()
    return Present(label=f"{series}{number:03d}", series=series, number=number, day=day, service=_service(desk, series))


def _service(desk: CounterDesk, series: str) -> str:
    """What the citizen probably came for; the ticket's own word corrects it later."""
    here = desk.catalogue.counter(desk.counter).services
    offered = [one for one in desk.catalogue.services if one.code in here]
    return next((one.code for one in offered if one.series == series), offered[0].code)


def _refuse_if_busy(turn: Turn) -> None:
    here = _present(turn.tx)
    if here is not None:
        raise QueueRefused("counter-busy", label=here.label)


def _here(turn: Turn, *, served: bool) -> Present:
    here = _present(turn.tx)
    if here is None or (here.started_at is not None) != served:
        raise QueueRefused("wrong-state", state="available" if here is None else "calling" if served else "serving")
    return here


def _keep(turn: Turn, desk: CounterDesk, done: Done, here: Present) -> Present:
    _put(turn.tx, here)
    _tell(turn, desk, done, here)
    return here


def _end(turn: Turn, desk: CounterDesk, done: Done, here: Present) -> None:
    meta.put(turn.tx, _HERE, "")
    _tell(turn, desk, done, here)


def _tell(turn: Turn, desk: CounterDesk, done: Done, here: Present) -> None:
    outbox.put(turn.tx, _parcel(turn, desk, done, here), now=turn.at)
    turn.note(AuditEvent.DEED_KEPT, label=here.label, counter=desk.counter, done=done)


def _parcel(turn: Turn, desk: CounterDesk, done: Done, here: Present) -> Parcel:
    handed = HandedDeed(
        id=turn.request, done=done, counter=desk.counter, staff=turn.actor, made_at=turn.at,
        offset_ms=desk.offset() // timedelta(milliseconds=1), ended_at=turn.at if done in _ENDS else None, **vars(here),
    )  # fmt: skip
    return parcel_of(handed.id, ParcelKind.DEED, _HANDED.dump_python(handed, mode="json", exclude_none=True))


def _asked(tx: Transaction) -> list[str]:
    return (meta.get(tx, ASK) or "").split()


def _present(tx: Transaction) -> Present | None:
    kept = meta.get(tx, _HERE)
    return _PRESENT.validate_json(kept) if kept else None


def _put(tx: Transaction, here: Present) -> None:
    meta.put(tx, _HERE, _PRESENT.dump_json(here).decode())
