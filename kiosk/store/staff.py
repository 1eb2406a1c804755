"""Who works here, who is signed in, and how often was a PIN wrong?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from kiosk.store import prepared
from kiosk.store.portable import insert
from kiosk.store.tables import staff, staff_session

ALL = "*"

_WHO = (
    select(staff)
    .join(staff_session, staff_session.c.staff == staff.c.code)
    .where(
        staff_session.c.token == bindparam("its_token"),
        staff_session.c.counter == bindparam("its_counter"),
        or_(staff_session.c.station.is_(None), staff_session.c.station == bindparam("its_station")),
        staff_session.c.until > bindparam("moment"),
    )
)


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member of staff. services: codes, or "*" alone for all; skills: likewise; failures: wrong PINs since the last right one."""

    code: str
    name: str
    role: str
    services: frozenset[str]
    skills: frozenset[str] = frozenset()
    pin: str = field(repr=False)
    failures: int = 0
    locked_until: datetime | None = None

    def may_serve(self, offered: frozenset[str], skills: Mapping[str, str]) -> frozenset[str]:
        """Which of the services on offer this person may serve. skills: what some of them ask for."""
        mine = offered if ALL in self.services else offered & self.services
        if ALL in self.skills:
            return mine
        return mine.difference(code for code, skill in skills.items() if skill not in self.skills)


def put(tx: Connection, person: Person) -> None:
    """A new person, or new values for one; wrong PINs are forgotten."""
    same = {name: getattr(person, name) for name in ("name", "role", "pin", "failures", "locked_until")}
    values = {**same, "services": " ".join(sorted(person.services)), "skills": " ".join(sorted(person.skills))}
    row = insert(tx, staff).values(code=person.code, **values)
    tx.execute(row.on_conflict_do_update(index_elements=["code"], set_=values))


def get(tx: Connection, code: str) -> Person | None:
    row = tx.execute(select(staff).where(staff.c.code == code)).mappings().first()
    return person_of(row) if row else None


def people(tx: Connection) -> tuple[Person, ...]:
    """By code."""
    return tuple(person_of(row) for row in tx.execute(select(staff).order_by(staff.c.code)).mappings())


def note_failures(tx: Connection, code: str, failures: int, locked_until: datetime | None) -> None:
    tx.execute(update(staff).where(staff.c.code == code).values(failures=failures, locked_until=locked_until))


def open_session(
    tx: Connection, token_hash: str, *, person: str, counter: int, now: datetime, until: datetime, station: str | None = None
) -> None:
    """A person has one session: an earlier one ends. station: where alone it counts."""
    tx.execute(delete(staff_session).where(staff_session.c.staff == person))
    row = {"token": token_hash, "staff": person, "counter": counter, "station": station, "opened_at": now, "until": until}
    tx.execute(insert(tx, staff_session).values(**row))


def who(tx: Connection, token_hash: str, *, counter: int, station: str, now: datetime) -> Person | None:
    """Whose session this is; None if it is over, unknown, or of another counter or station."""
    row = prepared.row(tx, _WHO, {"its_token": token_hash, "its_counter": counter, "its_station": station, "moment": now})
    return person_of(row) if row else None


def forget_sessions(tx: Connection, now: datetime) -> int:
    """Those that are over."""
    return tx.execute(delete(staff_session).where(staff_session.c.until <= now)).rowcount


def person_of(row: Mapping[Any, Any]) -> Person:  # Any: columns by name
    """Of the columns of `staff`."""
    return Person(**{**row, "services": frozenset(row["services"].split()), "skills": frozenset(row["skills"].split())})
