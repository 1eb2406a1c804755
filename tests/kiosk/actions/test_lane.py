"""Lanes: what a console holds is its own, what others need comes back first, and a late word changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.actions import devices, lane, restoring
from kiosk.actions.lane import Console
from kiosk.actions.queue import LocalHall
from kiosk.model.hall import Deed, Order, QueueRefused
from kiosk.model.lane import LaneAnswer
from kiosk.model.parcel import HUB, Parcel, ParcelKind
from kiosk.model.queue import Policy
from kiosk.store import lane as rows
from kiosk.store import outbox, tables
from kiosk.store.database import Store
from tests.builders import (
    NINE,
    FakeClock,
    a_catalogue,
    a_clerk,
    a_counter,
    a_hall,
    a_service,
    a_ticket,
    an_empty_file,
    an_open_counter,
    new_id,
    some_id,
)

POLICY = Policy(free_places=1, lane_size=2)


@dataclass
class Desk:
    """A console at a counter, with its own file."""

    hall: LocalHall
    store: Store
    counter: int
    session: str

    @property
    def station(self) -> str:
        return f"D{self.counter}"

    @property
    def here(self) -> LocalHall:
        return self.hall.for_station(self.station)

    def ask(self) -> LaneAnswer:
        """A question whose answer is lost."""
        word = lane.next_word(self.store, self.counter)
        assert word is not None
        console = Console(station=self.station, edition=self.hall.shelf.now)
        return lane.exchange(self.hall.store, word, console, now=self.hall.now())

    def keep(self) -> bool:
        return lane.take_up(self.store, self.ask())

    def holds(self) -> list[str]:
        with self.store.read() as tx:
            return [one.label for one in rows.all_kept(tx)]

    def call(self) -> str | None:
        call = self.here.call_next(new_id(), session=self.session, counter=self.counter)
        return call.label if call else None

    def do(self, **words: object) -> None:
        self.here.do(new_id(), session=self.session, counter=self.counter, order=Order(**words))  # type: ignore[arg-type]


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    return a_hall(store, clock, policy=POLICY)


@pytest.fixture
def desks(hall: LocalHall, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    files = [an_empty_file(tmp_path / name) for name in ("d1.db", "d3.db")]
    with Store.open(files[0], now=NINE) as first, Store.open(files[1], now=NINE) as third:
        yield (
            Desk(hall, first, 1, an_open_counter(hall, counter=1)),
            Desk(hall, third, 3, an_open_counter(hall, counter=3)),
        )


def people(hall: LocalHall, count: int) -> None:
    for _ in range(count):
        assert isinstance(hall.clock, FakeClock)
        hall.clock.go_on(seconds=1)
        a_ticket(hall)


def test_a_short_queue_is_in_nobodys_lane(hall: LocalHall, desks: tuple[Desk, Desk]) -> None:
    people(hall, 2)

    assert [desk.keep() for desk in desks] == [False, False]
    assert [desk.holds() for desk in desks] == [[], []]


def test_lanes_run_side_by_side_through_the_line_and_the_head_is_free(hall: LocalHall, desks: tuple[Desk, Desk]) -> None:
    people(hall, 8)
    answers = [desk.ask() for desk in desks]
    for desk, answer in zip(desks, answers, strict=True):
        lane.take_up(desk.store, answer)

    assert [desk.holds() for desk in desks] == [["A003", "A005"], ["A004", "A006"]]
    assert [answer.ask for answer in answers] == [("A001", "A002", "A004", "A006"), ("A001", "A002")]


def test_a_counter_calls_what_is_free_or_its_own_and_others_wait_for_the_release(hall: LocalHall, desks: tuple[Desk, Desk]) -> None:
    first, third = desks
    people(hall, 6)
    first.keep()
    for expected in ("A001", "A002", "A004"):
        assert third.call() == expected
        third.here.start(new_id(), session=third.session, counter=3)
        third.here.finish(new_id(), session=third.session, counter=3)
    assert first.holds() == ["A003", "A005"]

    assert first.keep()
    first.keep()
    assert third.call() == "A003"


def test_a_counter_that_finds_only_what_others_keep_is_told_so(hall: LocalHall, desks: tuple[Desk, Desk]) -> None:
    first, third = desks
    people(hall, 4)
    first.keep()
    third.keep()
    with hall.store.write() as tx:
        rows.free(tx, "D3")
        rows.give(tx, "D1", [leg.id for leg, holder in rows.waiting_line(tx, "tax", 9) if holder is None])
    with pytest.raises(QueueRefused) as refusal:
        third.call()

    assert (refusal.value.reason, refusal.value.facts) == ("kept", {"counter": 1})


def test_what_is_kept_cannot_be_chosen_elsewhere(hall: LocalHall, desks: tuple[Desk, Desk]) -> None:
    first, third = desks
    people(hall, 4)
    first.keep()
    with first.store.read() as tx:
        [kept, *_] = rows.all_kept(tx)
    with pytest.raises(QueueRefused) as refusal:
        third.do(deed=Deed.CALL_CHOSEN, leg=kept.leg, reason="other")

    assert refusal.value.reason == "kept"


def test_an_answer_to_an_earlier_question_is_not_taken_up(hall: LocalHall, desks: tuple[Desk, Desk]) -> None:
    first, _ = desks
    people(hall, 8)
    late = first.ask()
    lane.next_word(first.store, 1)

    assert not lane.take_up(first.store, late)
    assert first.holds() == []


def test_what_was_granted_in_a_lost_answer_is_free_again_with_the_next_question(hall: LocalHall, desks: tuple[Desk, Desk]) -> None:
    first, _ = desks
    people(hall, 8)
    lost = first.ask()
    first.keep()

    assert len(lost.more) == 2
    assert first.holds() == ["A003", "A005"]
    with hall.store.read() as tx:
        assert len(rows.held_by(tx, "D1")) == 2


def test_a_question_that_comes_late_frees_nothing(hall: LocalHall, desks: tuple[Desk, Desk]) -> None:
    first, _ = desks
    people(hall, 8)
    word = lane.next_word(first.store, 1)
    first.keep()
    assert word is not None
    console = Console(station="D1", edition=hall.shelf.now)
    late = lane.exchange(hall.store, word, console, now=hall.now())

    assert late.turn > word.turn
    with hall.store.read() as tx:
        assert len(rows.held_by(tx, "D1")) == 2


def test_a_console_that_was_put_back_holds_nothing_and_is_heard_again(hall: LocalHall, desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    first, _ = desks
    people(hall, 8)
    for _ in range(3):
        first.keep()
    with Store.open(an_empty_file(tmp_path / "new.db"), now=NINE) as empty:
        anew = Desk(hall, empty, 1, first.session)
        behind = anew.keep()
        again = anew.keep()

        assert (behind, again) == (True, False)
        assert anew.holds() == ["A003", "A005"]


def test_a_lane_holds_only_what_the_clerk_may_serve_and_what_the_counter_does_not_only_help_out_with(
    store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    """A counter that has left the catalogue, or a clerk without the skill, gets nothing."""
    tax, permit = a_service(), a_service("permit", series="B", skill="permits")
    helping = replace(a_counter(1, "tax", "permit"), relief=frozenset({"tax"}))
    hall = a_hall(store, clock, a_catalogue(tax, permit, counters=(helping,)), policy=POLICY)
    session = an_open_counter(hall, counter=1)
    for _ in range(4):
        a_ticket(hall, "tax")
        a_ticket(hall, "permit")
    with Store.open(an_empty_file(tmp_path / "d1.db"), now=NINE) as own:
        desk = Desk(hall, own, 1, session)
        desk.keep()
        assert desk.holds() == []
        hall.shelf.put(a_catalogue(tax, permit, counters=(a_counter(2, "tax", "permit"),)), frozenset())
        desk.keep()
        assert desk.holds() == []


@pytest.mark.parametrize("deed", [Deed.PAUSE, Deed.CLOSE])
def test_a_counter_that_pauses_or_closes_gives_all_back(hall: LocalHall, desks: tuple[Desk, Desk], deed: Deed) -> None:
    first, _ = desks
    people(hall, 8)
    first.keep()
    first.do(deed=deed, reason="break")

    assert first.keep()
    assert not first.keep()
    assert first.holds() == []


def test_a_console_that_ends_gives_all_back_at_once(hall: LocalHall, desks: tuple[Desk, Desk]) -> None:
    first, _ = desks
    people(hall, 8)
    first.keep()
    word = lane.next_word(first.store, 1, give_back=True)

    assert word is not None
    assert word.holds == ()
    assert first.holds() == []


def test_nothing_is_asked_before_the_hub_has_heard_what_was_done(desks: tuple[Desk, Desk]) -> None:
    first, _ = desks
    parcel = Parcel(id=some_id(1), kind=ParcelKind.DEED, destination=HUB, body=b"{}", sha256="")
    with first.store.write() as tx:
        outbox.put(tx, parcel, now=NINE)

    assert lane.next_word(first.store, 1) is None


def test_a_manager_opens_the_lane_of_a_silent_counter_with_a_reason(hall: LocalHall, desks: tuple[Desk, Desk]) -> None:
    first, third = desks
    people(hall, 8)
    first.keep()
    manager = a_clerk(hall, counter=2, code="boss", role="manager")
    hall.open_counter(new_id(), session=manager, counter=2)
    order = Order(deed=Deed.OPEN_LANE, to_counter=1, reason="silent")
    with pytest.raises(QueueRefused) as refusal:
        third.do(deed=Deed.OPEN_LANE, to_counter=1, reason="silent")
    hall.do(new_id(), session=manager, counter=2, order=order)

    assert refusal.value.reason == "manager-needed"
    with hall.store.read() as tx:
        assert rows.held_by(tx, "D1") == frozenset()


def test_after_a_restore_nobody_calls_what_a_console_may_hold_until_all_were_heard(hall: LocalHall, desks: tuple[Desk, Desk]) -> None:
    first, third = desks
    people(hall, 8)
    first.keep()
    third.keep()
    restoring.begin_anew(hall.store, now=NINE)
    with pytest.raises(QueueRefused):
        third.call()
    assert first.ask().more == ()

    for desk in desks:
        restoring.heed_epoch(desk.store, HUB, restoring.epoch_of(hall.store), now=NINE)
    first.keep()
    with pytest.raises(QueueRefused):
        third.call()
    third.keep()
    assert third.call() == "A001"
    assert first.holds() == ["A003", "A005"]


def test_after_a_restore_consoles_that_were_locked_out_or_are_waved_through_are_not_waited_for(
    hall: LocalHall, desks: tuple[Desk, Desk]
) -> None:
    first, third = desks
    people(hall, 3)
    first.keep()
    third.keep()
    restoring.begin_anew(hall.store, now=NINE)
    manager = a_clerk(hall, counter=2, code="boss", role="manager")
    hall.open_counter(new_id(), session=manager, counter=2)
    hall.do(new_id(), session=manager, counter=2, order=Order(deed=Deed.OPEN_LANE, reason="restored"))

    assert third.call() == "A001"
    assert devices.find(hall.store, "D1") is None


def test_a_repeated_undo_does_not_take_what_another_console_may_call(hall: LocalHall, desks: tuple[Desk, Desk], clock: FakeClock) -> None:
    """The ticket came back into the line after a no-show, and another counter has it in its lane."""
    first, third = desks
    people(hall, 1)
    assert first.call() == "A001"
    clock.go_on(seconds=61)
    first.here.recall(new_id(), session=first.session, counter=1)
    first.here.no_show(new_id(), session=first.session, counter=1)
    with hall.store.write() as tx:
        [leg] = tx.execute(select(tables.leg.c.id)).scalars()
    third.do(deed=Deed.REINSTATE, leg=leg)
    with hall.store.write() as tx:
        rows.give(tx, "D3", [leg])
    with pytest.raises(QueueRefused) as refusal:
        first.do(deed=Deed.UNDO)

    assert refusal.value.reason == "kept"
    assert hall.now() - NINE < timedelta(minutes=2)


def test_a_counter_that_was_moved_to_other_services_keeps_nobody_of_the_old_ones(hall: LocalHall, desks: tuple[Desk, Desk]) -> None:
    """M8: from its next question on."""
    first, third = desks
    people(hall, 8)
    for desk in desks:
        desk.keep()
    manager = an_open_counter(hall, counter=2, code="m1", role="manager")
    order = Order(deed=Deed.SET_SERVICES, to_counter=3, services=frozenset({"permit"}))
    hall.do(new_id(), session=manager, counter=2, order=order)
    hall.close_counter(new_id(), session=manager, counter=2)
    for desk in (third, third, first, first):
        desk.keep()

    assert third.holds() == []
    assert first.holds() == ["A002", "A003"]


def test_a_lane_holds_nobody_whom_the_counter_only_helps_or_whose_skill_its_clerk_lacks(
    store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    services = (a_service("tax"), a_service("permit", series="B", skill="interpreter"))
    counters = (a_counter(1, "tax", "permit"), a_counter(3, "tax", "permit", relief=("tax",)))
    hall = a_hall(store, clock, a_catalogue(*services, counters=counters), policy=POLICY)
    for service in ("tax", "permit"):
        for _ in range(6):
            a_ticket(hall, service)
            clock.go_on(seconds=1)
    with Store.open(tmp_path / "d1.db", now=NINE) as one, Store.open(tmp_path / "d3.db", now=NINE) as three:
        able = a_clerk(hall, counter=3, skills=("interpreter",))
        hall.open_counter(new_id(), session=able, counter=3)
        plain, helper = Desk(hall, one, 1, an_open_counter(hall, counter=1)), Desk(hall, three, 3, able)
        plain.keep()
        helper.keep()

        assert {label[0] for label in plain.holds()} == {"A"}
        assert {label[0] for label in helper.holds()} == {"B"}
