"""How does a counter come to legs that nobody else may call? The hub grants them ahead, and takes them back before others need them.

The rule that makes it safe: what a console holds is always part of its lane at the hub. A console takes up only the answer to its last
question, and has let go of a leg in its own file before it says so; the hub frees only what a later question does not hold any more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.actions.here import Here, reason_of
from kiosk.actions.shelf import Edition
from kiosk.actions.turn import Turn
from kiosk.model.audit import AuditEvent
from kiosk.model.hall import CounterView, Leg, Order, QueueRefused
from kiosk.model.lane import LaneAnswer, LaneWord, ranks, share
from kiosk.model.parcel import HUB
from kiosk.store import lane as rows
from kiosk.store import meta, outbox
from kiosk.store.database import Store, Transaction
from kiosk.store.staff import Person
from kiosk.store.tally import last_number, next_number, skip

ASKED_ALOUD = 12
"""Numbers that a console shows beside its own, for the clerk to ask for."""

Open = Mapping[int, frozenset[str]]
"""Every open counter, and what it serves now."""

# -- at the hub -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Console:
    """Who asks, and in which hall."""

    station: str
    edition: Edition


def exchange(store: Store, word: LaneWord, console: Console, *, now: datetime) -> LaneAnswer:
    """What the console holds, holds no more, and holds from now on."""
    station = console.station
    with store.write() as tx:
        epoch = meta.get(tx, meta.EPOCH) or meta.FIRST_EPOCH
        last = rows.turn_of(tx, station)
        if word.turn <= last:
            return LaneAnswer(turn=last + 1)
        if word.epoch != epoch:
            return LaneAnswer(turn=word.turn)
        if rows.epoch_at(tx, station) != epoch:
            rows.settle(tx, station, word.holds)
        rows.heard(tx, station, counter=word.counter, turn=word.turn, epoch=epoch, at=now)
        if not rows.unheard(tx, epoch):
            rows.free(tx, rows.NOBODY)
        rows.free(tx, station, rows.held_by(tx, station) - set(word.holds))
        return _answer(tx, word, console)


def _answer(tx: Transaction, word: LaneWord, console: Console) -> LaneAnswer:
    open_, policy = _open(tx, console.edition), console.edition.policy
    mine = rows.held_by(tx, console.station)
    services = sorted(open_.get(word.counter, frozenset()))
    may_stay, new, free = set[UUID](), list[UUID](), list[Leg]()
    for service in services:
        numbers = ranks(open_, service)
        line = rows.waiting_line(tx, service, (policy.lane_size + policy.free_places) * len(numbers))
        deep = [leg for leg, _ in line][policy.free_places * len(numbers) :]
        may_stay |= {leg.id for leg in deep}
        taken = {leg.id for leg, holder in line if holder is not None}
        new += [leg.id for leg in share(deep, rank=numbers.index(word.counter), counters=len(numbers), taken=taken)]
        free += [leg for leg, holder in line if holder is None]
    keeps = [one for one in word.holds if one in may_stay and one in mine]
    more = rows.kept_of(tx, new[: max(0, policy.lane_size - len(keeps))])
    rows.give(tx, console.station, [one.leg for one in more])
    granted = {one.leg for one in more}
    ask = sorted((leg for leg in free if leg.id not in granted), key=lambda leg: (leg.due, leg.arrived_at, leg.id))[:ASKED_ALOUD]
    return LaneAnswer(
        turn=word.turn, back=tuple(one for one in word.holds if one not in keeps), more=more, ask=tuple(leg.label for leg in ask)
    )  # fmt: skip


def _open(tx: Transaction, edition: Edition) -> Open:
    return {view.number: _served(view, clerk, edition) for view, clerk in rows.open_desks(tx)}


def _served(view: CounterView, clerk: Person, edition: Edition) -> frozenset[str]:
    """Without what the counter only helps out with: that belongs to others as long as they are there."""
    counter = edition.counter(view.number)
    own = frozenset[str]() if counter is None else counter.services - counter.relief
    return clerk.may_serve((own if view.services is None else view.services) | edition.orphans, edition.skills)


def refuse_if_kept(turn: Turn, leg: Leg) -> None:
    """It is in the lane of another console, which may call it without asking. Raises QueueRefused kept."""
    holder = rows.station_of(turn.tx, leg.id)
    if holder not in {None, turn.station}:
        raise QueueRefused("kept", counter=rows.counter_at(turn.tx, holder or ""))


def open_lane(turn: Turn, here: Here, order: Order) -> None:
    """A manager lets everybody call what a silent counter holds; without a counter: what is not settled after a restore.

    That counter may call it all the same until it hears of it; whoever is called twice then stays in the record twice.
    """
    if not here.is_manager:
        raise QueueRefused("manager-needed")
    reason = reason_of(here, order)
    if order.to_counter is None:
        rows.all_heard(turn.tx, meta.get(turn.tx, meta.EPOCH) or meta.FIRST_EPOCH)
    stations = (rows.NOBODY,) if order.to_counter is None else rows.stations_at(turn.tx, order.to_counter)
    count = sum(rows.free(turn.tx, station) for station in stations)
    turn.note(AuditEvent.LANE_OPENED, counter=order.to_counter or 0, count=count, reason=reason, by=here.clerk.code)


# -- at a counter -----------------------------------------------------------------------------------------------------


def next_word(store: Store, counter: int, *, give_back: bool = False) -> LaneWord | None:
    """The next question, with all that is held; committed before it is asked. give_back: hold nothing any more.

    None: first the hub must hear what was done here.
    """
    with store.write() as tx:
        if outbox.load(tx, HUB)[0]:
            return None
        if give_back:
            rows.drop_kept(tx)
        holds = tuple(one.leg for one in rows.all_kept(tx))
        epoch = meta.get(tx, meta.HUB_EPOCH) or meta.FIRST_EPOCH
        return LaneWord(turn=next_number(tx, _TURN), counter=counter, holds=holds, epoch=epoch)


def take_up(store: Store, answer: LaneAnswer) -> bool:
    """The answer to the last question; to an earlier one it changes nothing. True: there is something to confirm at once."""
    with store.write() as tx:
        last = last_number(tx, _TURN)
        if answer.turn < last:
            return False
        if answer.turn > last:
            rows.drop_kept(tx)
            skip(tx, _TURN, answer.turn - last)
            return True
        rows.let_go(tx, answer.back)
        rows.keep(tx, answer.more)
        meta.put(tx, ASK, " ".join(answer.ask))
        return bool(answer.back)


_TURN = "lane"
ASK = "away ask"
"""Labels to ask for aloud, as last heard."""
