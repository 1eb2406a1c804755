"""What a clerk sees at a counter: who waits, is held, was absent, is served elsewhere; what is here, and what can be taken back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from kiosk.actions.insight import Insight
from kiosk.actions.lists import LocalLists
from kiosk.actions.queue import LocalHall
from kiosk.model.hall import Deed, LegState, Order, QueueRefused
from kiosk.model.lists import PAGE, CounterLists, Passed
from kiosk.store import tables
from kiosk.store.database import Store
from tests.builders import FakeClock, a_clerk, a_hall, a_ticket, an_open_counter, new_id, some_id


class Clerk:
    """Somebody at an open counter, and what the console there shows."""

    def __init__(self, hall: LocalHall, number: int = 1, role: str = "clerk", services: tuple[str, ...] = ("*",)) -> None:
        self.hall, self.number = hall, number
        self.session = a_clerk(hall, counter=number, role=role, services=services)
        hall.open_counter(new_id(), session=self.session, counter=number)
        self.lists = LocalLists(hall=hall)

    def sees(self, find: str = "") -> CounterLists:
        return self.lists.read(session=self.session, counter=self.number, find=find)

    def do(self, deed: Deed, **words: object) -> str | None:
        order = Order(deed=deed, **words)  # type: ignore[arg-type] # words of an order
        return self.hall.do(new_id(), session=self.session, counter=self.number, order=order).label

    def serve(self) -> str | None:
        self.do(Deed.CALL_NEXT)
        return self.do(Deed.START)


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    return a_hall(store, clock)


@pytest.fixture
def clerk(hall: LocalHall) -> Clerk:
    return Clerk(hall)


def labels(rows: object) -> list[str]:
    return [row.label for row in rows]  # type: ignore[attr-defined] # rows of a list


def test_who_waits_stands_in_the_order_of_the_calls_of_all_services_here(hall: LocalHall, clerk: Clerk, clock: FakeClock) -> None:
    for service in ("tax", "permit", "tax"):
        a_ticket(hall, service)
        clock.go_on(seconds=1)
    elderly = hall.take_ticket(new_id(), service="permit", language="zh", audience="person", priority="elderly")
    seen = clerk.sees()

    assert labels(seen.waiting) == [elderly.label, "A001", "B001", "A002"]
    assert (seen.count, seen.waiting[0].priority, seen.services) == (4, "elderly", ("permit", "tax"))
    assert clerk.do(Deed.CALL_NEXT) == elderly.label


def test_a_clerk_sees_only_the_services_of_the_counter_and_of_his_skills(hall: LocalHall) -> None:
    a_ticket(hall, "tax")
    a_ticket(hall, "permit")

    assert labels(Clerk(hall, 2).sees().waiting) == ["A001"]
    assert labels(Clerk(hall, 1, services=("permit",)).sees().waiting) == ["B001"]


def test_of_a_long_line_the_first_page_is_read_and_the_rest_is_counted(hall: LocalHall, clerk: Clerk, clock: FakeClock) -> None:
    for _ in range(PAGE + 3):
        a_ticket(hall)
        clock.go_on(seconds=1)
    seen = clerk.sees(find="53")

    assert (len(seen.waiting), seen.count) == (PAGE, PAGE + 3)
    assert labels(seen.waiting)[-1] == f"A{PAGE:03d}"
    assert labels(seen.found) == ["A053"]


NUMBERS: Mapping[str, list[str]] = {
    "a001": ["A001"], "A1": ["A001"], " A 001 ": ["A001"], "1": ["A001", "B001"], "C001": [], "900": [], "tax": [], "": [],
}  # fmt: skip


def test_a_ticket_is_found_by_its_number_with_or_without_its_letter(hall: LocalHall, clerk: Clerk) -> None:
    a_ticket(hall)
    a_ticket(hall, "permit")

    assert {said: labels(clerk.sees(said).found) for said in NUMBERS} == NUMBERS


def test_a_ticket_that_is_behind_it_is_found_with_what_became_of_it(hall: LocalHall, clerk: Clerk) -> None:
    a_ticket(hall)
    clerk.serve()
    clerk.do(Deed.FINISH)
    [found] = clerk.sees("A001").found

    assert (found.state, found.counter) == (LegState.COMPLETED, 1)


def test_who_is_on_hold_is_seen_with_why_until_when_and_for_whom(hall: LocalHall, clerk: Clerk, clock: FakeClock) -> None:
    other = Clerk(hall, 3)
    a_ticket(hall)
    clerk.serve()
    wakes = clock.now() + timedelta(minutes=10)
    clerk.do(Deed.HOLD, reason="copies", wake_at=wakes)
    [mine], [theirs] = clerk.sees().held, other.sees().held

    assert (mine.label, mine.reason, mine.pool, mine.open_at, mine.mine) == ("A001", "copies", "me", wakes, True)
    assert not theirs.mine


def test_who_was_absent_lately_can_come_back_later_only_with_a_reason(hall: LocalHall, clerk: Clerk, clock: FakeClock) -> None:
    a_ticket(hall)
    clerk.do(Deed.CALL_NEXT)
    clock.go_on(seconds=61)
    clerk.do(Deed.RECALL)
    clerk.do(Deed.NO_SHOW)
    [absent] = clerk.sees().absent
    assert (absent.label, absent.late, absent.since) == ("A001", False, clock.now())

    clock.go_on(minutes=16)
    assert clerk.sees().absent[0].late
    assert clerk.sees("A001").found[0].late
    clock.go_on(minutes=45)
    assert clerk.sees().absent == ()


def test_what_others_serve_is_seen_of_the_same_services_and_by_a_manager_all(hall: LocalHall) -> None:
    second, manager = Clerk(hall, 2), Clerk(hall, 1, role="manager", services=("permit",))
    a_ticket(hall)
    second.serve()
    clerk = Clerk(hall, 3, services=("permit",))

    assert labels(clerk.sees().elsewhere) == []
    [seen] = manager.sees().elsewhere
    assert (seen.label, seen.counter, seen.state, seen.mine) == ("A001", 2, LegState.SERVING, True)
    assert [desk.number for desk in manager.sees().desks] == [1, 2, 3]
    assert clerk.sees().desks == ()


def test_the_present_visit_says_why_how_often_and_what_came_before_and_after(hall: LocalHall, clerk: Clerk, clock: FakeClock) -> None:
    ticket = a_ticket(hall)
    assert clerk.sees().present is None
    clerk.serve()
    clerk.do(Deed.ADD_SERVICE, service="tax")
    clerk.do(Deed.TRANSFER, service="permit", note="看一下原件", back=True)
    clock.go_on(minutes=3)
    clerk.do(Deed.CALL_NEXT)
    present = clerk.sees().present

    assert present is not None
    assert (present.label, present.service, present.done, present.todo) == (ticket.label, "permit", ("tax",), ("tax",))
    assert (present.note, present.calls, present.back, present.language) == ("看一下原件", 1, True, "zh")
    assert (present.why, present.passed, present.submission) == (("alone",), 0, None)


def test_a_walk_up_came_without_a_call(hall: LocalHall, clerk: Clerk) -> None:
    clerk.do(Deed.WALK_UP, service="tax")
    present = clerk.sees().present

    assert present is not None
    assert (present.why, present.calls) == ((), 0)


def test_what_was_filed_before_the_ticket_is_seen_once_it_has_come(hall: LocalHall, clerk: Clerk, clock: FakeClock) -> None:
    hall.take_ticket(new_id(), service="tax", language="zh", audience="person", submission=some_id(5))
    clerk.serve()
    before = clerk.sees().present
    names = ("receipt_no", "service", "form", "version", "central", "hall", "station", "language", "digest", "state")
    words = dict.fromkeys(names, "x")
    with hall.store.write() as tx:
        row = {"id": some_id(5), "station_seq": 1, "filed_at": clock.now(), "item_digest": "d", **words}
        tx.execute(insert(tables.submission), row)
    after = clerk.sees().present

    assert before is not None
    assert after is not None
    assert (before.submission, after.submission) == (None, some_id(5))


def test_what_can_be_taken_back_is_said_with_its_end(hall: LocalHall, clerk: Clerk, clock: FakeClock) -> None:
    a_ticket(hall)
    assert clerk.sees().undo is None
    clerk.serve()
    clerk.do(Deed.FINISH)
    undo = clerk.sees().undo

    assert undo is not None
    assert (undo.deed, undo.label, undo.until) == (Deed.FINISH, "A001", clock.now() + timedelta(seconds=30))
    clock.go_on(seconds=31)
    assert clerk.sees().undo is None


def test_what_a_colleague_did_is_not_offered_to_be_taken_back(hall: LocalHall, clerk: Clerk) -> None:
    a_ticket(hall)
    clerk.serve()
    clerk.do(Deed.FINISH)
    colleague = a_clerk(hall, counter=1, code="wang")

    assert clerk.lists.read(session=colleague, counter=1).undo is None


def test_a_transfer_cannot_be_taken_back_once_another_counter_has_called(hall: LocalHall, clerk: Clerk) -> None:
    a_ticket(hall)
    clerk.serve()
    clerk.do(Deed.TRANSFER, service="permit")
    assert clerk.sees().undo is not None
    Clerk(hall, 3).do(Deed.CALL_NEXT)

    assert clerk.sees().undo is None


def test_why_not_me_yet_is_answered_with_who_is_ahead_and_who_passed(hall: LocalHall, clerk: Clerk, clock: FakeClock) -> None:
    """C48, at the counter."""
    mine = a_ticket(hall)
    clock.go_on(minutes=1)
    hall.take_ticket(new_id(), service="tax", language="zh", audience="person", priority="elderly")
    later = a_ticket(hall)
    clerk.do(Deed.CALL_NEXT)
    first = clerk.lists.why(session=clerk.session, counter=1, leg=mine.leg)
    second = clerk.lists.why(session=clerk.session, counter=1, leg=later.leg)

    assert (first.label, first.ahead, first.passed) == ("A001", 0, (Passed(label="A002", why=("due", "elderly")),))
    assert (second.ahead, second.classed, second.wait_min) == (1, 0, None)


def test_why_tells_the_wait_where_the_hall_reckons_it(hall: LocalHall) -> None:
    clerk = Clerk(replace(hall, insight=Insight(hall.store, hall.shelf)))
    ticket = a_ticket(hall)

    assert clerk.lists.why(session=clerk.session, counter=1, leg=ticket.leg).wait_min == (5, 25)


def test_why_is_asked_of_who_waits_alone(hall: LocalHall, clerk: Clerk) -> None:
    ticket = a_ticket(hall)
    clerk.do(Deed.CALL_NEXT)
    for leg, reason in ((ticket.leg, "wrong-state"), (some_id(7), "unknown-leg")):
        with pytest.raises(QueueRefused, match=reason):
            clerk.lists.why(session=clerk.session, counter=1, leg=leg)


def test_nobody_reads_who_is_not_signed_in_at_this_counter(hall: LocalHall) -> None:
    session = an_open_counter(hall)
    lists = LocalLists(hall=hall)
    for token, counter, reason in (("stranger", 1, "signed-out"), (session, 2, "signed-out"), (session, 99, "unknown-counter")):
        with pytest.raises(QueueRefused, match=reason):
            lists.read(session=token, counter=counter)
