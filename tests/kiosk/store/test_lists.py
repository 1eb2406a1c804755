"""Each list of a counter is read through an index: a page costs the same however many wait."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from kiosk.store import arrivals, lists, notes
from kiosk.store.database import Store, Transaction
from tests.builders import NINE, FakeClock, a_hall, a_ticket, some_id


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda tx: lists.first_waiting(tx, ["tax"], 50), "leg_waiting (service=?)"),
        (lambda tx: lists.kept(tx, ["tax"], ["counter 1"], 50), "leg_kept"),
        (lambda tx: lists.held(tx, ["tax"], 50), "leg_held (service=?)"),
        (lambda tx: lists.absent(tx, ["tax"], NINE, 20), "leg_absent (service=? AND ended_at>?)"),
        (lambda tx: lists.submission_of(tx, some_id(1)), "submission_by_visit"),
        (lambda tx: lists.by_number(tx, "A001", hall="north", day=NINE.date(), series=["A"]), "sqlite_autoindex_visit"),
        (lambda tx: arrivals.since(tx, NINE), "event_by_time"),
        (lambda tx: notes.drop_old(tx, NINE), "visit_noted"),
    ],
)  # fmt: skip
def test_a_list_is_read_through_its_index(file_store: Store, clock: FakeClock, ask: Callable[[Transaction], object], index: str) -> None:
    a_ticket(a_hall(file_store, clock))
    asked: list[tuple[str, Any]] = []  # Any: the driver's parameters
    with file_store.write() as tx:
        event.listen(tx, "before_cursor_execute", lambda *seen: asked.append((seen[2], seen[3])))
        ask(tx)
        plans = [tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all() for statement, values in list(asked)]

    used = " ".join(str(row[-1]) for plan in plans for row in plan)
    assert index in used
    assert "SCAN leg" not in used.replace("SCAN leg USING INDEX", "")
