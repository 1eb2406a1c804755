"""The audit trail in its table."""

import pytest

from kiosk.model.audit import AuditEvent
from kiosk.store import audit, tables
from kiosk.store.database import Store
from tests.builders import NINE


def note(store: Store, count: int = 3) -> None:
    with store.write() as tx:
        for number in range(count):
            audit.append(tx, NINE, AuditEvent.PROGRAM_STARTED, "system", number=number)


def test_rows_come_in_order_with_their_facts(store: Store) -> None:
    note(store)
    with store.read() as tx:
        facts = [dict(row.facts) for row in audit.rows(tx, after=1)]

    assert facts == [{"number": 0}, {"number": 1}, {"number": 2}]


def test_the_chain_holds_across_transactions(store: Store) -> None:
    note(store)
    note(store)
    with store.read() as tx:
        assert audit.broken_at(tx) is None


def test_a_row_that_was_changed_behind_our_back_is_found(store: Store) -> None:
    note(store)
    with store.write() as tx:
        tx.execute(tables.audit.update().where(tables.audit.c.seq == 3).values(actor="somebody"))
    with store.read() as tx:
        assert audit.broken_at(tx) == 3


def test_a_last_row_that_was_taken_away_is_missed(store: Store) -> None:
    note(store)
    with store.write() as tx:
        tx.execute(tables.audit.delete().where(tables.audit.c.seq == 4))
    with store.read() as tx:
        assert audit.broken_at(tx) == 4


def test_a_number_is_not_taken_by_a_deed_that_failed(store: Store) -> None:
    def fail() -> None:
        with store.write() as tx:
            audit.append(tx, NINE, AuditEvent.PROGRAM_STARTED, "system")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    note(store, 1)
    with store.read() as tx:
        assert [row.seq for row in audit.rows(tx)] == [1, 2]
