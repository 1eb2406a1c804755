"""A counter that goes on: what was done at the hub is noted here, what was done alone is told, and both end in one queue."""

from collections.abc import Iterator

import pytest

from kiosk.actions import outbox
from kiosk.actions.feed import snapshot
from kiosk.model.hall import Deed, HallAway, Order, QueueRefused
from kiosk.model.parcel import HUB
from kiosk.store import outbox as parcels
from sync.console import SteadyCounter
from sync.lending import AWAY_REST_S
from tests.builders import PIN, a_catalogue, a_service, new_id
from tests.sync.away import Away, Counter


@pytest.fixture
def away() -> Iterator[Away]:
    made = Away()
    yield made
    made.close()


def notes(counter: Counter) -> int:
    """What would be offered again to a hub that was put back."""
    with counter.store.write() as tx:
        return len(parcels.offer_again(tx, HUB))


def test_each_step_at_the_hub_is_noted_once(away: Away) -> None:
    counter = away.counters[0]
    away.terminals[0].take("tax")
    away.terminals[0].take("tax")
    for name in ("call_next", "start", "finish", "call_next", "recall"):
        away.clock.go_on(seconds=20)
        counter.deed(name)
    counter.hall.do(new_id(), session=counter.session, counter=1, order=Order(deed=Deed.REQUEUE, reason="mistake"))
    counter.hall.do(new_id(), session=counter.session, counter=1, order=Order(deed=Deed.PAUSE, reason="break"))

    assert notes(counter) == 4


def test_a_console_takes_tickets_and_signs_in_like_any_hall_and_forgets_whoever_leaves(away: Away) -> None:
    counter = away.counters[0]
    ticket = counter.hall.take_ticket(new_id(), service="tax", language="zh", audience="person")
    with pytest.raises(QueueRefused):
        counter.hall.sign_in(staff="nobody", pin=PIN, counter=1)
    counter.deed("close_counter")
    with pytest.raises(QueueRefused) as refusal:
        counter.hall.serve_alone(ticket.label)

    assert counter.hall.clerk is None
    assert refusal.value.reason == "signed-out"


def test_a_console_that_is_started_anew_without_the_hub_knows_who_works_there(away: Away) -> None:
    counter = away.counters[0]
    counter.kill()

    assert counter.hall.clerk is not None
    assert counter.hall.clerk.staff == "c1"
    assert SteadyCounter(counter.line, counter.desk).serve_alone("A001").label == "A001"


def test_an_hour_without_the_hub_ends_in_one_queue_with_everybody_in_it_once(away: Away) -> None:
    """T17: both terminals go on, both counters serve, one by call and one by a ticket that is shown."""
    for terminal in away.terminals:
        terminal.leases.step()
    before = []
    for _ in range(6):
        away.clock.go_on(seconds=1)
        before.append(away.terminals[0].take("tax").label)
    for counter in away.counters:
        counter.keep_lane()
    for station in (*away.terminals, *away.counters):
        station.line.cut = True
    meanwhile = [terminal.take("tax").label for terminal in away.terminals]
    first, third = away.counters
    with pytest.raises(HallAway):
        first.deed("call_next")
    called = first.hall.call_alone()
    first.hall.start_alone()
    first.hall.finish_alone()
    third.hall.serve_alone(meanwhile[1])
    third.hall.finish_alone()
    away.clock.go_on(minutes=30)
    away.all_well()

    assert called is not None
    assert called.label in before
    assert meanwhile == ["A700", "A720"]
    assert snapshot(away.hub.store).waiting["tax"] == 6
    assert [outbox.link(station.store, HUB).waiting for station in (*away.terminals, *away.counters)] == [0, 0, 0, 0]
    first.deed("open_counter")
    assert first.deed("call_next").label == before[0]


def test_whoever_was_served_when_the_hub_went_away_is_finished_alone(away: Away) -> None:
    counter = away.counters[0]
    label = away.terminals[0].take("tax").label
    call = counter.deed("call_next")
    counter.deed("start")
    counter.line.cut = True
    counter.hall.begin_alone(label, "tax", called_at=None, started_at=call.called_at)
    counter.hall.begin_alone("", "", called_at=None, started_at=None)
    counter.hall.finish_alone()
    away.all_well()

    assert counter.hall.alone().unsent == 0
    assert snapshot(away.hub.store).desks[1].state == "available"


def test_a_lane_is_given_back_at_the_end_and_a_silent_hub_is_asked_again_soon(away: Away) -> None:
    for _ in range(6):
        away.terminals[0].take("tax")
    first = away.counters[0]
    first.keep_lane()
    assert first.hall.alone().lane > 0
    first.line.cut = True
    assert first.lanes.step() == AWAY_REST_S
    first.lanes.give_back()
    first.line.cut = False
    first.lanes.give_back()

    assert first.hall.alone().lane == 0
    first.hall.serve_alone("A001")
    assert first.lanes.step() == AWAY_REST_S
    first.lanes.give_back()


def test_the_limit_of_a_day_counts_what_the_terminal_has_given_by_itself(away: Away) -> None:
    terminal = away.terminals[0]
    terminal.desk.shelf.put(a_catalogue(a_service(day_limit=1)), frozenset())
    terminal.line.cut = True
    terminal.take("tax")
    with pytest.raises(QueueRefused) as refusal:
        terminal.take("tax")

    assert refusal.value.reason == "limit-reached"
