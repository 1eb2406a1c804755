"""What happened here, for those who must answer for it?"""

from datetime import datetime

from kiosk.model.audit import AuditEvent, AuditRow
from kiosk.store import audit
from kiosk.store.database import Store


def note(store: Store, event: AuditEvent, *, by: str, now: datetime, **facts: str | int) -> None:
    """Write down what no other deed writes down: a start, a stop, a visit that was wiped."""
    with store.write() as tx:
        audit.append(tx, now, event, by, **facts)


def trail(store: Store, *, after: int = 0, limit: int = 500) -> tuple[AuditRow, ...]:
    """Rows in order, from the one after `after`."""
    with store.read() as tx:
        return tuple(audit.rows(tx, after=after, limit=limit))


def broken_at(store: Store) -> int | None:
    """The first row that was changed or is missing; None if the whole chain holds."""
    with store.read() as tx:
        return audit.broken_at(tx)
