"""Statements that are worked out once find what they find by the usual way, and their faults look the same."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from kiosk.store import prepared
from kiosk.store.database import Store
from kiosk.store.portable import insert_for
from kiosk.store.tables import deed
from tests.builders import NINE, some_id

ADD = insert(deed)
ONE = select(deed.c.id, deed.c.answer, deed.c.at).where(deed.c.id == bindparam("asked"))
LATER = select(deed.c.id).where(deed.c.at > bindparam("moment", NINE, type_=deed.c.at.type)).order_by(deed.c.at).limit(2)
AGAIN = update(deed).where(deed.c.at >= bindparam("since")).values(digest=bindparam("new"))


def add(store: Store, *numbers: int) -> None:
    with store.write() as tx:
        for number in numbers:
            row = {"id": some_id(number), "digest": "d", "answer": {"word": "\u7b54"}, "at": NINE + timedelta(milliseconds=number)}
            prepared.do(tx, ADD, row)


def test_a_row_comes_back_as_it_went_in(store: Store) -> None:
    add(store, 1, 2)
    with store.read() as tx:
        expected = tx.execute(ONE, {"asked": some_id(2)}).mappings().one()

        assert prepared.row(tx, ONE, {"asked": some_id(2)}) == dict(expected)
        assert prepared.row(tx, ONE, {"asked": some_id(3)}) is None
        assert prepared.value(tx, ONE, {"asked": some_id(3)}) is None


def test_a_value_that_is_not_given_is_the_one_of_the_statement(store: Store) -> None:
    add(store, 0, 3, 1, 2)
    with store.read() as tx:
        assert [row["id"] for row in prepared.rows(tx, LATER, {})] == [some_id(1), some_id(2)]
        assert prepared.value(tx, LATER, {"moment": NINE + timedelta(milliseconds=2)}) == some_id(3)


def test_changes_are_counted_and_what_they_return_is_read(store: Store) -> None:
    add(store, 1, 2)
    with store.write() as tx:
        assert prepared.do(tx, AGAIN, {"since": NINE + timedelta(milliseconds=2), "new": "e"}) == 1
        row = insert_for(tx.dialect.name, deed).values(id=bindparam("id"), digest="f", answer={}, at=bindparam("at"))
        upsert = row.on_conflict_do_update(index_elements=["id"], set_={"digest": "g"}).returning(deed.c.digest, deed.c.at)

        assert prepared.row(tx, upsert, {"id": some_id(1), "at": NINE}) == {"digest": "g", "at": NINE + timedelta(milliseconds=1)}
        assert prepared.value(tx, upsert, {"id": UUID(int=9), "at": NINE}) == "f"


def test_a_fault_looks_as_by_the_usual_way_and_tells_no_value(store: Store) -> None:
    add(store, 1)
    row = {"id": some_id(1), "digest": "canary-7351", "answer": {}, "at": NINE}
    with pytest.raises(IntegrityError) as usual, store.write() as tx:
        tx.execute(ADD, row)
    with pytest.raises(DBAPIError) as found, store.write() as tx:
        prepared.do(tx, ADD, row)

    assert type(found.value) is type(usual.value)
    assert "canary-7351" not in str(found.value)
