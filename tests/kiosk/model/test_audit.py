"""The chain of the audit trail."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.model.audit import START, AuditEvent, AuditRow, chain_hash, first_break
from tests.builders import NINE


def a_chain(length: int = 4) -> list[AuditRow]:
    rows: list[AuditRow] = []
    for seq in range(1, length + 1):
        previous = rows[-1].hash if rows else START
        at, facts = NINE + timedelta(minutes=seq), {"leg": f"leg {seq}"}
        link = chain_hash(seq=seq, at=at, event=AuditEvent.TICKET_TAKEN, actor="citizen", facts=facts, previous=previous)
        rows.append(AuditRow(seq=seq, at=at, event=AuditEvent.TICKET_TAKEN, actor="citizen", facts=facts, previous=previous, hash=link))
    return rows


def test_a_chain_holds_as_it_was_written() -> None:
    assert first_break(a_chain()) is None
    assert first_break([]) is None


@pytest.mark.parametrize(
    "change",
    [{"at": NINE}, {"actor": "somebody"}, {"facts": {"leg": "another"}}, {"event": AuditEvent.TICKET_CALLED}, {"hash": START}],
)
def test_a_row_that_was_changed_is_found(change: dict[str, object]) -> None:
    rows = a_chain()
    rows[1] = replace(rows[1], **change)  # type: ignore[arg-type]  # each of its fields in turn

    assert first_break(rows) == 2


def test_a_row_that_was_taken_out_is_found() -> None:
    rows = a_chain()
    del rows[2]

    assert first_break(rows) == 3


def test_a_row_that_was_made_anew_breaks_the_next() -> None:
    rows = a_chain()
    said = {"at": rows[1].at, "event": rows[1].event, "actor": "somebody", "facts": rows[1].facts, "previous": rows[1].previous}
    rows[1] = replace(rows[1], actor="somebody", hash=chain_hash(seq=2, **said))  # type: ignore[arg-type]  # the row's own fields

    assert first_break(rows) == 3
