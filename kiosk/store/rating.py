"""How were matters rated? Rows without a time, a ticket or a person; in no order."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, select, update

from kiosk.model.hall import LegState
from kiosk.model.rating import ByNumber, Rating
from kiosk.store.portable import insert
from kiosk.store.tables import leg, rating, visit

_SPENT = "-"
"""How a mark begins that stands for nothing any more; all others are hexadecimal."""
_FIRST = "0"


def put(tx: Connection, mark: str, one: Rating) -> bool:
    """False: this matter has its rating, and that stays as it is."""
    row = insert(tx, rating).values(mark=mark, **{**vars(one), "reasons": " ".join(one.reasons)})
    return tx.execute(row.on_conflict_do_nothing(index_elements=["mark"]).returning(rating.c.mark)).first() is not None


def rated(tx: Connection, marks: Collection[str]) -> frozenset[str]:
    """Which of these matters have their rating."""
    return frozenset(tx.execute(select(rating.c.mark).where(rating.c.mark.in_(sorted(marks)))).scalars())


def of_days(tx: Connection, first: date, last: date) -> tuple[Rating, ...]:
    query = select(*(column for column in rating.c if column.name != "mark")).where(rating.c.day >= first, rating.c.day <= last)
    return tuple(Rating(**{**row, "reasons": tuple(row["reasons"].split())}) for row in tx.execute(query).mappings())


def forget_marks(tx: Connection, before: date, entropy: Callable[[int], bytes]) -> int:
    """Of days that can be rated no more: from then on nothing ties a rating to its matter. Gives how many."""
    tied = (rating.c.mark >= _FIRST, ~rating.c.mark.startswith(_SPENT))  # the first by the key: the others are years of rows
    old = tx.execute(select(rating.c.mark).where(rating.c.day < before, *tied)).scalars().all()
    for mark in old:
        tx.execute(update(rating).where(rating.c.mark == mark).values(mark=_SPENT + entropy(16).hex()))
    return len(old)


# -- what can be rated ------------------------------------------------------------------------------------------------


def completed(tx: Connection, visit_id: UUID) -> tuple[tuple[UUID, str, int | None, datetime], ...]:
    """Leg, service, counter and end of what was handled in a visit, in its order (leg_of_visit)."""
    columns = (leg.c.id, leg.c.service, leg.c.counter, leg.c.ended_at)
    query = select(*columns).where(leg.c.visit == visit_id, leg.c.state == LegState.COMPLETED).order_by(leg.c.ended_at, leg.c.id)
    return tuple((row[0], row[1], row[2], row[3]) for row in tx.execute(query))


def visits_of(tx: Connection, hall: str, days: Collection[date], number: ByNumber) -> tuple[UUID, ...]:
    """Who had this number on one of these days (the unique index of visit)."""
    where = (visit.c.hall == hall, visit.c.day.in_(sorted(days)), visit.c.series == number.series, visit.c.number == number.number)
    return tuple(tx.execute(select(visit.c.id).where(*where)).scalars())


def audience_of(tx: Connection, visit_id: UUID) -> str:
    return str(tx.scalar(select(visit.c.audience).where(visit.c.id == visit_id)))
