"""Rows of the queue: numbers, lines, heads."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, TypeAlias

import pytest
from sqlalchemy import event

from kiosk.model.queue import LegState, Policy
from kiosk.store import prepared, queue
from kiosk.store.database import Store, Transaction
from tests.builders import NINE, FakeClock, a_hall, a_ticket

TODAY = date(2026, 3, 2)
PlanOf: TypeAlias = Callable[[Callable[[Transaction], object]], str]


def numbers(store: Store, count: int, series: str = "A", day: date = TODAY, policy: Policy | None = None) -> list[int]:
    with store.write() as tx:
        return [queue.take_number(tx, "north", day, series, policy or Policy()) for _ in range(count)]


def test_each_series_counts_from_one_on_each_day(store: Store) -> None:
    assert numbers(store, 3) == [1, 2, 3]
    assert numbers(store, 2, "B") == [1, 2]
    assert numbers(store, 1, day=TODAY + timedelta(days=1)) == [1]
    assert numbers(store, 1) == [4]


def test_numbers_that_are_kept_for_stations_without_a_hub_are_left_out(store: Store) -> None:
    assert numbers(store, 5, policy=Policy(number_limit=3, number_beyond=1000)) == [1, 2, 1000, 1001, 1002]


def test_a_line_knows_how_many_wait(store: Store) -> None:
    with store.write() as tx:
        assert [queue.move_line(tx, "tax", by) for by in (1, 1, -1)] == [1, 2, 1]
        assert queue.waiting_for(tx, "tax") == 1
        assert queue.waiting_for(tx, "nothing") == 0


@pytest.fixture
def plan_of(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> PlanOf:
    """How SQLite goes about what is asked, with the parameters left open, as the driver gets it."""
    asked: list[tuple[str, Any]] = []  # Any: the driver's parameters
    done = prepared._done

    def listening(tx: Transaction, plan: prepared._Plan, values: Mapping[str, object]) -> Any:
        asked.append((plan.sql, tuple(None for _ in plan.parameters)))
        return done(tx, plan, values)

    def found(ask: Callable[[Transaction], object]) -> str:
        with file_store.read() as tx:
            event.listen(tx, "before_cursor_execute", lambda *seen: asked.append((seen[2], seen[3])))
            ask(tx)
            plans = [tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all() for statement, values in list(asked)]
        return " ".join(str(row[-1]) for plan in plans for row in plan)

    monkeypatch.setattr(prepared, "_done", listening)
    return found


def test_the_head_of_a_line_is_read_through_the_index(file_store: Store, clock: FakeClock, plan_of: PlanOf) -> None:
    """However many wait, no other waiting row is touched."""
    a_ticket(a_hall(file_store, clock))

    used = plan_of(lambda tx: queue.lines(tx, {"tax", "permit"}, "D1"))
    assert "leg_waiting (service=?)" in used
    assert "leg_earliest (service=?)" in used
    assert "SCAN leg" not in used
    assert "TEMP B-TREE" not in used


def test_a_leg_that_was_changed_meanwhile_is_not_changed_again(store: Store, clock: FakeClock) -> None:
    ticket = a_ticket(a_hall(store, clock))
    with store.write() as tx:
        leg = queue.get_leg(tx, ticket.leg)

        assert queue.change_leg(tx, leg, LegState.CALLED, counter=1)
        assert not queue.change_leg(tx, leg, LegState.CALLED, counter=2)
        assert queue.get_leg(tx, ticket.leg).counter == 1


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda tx: queue.pinned(tx, {"staff c1", "counter 1"}, "D1"), "leg_pinned"),
        (lambda tx: queue.kept_until(tx, NINE, 20), "leg_kept"),
        (lambda tx: queue.booked_next(tx, {"tax"}, "D1"), "leg_kept"),
        (lambda tx: queue.place_of(tx, "tax", 3), "leg_waiting"),
        (lambda tx: queue.left_over(tx, NINE, 20), "leg_open"),
    ],
)
def test_what_is_asked_before_a_call_is_read_through_an_index(plan_of: PlanOf, ask: Callable[[Transaction], object], index: str) -> None:
    used = plan_of(ask)

    assert index in used
    assert "SCAN leg" not in used.replace("SCAN leg USING INDEX", "")
