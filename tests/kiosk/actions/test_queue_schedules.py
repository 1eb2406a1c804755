"""Random days at a hall: no number twice, nobody called twice, the rows always those that the events tell."""

import random
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from kiosk.actions.appointment import keep, take_over
from kiosk.actions.audit import broken_at
from kiosk.actions.day import end_day
from kiosk.actions.feed import snapshot
from kiosk.actions.queue import LocalHall
from kiosk.actions.report import report
from kiosk.actions.timer import ring
from kiosk.actions.undo import columns_of
from kiosk.config import DatabaseServer
from kiosk.model.board import BoardState, apply
from kiosk.model.catalogue import Catalogue, QueueRules
from kiosk.model.hall import Deed, LegState, Order, Place, Pool, QueueRefused
from kiosk.store import feed, queue, tables
from kiosk.store.database import Store, Transaction
from tests.builders import (
    NINE,
    ZONE,
    FakeClock,
    a_booking,
    a_catalogue,
    a_clerk,
    a_counter,
    a_hall,
    a_service,
    a_ticket,
    an_open_counter,
    new_id,
)
from tests.postgres import Databases

Rows = dict[Any, dict[str, Any]]  # Any: keys and columns of three tables
COUNTERS = (1, 2, 3)
EDITIONS = (
    replace(
        a_catalogue(
            a_service("tax", wrap_s=10, carry_over=True), a_service("permit", series="B"),
            counters=(a_counter(1, "tax", "permit", relief=("tax",)), a_counter(2, "tax"), a_counter(3, "tax", "permit")),
        ),
        rules=QueueRules(promise_min=5, run_limit=2),
    ),
    replace(a_catalogue(a_service("tax")), version="2"),
    replace(a_catalogue(a_service("pension", series="P", wrap_s=60), a_service("permit", series="B", carry_over=True)), version="3"),
)  # fmt: skip
"""Catalogues of one hall; what one has, another may not have any more."""
ORDERS = (
    Order(deed=Deed.HOLD, reason="copy"), Order(deed=Deed.HOLD, reason="form", wake_at=NINE + timedelta(minutes=2), pool=Pool.COUNTER),
    Order(deed=Deed.TRANSFER, service="permit"), Order(deed=Deed.TRANSFER, to_counter=3),
    Order(deed=Deed.TRANSFER, service="tax", back=True),
    Order(deed=Deed.TRANSFER, service="permit", place=Place.FRONT, reason="other"), Order(deed=Deed.REQUEUE, reason="mistake"),
    Order(deed=Deed.ADD_SERVICE, service="permit"), Order(deed=Deed.GO_ON), Order(deed=Deed.UNDO), Order(deed=Deed.PAUSE, reason="break"),
    Order(deed=Deed.READY), Order(deed=Deed.WALK_UP, service="tax"), Order(deed=Deed.SET_SERVICES, services=frozenset({"permit"})),
    Order(deed=Deed.SET_SERVICES, services=frozenset({"tax", "permit"}), to_counter=2), Order(deed=Deed.SET_SERVICES, to_counter=2),
)  # fmt: skip
OF_A_LEG = (
    Deed.CALL_CHOSEN, Deed.REINSTATE, Deed.RESUME, Deed.CALL_BACK, Deed.CANCEL, Deed.SET_CLASS, Deed.TAKE_OVER
)  # fmt: skip
CODES = ("AA202603", "BB202603", "CC202603")
DEEDS = ("call_next", "recall", "start", "no_show", "finish", "close_counter", "open_counter")


def read(tx: Transaction, name: str, key: str) -> Rows:
    rows = tx.execute(select(tables.metadata.tables[name])).mappings()
    return {row[key]: {name: value for name, value in row.items() if name != "note"} for row in rows}


def folded(events: list[dict[str, Any]]) -> tuple[Rows, Rows, Rows]:
    """Visits, legs and counters as the events alone tell them."""
    visits: Rows = {}
    legs: Rows = {}
    desks: Rows = {}
    for event in events:
        facts, leg = event["facts"], event["leg"]
        if event["kind"] in {"issued", "booked"}:
            visits[event["visit"]] = issued(event)
        elif "visit" in facts:
            visits[event["visit"]] |= told(facts) | {"state": facts["visit"]["state"], "todo": " ".join(facts["visit"]["todo"])}
        if "leg" in facts:
            legs[leg] = columns_of(facts["leg"]) | {"version": 0}
        elif "now" in facts:
            legs[leg] |= columns_of(facts["now"]) | {"version": legs[leg]["version"] + 1}
        if "desk" in facts:
            fold_counter(desks, event)
        if "services" in facts:
            fold_services(desks, event)
    return visits, legs, desks


def _taken_at(event: dict[str, Any]) -> datetime:
    """A ticket that was taken without the hub is older than its event."""
    leg = event["facts"].get("leg")
    return datetime.fromisoformat(leg["arrived_at"]) if leg and event["kind"] == "issued" else event["at"]


def issued(event: dict[str, Any]) -> dict[str, Any]:
    said = event["facts"]["visit"]
    return {
        **said, "id": event["visit"], "day": date.fromisoformat(said["day"]), "todo": " ".join(said["todo"]), "station": event["station"],
        "language": event["data"].get("lang", said.get("language")), "taken_at": _taken_at(event),
        "submission": UUID(said["submission"]) if said.get("submission") else None,
    }  # fmt: skip


def told(facts: dict[str, Any]) -> dict[str, Any]:
    """Of a visit of which only the number was known before."""
    said = facts.get("told", {})
    return {**said, "taken_at": datetime.fromisoformat(said["taken_at"])} if said else {}


def fold_counter(desks: Rows, event: dict[str, Any]) -> None:
    desk = event["facts"]["desk"]
    was = desks.get(desk["number"], {})
    asked, by_itself = event["kind"] == "pausing", event["facts"]["deed"] == Deed.WRAPPED_UP
    until = desk["wrap_until"]
    desks[desk["number"]] = {
        **desk, "leg": UUID(desk["leg"]) if desk["leg"] else None, "since": was["since"] if asked else event["at"],
        "last_event": was["last_event"] if asked or by_itself else event["seq"], "services": was.get("services"),
        "wrap_until": datetime.fromisoformat(until) if until else None,
    }  # fmt: skip


def fold_services(desks: Rows, event: dict[str, Any]) -> None:
    """What a manager set; a counter that was never open is closed."""
    said = event["facts"]["services"]
    blank = dict.fromkeys(("staff", "leg", "reason", "pausing", "wrap_until", "last_event"))
    closed = {**blank, "number": said["number"], "state": "closed", "since": event["at"]}
    desks[said["number"]] = {**desks.get(said["number"], closed), "services": said["codes"]}


DAY = timedelta(days=1)


def assert_the_events_tell_the_rows(store: Store) -> None:
    with store.read() as tx:
        events = [dict(row) for row in tx.execute(select(tables.event).order_by(tables.event.c.seq)).mappings()]
        rows = tuple(read(tx, name, key) for name, key in (("visit", "id"), ("leg", "id"), ("counter", "number")))
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert folded(events) == rows
    days = sorted(event["at"].date() for event in events) or [NINE.date()]
    assert report(store, a_catalogue(), first=days[0] - DAY, last=days[-1] + DAY, now=NINE).adds_up


def assert_nobody_was_called_twice(store: Store) -> None:
    """Once called, a leg is called again only after it was let go; and no number is given twice."""
    with store.read() as tx:
        events = feed.events_after(tx, 0, 100_000)
    held: dict[object, object] = {}
    for event in events:
        leg, counter = event.data.get("l"), event.data.get("c")
        if event.kind in {"called", "started"}:
            assert held.setdefault(leg, counter) == counter
        elif event.kind == "ended":
            held.pop(leg, None)
    numbers = Counter((event.at.astimezone(ZONE).date(), event.data["n"]) for event in events if event.kind == "issued")
    assert not [label for label, times in numbers.items() if times > 1]


class Morning(RuleBasedStateMachine):
    """People come, clerks press buttons in any order, answers get lost, the hub is started anew."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.place = self.a_place()
        self.clock = FakeClock()
        self.store = Store.open(self.place, now=NINE)
        self.hall: LocalHall = a_hall(self.store, self.clock, EDITIONS[0])
        self.answers: dict[UUID, tuple[Callable[[UUID], object], object]] = {}
        self.state = BoardState()

    def teardown(self) -> None:
        assert_the_events_tell_the_rows(self.store)
        assert_nobody_was_called_twice(self.store)
        assert broken_at(self.store) is None
        self.store.close()
        self.stack.close()

    def a_place(self) -> Path | DatabaseServer:
        return Path(self.stack.enter_context(tempfile.TemporaryDirectory())) / "hall.db"

    def do(self, deed: Callable[[UUID], object]) -> None:
        request = new_id()
        try:
            answer = deed(request)
        except QueueRefused:
            return
        self.answers[request] = (deed, answer)

    @initialize()
    def open_all(self) -> None:
        self.sessions = {counter: an_open_counter(self.hall, counter=counter) for counter in COUNTERS}
        self.sessions[1] = a_clerk(self.hall, counter=1, role="manager")

    @rule()
    def time_is_up(self) -> None:
        """For whoever was kept for somebody or on hold, and for clerks who wrap up."""
        ring(self.hall)

    @rule(edition=st.sampled_from(EDITIONS))
    def another_catalogue(self, edition: Catalogue) -> None:
        self.hall.take_over(edition)

    @rule()
    def a_night(self) -> None:
        """The next morning the same clerks come."""
        self.clock.go_on(days=1)
        while end_day(self.hall):
            pass
        self.open_all()

    @rule(service=st.sampled_from(["tax", "permit", "pension"]), count=st.integers(1, 3))
    def come(self, service: str, count: int) -> None:
        for _ in range(count):
            self.do(lambda request: a_ticket(self.hall, service, request=request))

    @rule(minutes=st.sampled_from([-70, -5, 3, 30]), code=st.sampled_from(CODES), cancelled=st.booleans())
    def book(self, minutes: int, code: str, cancelled: bool) -> None:
        """The centre's list has news; a round of the hub follows, which lets go of those who did not come."""
        slot = self.clock.now() + timedelta(minutes=minutes)
        take_over(self.hall, [a_booking(code, slot=slot, cancelled=cancelled)], "city")
        keep(self.hall)

    @rule(code=st.sampled_from(CODES))
    def check_in(self, code: str) -> None:
        self.do(lambda request: self.hall.check_in(request, code=code))

    @rule(name=st.sampled_from(DEEDS), counter=st.sampled_from(COUNTERS))
    def press(self, name: str, counter: int) -> None:
        self.do(lambda request: getattr(self.hall, name)(request, session=self.sessions[counter], counter=counter))

    @rule(order=st.sampled_from(ORDERS), counter=st.sampled_from(COUNTERS))
    def ask(self, order: Order, counter: int) -> None:
        self.do(lambda request: self.hall.do(request, session=self.sessions[counter], counter=counter, order=order))

    @rule(deed=st.sampled_from(OF_A_LEG), counter=st.sampled_from(COUNTERS), data=st.data())
    def ask_for_a_ticket(self, deed: Deed, counter: int, data: st.DataObject) -> None:
        """Of somebody who may be anywhere in the hall."""
        with self.store.read() as tx:
            legs = sorted(tx.scalars(select(tables.leg.c.id)))
        if legs:
            order = Order(deed=deed, leg=data.draw(st.sampled_from(legs)), reason="other", priority="elderly")
            self.do(lambda request: self.hall.do(request, session=self.sessions[counter], counter=counter, order=order))

    @rule(counter=st.sampled_from(COUNTERS))
    def serve(self, counter: int) -> None:
        for name in ("call_next", "start", "finish"):
            self.press(name, counter)

    @rule(data=st.data())
    def ask_again(self, data: st.DataObject) -> None:
        """The answer was lost: the same id gives the same, whatever happened since."""
        if self.answers:
            deed, answer = self.answers[request := data.draw(st.sampled_from(sorted(self.answers)))]

            assert deed(request) == answer

    @rule(seconds=st.sampled_from([1, 12, 70]))
    def wait(self, seconds: int) -> None:
        self.clock.go_on(seconds=seconds)

    @rule()
    def start_anew(self) -> None:
        self.store.close()
        self.store = Store.open(self.place, now=self.clock.now())
        self.hall = replace(self.hall, store=self.store)

    @invariant()
    def a_visit_has_one_open_leg_at_a_time_and_lines_count_right(self) -> None:
        with self.store.read() as tx:
            legs = list(tx.execute(select(tables.leg.c.visit, tables.leg.c.state, tables.leg.c.service)))
            waiting = queue.waiting(tx)
        open_ = Counter(leg.visit for leg in legs if leg.state in {"waiting", "called", "serving", "on_hold"})
        assert set(open_.values()) <= {1}
        counted = Counter(leg.service for leg in legs if leg.state == LegState.WAITING)
        assert {service: count for service, count in waiting.items() if count} == counted

    @invariant()
    def boards_see_what_is_there(self) -> None:
        with self.store.read() as tx:
            for event in feed.events_after(tx, self.state.seq, 1000):
                self.state = apply(self.state, event)

        assert snapshot(self.store) == self.state


Morning.TestCase.settings = settings(max_examples=10, stateful_step_count=40)
TestMorning = Morning.TestCase


@pytest.mark.whole
def test_a_morning_at_a_database_server(databases: Databases) -> None:
    class MorningAtAServer(Morning):
        def a_place(self) -> Path | DatabaseServer:
            return self.stack.enter_context(databases.a_database())

    run_state_machine_as_test(MorningAtAServer, settings=settings(max_examples=4, stateful_step_count=30))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counters_that_press_at_once_never_call_the_same_citizen(store: Store, clock: FakeClock, seed: int) -> None:
    """Four threads, 25 rounds each, on one database; half of the answers are lost and asked for again."""
    hall = a_hall(store, clock)
    sessions = {counter: an_open_counter(hall, counter=counter) for counter in COUNTERS}
    for _ in range(40):
        a_ticket(hall, "tax")
    faults: list[BaseException] = []

    def clerk(counter: int) -> None:
        chance = random.Random(f"{seed}.{counter}")
        for _ in range(10):
            request = new_id()
            call = hall.call_next(request, session=sessions[counter], counter=counter)
            if chance.random() < 0.5:
                assert hall.call_next(request, session=sessions[counter], counter=counter) == call
            hall.start(new_id(), session=sessions[counter], counter=counter)
            hall.finish(new_id(), session=sessions[counter], counter=counter)

    def citizens() -> None:
        for _ in range(30):
            a_ticket(hall, "permit")

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as fault:  # noqa: BLE001 - reported on the main thread
            faults.append(fault)

    work = [lambda counter=counter: clerk(counter) for counter in COUNTERS]
    threads = [threading.Thread(target=guarded, args=(each,)) for each in (*work, citizens)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert_nobody_was_called_twice(store)
    assert_the_events_tell_the_rows(store)
    assert snapshot(store).waiting["tax"] + snapshot(store).waiting["permit"] == 40 + 30 - 30


def test_two_threads_with_one_request_get_one_ticket(store: Store, clock: FakeClock) -> None:
    hall, request = a_hall(store, clock), new_id()
    tickets: list[object] = []
    threads = [threading.Thread(target=lambda: tickets.append(a_ticket(hall, request=request))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(tickets) == 4
    assert len(set(map(repr, tickets))) <= 2  # a stored answer spells its zone in another way
    assert all(ticket == tickets[0] for ticket in tickets)
    assert snapshot(store).waiting == {"tax": 1}
