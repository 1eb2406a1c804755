"""What stations did without the hub is merged: forward only, each thing once, nothing lost."""

from datetime import date, timedelta
from typing import Any

import pytest

from kiosk.actions import back
from kiosk.actions.queue import LocalHall
from kiosk.model.away import corrected
from kiosk.model.hall import CounterState, Deed, Leg, LegState, Order, QueueRefused
from kiosk.model.submission import Accepted, Conflict, Duplicate, Inboxed, Rejected
from kiosk.store import away, feed, lane, queue
from kiosk.store.database import Store
from tests.builders import NINE, FakeClock, a_hall, a_ticket, an_open_counter, new_id, some_id
from tests.kiosk.actions.test_queue_schedules import assert_the_events_tell_the_rows

MONDAY = date(2026, 3, 2)


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    return a_hall(store, clock)


def a_ticket_item(printed: int = 700, **changes: Any) -> dict[str, Any]:  # Any: JSON
    return {
        "kind": "ticket", "id": str(some_id(printed)), "leg": str(some_id(printed + 1)), "request": str(some_id(printed + 2)),
        "hall": "north", "day": "2026-03-02", "series": "A", "number": printed, "service": "tax", "language": "zh", "audience": "person",
        "created": NINE.isoformat(), "offset_ms": 0, **changes,
    }  # fmt: skip


def a_deed_item(done: str = "finished", number: int = 700, **changes: Any) -> dict[str, Any]:  # Any: JSON
    minutes = [(NINE + timedelta(minutes=minute)).isoformat() for minute in range(4)]
    times = {"called": 1, "started": 2, "no_show": 1, "finished": 3}[done]
    names = ("called_at", "started_at", "ended_at")[:times]
    ended = {"ended_at": minutes[3]} if done == "no_show" else {}
    return {
        "kind": "deed", "id": str(new_id()), "done": done, "counter": 1, "staff": "c1", "day": "2026-03-02", "label": f"A{number:03d}",
        "series": "A", "number": number, "service": "tax", "made_at": minutes[3], **dict(zip(names, minutes[1:], strict=False)), **ended,
        **changes,
    }  # fmt: skip


def leg_of(hall: LocalHall, number: int = 700, series: str = "A") -> Leg:
    with hall.store.read() as tx:
        found = away.visit_with(tx, "north", MONDAY, series, number)
        assert found is not None
        return away.present(tx, found.id)


def done(hall: LocalHall, *items: dict[str, Any]) -> list[Inboxed]:
    assert isinstance(hall.clock, FakeClock)
    hall.clock.go_on(minutes=5)
    ends = [(back.accept_ticket if item["kind"] == "ticket" else back.accept_deed)(hall, item) for item in items]
    assert_the_events_tell_the_rows(hall.store)
    return ends


def test_a_ticket_comes_in_once_however_often_it_is_handed_in(hall: LocalHall) -> None:
    item = a_ticket_item()

    assert done(hall, item, item, {**item, "service": "permit"}) == [Accepted(1), Duplicate(1), Conflict()]


def test_a_service_that_the_hall_does_not_have_any_more_is_kept_and_told(hall: LocalHall) -> None:
    done(hall, a_ticket_item(service="gone", priority="unheard"))

    assert (leg_of(hall).state, leg_of(hall).service) == (LegState.WAITING, "gone")


def test_an_elderly_citizen_keeps_the_credit(hall: LocalHall) -> None:
    done(hall, a_ticket_item(priority="elderly"))

    assert leg_of(hall).due == NINE - timedelta(minutes=20)


@pytest.mark.parametrize(
    "changes",
    [
        {"hall": "south"}, {"number": "x"}, {"number": 10**12}, {"service": "z\0h"}, {"service": "z" * 65}, {"audience": ""},
        {"created": "2026-03-02T09:00:00"}, {"created": "9999-01-01T00:00:00Z"}, {"offset_ms": 10**15},
    ],
)  # fmt: skip
def test_what_is_no_ticket_of_this_hall_is_refused_whole(hall: LocalHall, changes: dict[str, Any]) -> None:
    assert done(hall, a_ticket_item(**changes)) == [Rejected("malformed")]


def test_a_number_that_another_visit_has_is_told_to_people(hall: LocalHall) -> None:
    other = a_ticket_item(700, id=str(new_id()), leg=str(new_id()))

    assert done(hall, a_ticket_item(700), other) == [Accepted(1), Rejected("number-taken")]


def test_a_ticket_that_the_hub_itself_has_given_changes_nothing(hall: LocalHall) -> None:
    ticket = a_ticket(hall)
    item = a_ticket_item(ticket.number, id=str(ticket.visit), leg=str(ticket.leg))

    assert done(hall, item) == [Accepted(1)]
    assert leg_of(hall, ticket.number).state is LegState.WAITING


def test_a_ticket_that_comes_to_a_restored_hub_waits_until_all_consoles_were_heard(hall: LocalHall) -> None:
    """Another counter may have served it already, and will tell of it."""
    with hall.store.write() as tx:
        lane.heard(tx, "D3", counter=3, turn=1, epoch="before", at=NINE)
    clerk = an_open_counter(hall, counter=1)
    done(hall, a_ticket_item())
    with pytest.raises(QueueRefused) as refusal:
        hall.call_next(new_id(), session=clerk, counter=1)

    assert refusal.value.reason == "kept"


def test_a_ticket_of_yesterday_is_not_called_today(hall: LocalHall, clock: FakeClock) -> None:
    clock.go_on(days=1)
    done(hall, a_ticket_item())

    assert leg_of(hall).state is LegState.ABANDONED


def test_a_claim_in_the_future_counts_as_now() -> None:
    assert corrected(NINE + timedelta(minutes=3), 0, NINE) == NINE
    assert corrected(NINE + timedelta(minutes=1), 0, NINE) == NINE
    assert corrected(NINE - timedelta(minutes=3), 60_000, NINE) == NINE - timedelta(minutes=2)


@pytest.mark.parametrize(
    ("deed", "state"),
    [("called", "called"), ("started", "serving"), ("no_show", "no_show"), ("finished", "completed")],
)
def test_a_deed_takes_the_leg_as_far_as_it_came(hall: LocalHall, deed: str, state: str) -> None:
    done(hall, a_ticket_item(), a_deed_item(deed))

    assert leg_of(hall).state == state
    assert (leg_of(hall).counter, leg_of(hall).staff) == (1, "c1")


def test_deeds_may_come_in_any_order_and_the_furthest_counts(hall: LocalHall) -> None:
    done(hall, a_ticket_item(), a_deed_item("finished"), a_deed_item("called"), a_deed_item("started"))
    leg = leg_of(hall)

    assert leg.state is LegState.COMPLETED
    assert [leg.called_at, leg.started_at, leg.ended_at] == [NINE + timedelta(minutes=minute) for minute in (1, 2, 3)]


def test_a_number_that_was_served_before_its_terminal_tells_of_it_is_one_visit(hall: LocalHall) -> None:
    """From the paper alone, and its service was guessed."""
    done(hall, a_deed_item("started", service="tax"), a_deed_item("finished"), a_ticket_item(service="permit", language="en"))
    leg = leg_of(hall)

    assert (leg.state, leg.service, leg.language, leg.arrived_at) == (LegState.COMPLETED, "permit", "en", NINE)
    with hall.store.read() as tx:
        assert queue.waiting(tx).get("tax") == 0


def test_served_beats_called_and_the_other_counter_is_free_again_and_told(hall: LocalHall) -> None:
    """T17: after a take-over or a restore two counters may have had one citizen; both stay in the record."""
    done(hall, a_ticket_item())
    clerk = an_open_counter(hall, counter=3)
    hall.call_next(new_id(), session=clerk, counter=3)
    done(hall, a_deed_item("called"), a_deed_item("finished"))
    with hall.store.read() as tx:
        desk = queue.get_counter(tx, 3)
        told = [dict(event.data) for event in feed.events_after(tx, 0, 100) if event.kind == "doubled"]

    assert (leg_of(hall).state, leg_of(hall).counter) == (LegState.COMPLETED, 1)
    assert desk.state is CounterState.AVAILABLE
    assert [(event["c"], event["first"]) for event in told] == [(1, 3), (1, 3)]


def test_whoever_serves_at_the_hub_keeps_the_citizen(hall: LocalHall) -> None:
    done(hall, a_ticket_item())
    clerk = an_open_counter(hall, counter=3)
    hall.call_next(new_id(), session=clerk, counter=3)
    hall.start(new_id(), session=clerk, counter=3)
    done(hall, a_deed_item("no_show"), a_deed_item("finished"))

    assert (leg_of(hall).state, leg_of(hall).counter) == (LegState.SERVING, 3)


def test_the_counter_that_had_the_citizen_before_the_hub_went_finishes_it(hall: LocalHall) -> None:
    done(hall, a_ticket_item())
    clerk = an_open_counter(hall, counter=1)
    hall.call_next(new_id(), session=clerk, counter=1)
    done(hall, a_deed_item("started"))
    with hall.store.read() as tx:
        assert queue.get_counter(tx, 1).state is CounterState.AVAILABLE
    done(hall, a_deed_item("finished"))

    assert leg_of(hall).state is LegState.COMPLETED


def test_after_the_service_of_the_time_without_hub_the_next_of_the_visit_waits(hall: LocalHall) -> None:
    done(hall, a_ticket_item())
    clerk = an_open_counter(hall, counter=1)
    hall.call_next(new_id(), session=clerk, counter=1)
    hall.start(new_id(), session=clerk, counter=1)
    hall.do(new_id(), session=clerk, counter=1, order=Order(deed=Deed.ADD_SERVICE, service="permit"))
    done(hall, a_deed_item("finished"))

    assert (leg_of(hall).state, leg_of(hall).service) == (LegState.WAITING, "permit")


def test_what_is_no_deed_is_refused(hall: LocalHall) -> None:
    assert done(hall, a_deed_item(done="finished", counter="one")) == [Rejected("malformed")]
