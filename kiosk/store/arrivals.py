"""When did people come, and for what? From the events of their tickets."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection, func, select

from kiosk.store.tables import event, leg

_ISSUED = select(leg.c.service, event.c.at).join(leg, leg.c.id == event.c.leg).where(event.c.kind == "issued")


def since(tx: Connection, moment: datetime) -> Mapping[str, int]:
    """How many came since then, by service (event_by_time)."""
    counted = _ISSUED.with_only_columns(leg.c.service, func.count()).where(event.c.at > moment).group_by(leg.c.service)
    return {str(service): int(count) for service, count in tx.execute(counted)}


def between(tx: Connection, start: datetime, end: datetime) -> Iterator[tuple[str, datetime]]:
    """Each of them (event_by_time)."""
    for service, at in tx.execute(_ISSUED.where(event.c.at >= start, event.c.at < end)).yield_per(1000):
        yield str(service), at
