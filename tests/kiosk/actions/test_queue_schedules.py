"""Random days at a hall: no number twice, nobody called twice, the rows always those that the events tell."""

import random
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from kiosk.actions.audit import broken_at
from kiosk.actions.feed import snapshot
from kiosk.actions.queue import LocalHall
from kiosk.config import DatabaseServer
from kiosk.model.board import BoardState, apply
from kiosk.model.queue import QueueRefused
from kiosk.store import feed, tables
from kiosk.store.database import Store, Transaction
from tests.builders import NINE, FakeClock, a_hall, a_ticket, an_open_counter, new_id
from tests.postgres import Databases

Rows = dict[Any, dict[str, Any]]  # Any: keys and columns of three tables
COUNTERS = (1, 2, 3)
DEEDS = ("call_next", "recall", "start", "no_show", "finish", "close_counter", "open_counter")


def read(tx: Transaction, name: str, key: str) -> Rows:
    rows = tx.execute(select(tables.metadata.tables[name])).mappings()
    return {row[key]: dict(row) for row in rows}


def folded(events: list[dict[str, Any]]) -> tuple[Rows, Rows, Rows]:
    """Visits, legs and counters as the events alone tell them."""
    visits: Rows = {}
    legs: Rows = {}
    desks: Rows = {}
    for event in events:
        if event["kind"] == "issued":
            visits[event["visit"]], legs[event["leg"]] = issued(event)
        elif event["leg"] is not None:
            fold_leg(legs[event["leg"]], visits[event["visit"]], event)
        fold_counter(desks, event)
    return visits, legs, desks


def issued(event: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    said, data, at = event["facts"], event["data"], event["at"]
    visit = {
        "id": event["visit"], "hall": "north", "day": datetime.fromisoformat(said["day"]).date(), "series": said["series"],
        "number": said["number"], "station": event["station"], "language": data["lang"], "audience": said["audience"],
        "taken_at": at, "state": "open",
    }  # fmt: skip
    blank = dict.fromkeys(("counter", "staff", "called_at", "announced_at", "started_at", "ended_at"))
    leg = {
        "id": event["leg"], "visit": event["visit"], "service": data["s"], "state": "waiting", "arrived_at": at,
        "due": datetime.fromisoformat(said["due"]), "calls": 0, "version": 0, **blank,
    }  # fmt: skip
    return visit, leg


def fold_leg(leg: dict[str, Any], visit: dict[str, Any], event: dict[str, Any]) -> None:
    at = event["at"]
    leg["state"], leg["version"] = event["facts"]["after"], leg["version"] + 1
    if event["kind"] == "called":
        leg.update(counter=event["data"]["c"], staff=event["actor"], called_at=at)
    if event["kind"] in {"called", "recalled"}:
        leg.update(announced_at=at, calls=leg["calls"] + 1)
    if event["kind"] == "started":
        leg["started_at"] = at
    if event["kind"] in {"ended", "moved"}:
        leg["ended_at"] = at
        visit["state"] = "closed"


def fold_counter(desks: Rows, event: dict[str, Any]) -> None:
    number = event["data"].get("c")
    if number is None:
        return
    state = event["data"]["desk" if event["kind"] == "ended" else "state"]
    holds = event["leg"] if event["kind"] in {"called", "recalled", "started"} else None
    staff = None if state == "closed" else event["actor"]
    desks[number] = {"number": number, "state": state, "staff": staff, "leg": holds, "since": event["at"]}


def assert_the_events_tell_the_rows(store: Store) -> None:
    with store.read() as tx:
        events = [dict(row) for row in tx.execute(select(tables.event).order_by(tables.event.c.seq)).mappings()]
        rows = tuple(read(tx, name, key) for name, key in (("visit", "id"), ("leg", "id"), ("counter", "number")))
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert folded(events) == rows


def assert_nobody_was_called_twice(store: Store) -> None:
    with store.read() as tx:
        events = feed.events_after(tx, 0, 100_000)
    called = Counter(event.data["l"] for event in events if event.kind == "called")
    numbers = Counter(event.data["n"] for event in events if event.kind == "issued")
    assert not [leg for leg, times in called.items() if times > 1]
    assert not [label for label, times in numbers.items() if times > 1]


class Morning(RuleBasedStateMachine):
    """People come, clerks press buttons in any order, answers get lost, the hub is started anew."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.place = self.a_place()
        self.clock = FakeClock()
        self.store = Store.open(self.place, now=NINE)
        self.hall: LocalHall = a_hall(self.store, self.clock)
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

    @rule(service=st.sampled_from(["tax", "permit"]), count=st.integers(1, 3))
    def come(self, service: str, count: int) -> None:
        for _ in range(count):
            self.do(lambda request: a_ticket(self.hall, service, request=request))

    @rule(name=st.sampled_from(DEEDS), counter=st.sampled_from(COUNTERS))
    def press(self, name: str, counter: int) -> None:
        self.do(lambda request: getattr(self.hall, name)(request, session=self.sessions[counter], counter=counter))

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
    def boards_see_what_is_there(self) -> None:
        with self.store.read() as tx:
            for event in feed.events_after(tx, self.state.seq, 1000):
                self.state = apply(self.state, event)

        assert snapshot(self.store) == self.state


Morning.TestCase.settings = settings(max_examples=12, stateful_step_count=30)
TestMorning = Morning.TestCase


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
