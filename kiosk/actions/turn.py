"""What does every deed on the queue share? A request id that comes again gets its first answer, and every change leaves its traces."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from pydantic import TypeAdapter

from kiosk.model.audit import AuditEvent
from kiosk.model.canonical import digest
from kiosk.model.queue import Deed, Leg, QueueRefused
from kiosk.store import audit, feed
from kiosk.store import queue as rows
from kiosk.store.database import Transaction
from kiosk.store.feed import Happening

Answer = TypeVar("Answer")
Datum = str | int | None


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One deed under way: its transaction, id, time and place. actor: a staff code, "citizen" or "system"."""

    tx: Transaction
    request: UUID
    at: datetime
    station: str
    actor: str

    def tell(self, kind: str, facts: Mapping[str, Any], **data: Datum) -> int:
        """Append an event that is about no ticket; gives its number. data: what everybody hears; facts: what stays here. Any: JSON."""
        return self._append(kind, data, facts)

    def tell_of(self, leg: Leg, kind: str, facts: Mapping[str, Any], **data: Datum) -> int:
        """Append the event of this deed on a leg; gives its number."""
        return self._append(kind, {"l": str(leg.id), "n": leg.label, "s": leg.service, **data}, facts, leg)

    def _append(self, kind: str, data: Mapping[str, Datum], facts: Mapping[str, Any], leg: Leg | None = None) -> int:
        happening = Happening(
            id=self.request, kind=kind, at=self.at, station=self.station, actor=self.actor, data=data, facts=facts,
            leg=leg.id if leg else None, visit=leg.visit if leg else None,
        )  # fmt: skip
        return feed.append(self.tx, happening)

    def note(self, event: AuditEvent, **facts: str | int) -> None:
        audit.append(self.tx, self.at, event, self.actor, **facts)


def once(turn: Turn, deed: Deed, said: Mapping[str, Any], answers: TypeAdapter[Answer], do: Callable[[], Answer]) -> Answer:
    """Do it, or give the answer that this request id got before. Raises QueueRefused id-reused if something else was said then.

    Any: whatever JSON can say.
    """
    mark = mark_of(deed, said)
    known = rows.answer_of(turn.tx, turn.request)
    if known is None:
        answer = do()
        rows.keep_answer(turn.tx, turn.request, mark, {"answer": answers.dump_python(answer, mode="json")}, turn.at)
        return answer
    if known[0] != mark:
        raise QueueRefused("id-reused")
    return answers.validate_python(known[1]["answer"])


def mark_of(deed: Deed, said: Mapping[str, Any]) -> str:  # Any: JSON
    """By which the same request with the same words is known again."""
    return digest({"deed": deed, **said})
