"""What somebody who comes now would wait, told to every window (S11)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from kiosk.actions.estimate import TOLD_EVERY, Teller
from kiosk.actions.feed import events_after, snapshot
from kiosk.actions.insight import Insight
from kiosk.actions.queue import LocalHall
from kiosk.model.board import BoardState, Estimate, apply
from kiosk.model.hall import Deed, Order
from kiosk.store.database import Store
from tests.builders import FakeClock, a_hall, a_ticket, an_open_counter, new_id, some_entropy


@dataclass
class Hub:
    """A hall with its teller, and how often somebody was woken."""

    hall: LocalHall
    teller: Teller
    clock: FakeClock
    woken: Callable[[], int]

    def told(self, service: str = "tax") -> list[Estimate]:
        """Everything that was told of a service so far, after one more look."""
        self.teller.step()
        state, found = BoardState(), list[Estimate]()
        for event in events_after(self.hall.store, 0, 10_000):
            state = apply(state, event)
            if event.kind == "estimate" and event.data["s"] == service:
                found.append(state.estimates[service])
        return found

    def pass_time(self, span: timedelta) -> None:
        self.clock.go_on(seconds=span.total_seconds())


@pytest.fixture
def hub(store: Store, clock: FakeClock) -> Hub:
    hall = a_hall(store, clock)
    insight = Insight(store, hall.shelf)
    wakes: list[int] = []
    teller = Teller(store, insight, clock, some_entropy(), on_told=lambda: wakes.append(1))
    return Hub(replace(hall, insight=insight), teller, clock, lambda: len(wakes))


def test_a_closed_hall_counts_people_only(hub: Hub) -> None:
    assert hub.told() == [Estimate(wait_min=None, counters=0)]
    assert hub.woken() == 1


def test_what_has_not_changed_is_not_told_again(hub: Hub) -> None:
    hub.told()
    hub.pass_time(10 * TOLD_EVERY)

    assert len(hub.told()) == 1
    assert hub.woken() == 1


def test_a_counter_that_opens_or_pauses_is_told_at_once(hub: Hub) -> None:
    hub.told()
    clerk = an_open_counter(hub.hall, counter=1)
    opened = hub.told()[-1]
    hub.hall.do(new_id(), session=clerk, counter=1, order=Order(deed=Deed.PAUSE, reason="break"))

    assert opened == Estimate(wait_min=(5, 25), counters=1, about=True)
    assert hub.told()[-1] == Estimate(wait_min=None, counters=0)


def test_a_longer_line_is_told_each_quarter_of_a_minute_at_most(hub: Hub) -> None:
    an_open_counter(hub.hall)
    before = len(hub.told())
    for _ in range(2):
        a_ticket(hub.hall)
        hub.told()
    assert len(hub.told()) == before
    hub.pass_time(TOLD_EVERY)

    assert len(hub.told()) == before + 1
    assert hub.told()[-1].wait_min == (25, 55)


def test_a_second_counter_shortens_the_range_by_half_at_once(hub: Hub, store: Store) -> None:
    """From its own hour the hall knows one counter's pace; the second is not waited for."""
    clerk = an_open_counter(hub.hall, counter=1)
    for _ in range(9):
        a_ticket(hub.hall)
    for _ in range(5):
        hub.hall.call_next(new_id(), session=clerk, counter=1)
        hub.hall.start(new_id(), session=clerk, counter=1)
        hub.pass_time(timedelta(minutes=8))
        hub.hall.finish(new_id(), session=clerk, counter=1)
    assert hub.hall.insight is not None
    hub.hall.insight.learn(hub.clock.now())
    alone = hub.hall.insight.outlooks(hub.clock.now())["tax"][0]
    an_open_counter(hub.hall, counter=3)
    both = hub.hall.insight.outlooks(hub.clock.now())["tax"][0]

    assert alone is not None
    assert both is not None
    assert both.gap_min == pytest.approx(alone.gap_min / 2)


def test_another_hub_on_the_same_database_tells_nothing_twice(hub: Hub, store: Store, clock: FakeClock) -> None:
    other = Teller(store, Insight(store, hub.hall.shelf), clock, some_entropy())
    hub.told()
    other.step()

    assert len(hub.told()) == 1


def test_the_snapshot_is_the_same_as_all_events(hub: Hub, store: Store) -> None:
    an_open_counter(hub.hall)
    a_ticket(hub.hall)
    hub.told()
    state = BoardState()
    for event in events_after(store, 0, 10_000):
        state = apply(state, event)

    assert state.estimates == snapshot(store).estimates
    assert set(state.estimates) == {"tax", "permit"}
