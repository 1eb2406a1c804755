"""Who works here, and is it really they? Failures are counted before the PIN is looked at, so that a crash resets nothing."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kiosk.model.audit import AuditEvent
from kiosk.model.queue import QueueRefused, StaffSession
from kiosk.security import pins
from kiosk.store import audit
from kiosk.store import staff as rows
from kiosk.store.database import Store, Transaction
from kiosk.store.staff import ALL, Person

LOCK_AFTER = 5
"""So many wrong PINs in a row, and only `unlock` helps; before that, each doubles the wait."""

_SALT_BYTES = 16
_TOKEN_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """A person as a technician enters one; code: what is typed at the counter. services, skills: codes, or ("*",) for all."""

    code: str
    name: str
    pin: str = field(repr=False)
    role: str = "clerk"
    services: tuple[str, ...] = (ALL,)
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """What a clerk types, and where."""

    staff: str
    pin: str = field(repr=False)
    counter: int
    station: str


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """What keeps PINs and sessions safe. pepper: a key kept beside the database; entropy: n random bytes."""

    entropy: Callable[[int], bytes]
    pepper: bytes = field(default=b"", repr=False)


def add(store: Store, newcomer: Newcomer, *, secrets: Secrets, now: datetime) -> None:
    """Enter a person, or give one a new PIN, name, role or services."""
    pin = pins.hash_pin(newcomer.pin, salt=secrets.entropy(_SALT_BYTES), pepper=secrets.pepper)
    services, skills = frozenset(newcomer.services), frozenset(newcomer.skills)
    person = Person(code=newcomer.code, name=newcomer.name, role=newcomer.role, services=services, skills=skills, pin=pin)
    with store.write() as tx:
        rows.put(tx, person)
        audit.append(tx, now, AuditEvent.STAFF_ADDED, "technician", staff=person.code, role=person.role)


def people(store: Store) -> tuple[Person, ...]:
    """By code."""
    with store.read() as tx:
        return rows.people(tx)


def unlock(store: Store, code: str, *, by: str, now: datetime) -> bool:
    """Forget the wrong PINs; false if there is no such person."""
    with store.write() as tx:
        if rows.get(tx, code) is None:
            return False
        rows.note_failures(tx, code, 0, None)
        audit.append(tx, now, AuditEvent.STAFF_UNLOCKED, by, staff=code)
        return True


def sign_in(store: Store, said: SignIn, *, secrets: Secrets, now: datetime, lasts: timedelta) -> StaffSession:
    """Raises QueueRefused: wrong-pin, wait, locked. Three steps, each committed: count the try, look at the PIN, note the end."""
    person = _count_try(store, said.staff, now)
    if person is None:
        pins.hash_pin(said.pin, salt=bytes(_SALT_BYTES), pepper=secrets.pepper)  # an unknown code takes as long as a wrong PIN
        raise QueueRefused("wrong-pin")
    if not pins.verify_pin(person.pin, said.pin, pepper=secrets.pepper):
        raise _refuse(store, person, said.counter, now)
    token = urlsafe_b64encode(secrets.entropy(_TOKEN_BYTES)).decode().rstrip("=")
    until = now + lasts
    with store.write() as tx:
        rows.note_failures(tx, person.code, 0, None)
        rows.open_session(tx, _hash(token), person=person.code, counter=said.counter, station=said.station, now=now, until=until)
        audit.append(tx, now, AuditEvent.STAFF_SIGNED_IN, person.code, counter=said.counter)
    return StaffSession(token=token, staff=person.code, name=person.name, role=person.role, until=until)


def signed_in(tx: Transaction, token: str, *, counter: int, station: str, now: datetime) -> Person:
    """Whose session this is at this counter: a token that was carried to another machine is none. Raises QueueRefused signed-out."""
    person = rows.who(tx, _hash(token), counter=counter, station=station, now=now)
    if person is None:
        raise QueueRefused("signed-out")
    return person


def _count_try(store: Store, code: str, now: datetime) -> Person | None:
    """The person, with this try counted as a failure until it proves right; None for an unknown code."""
    with store.write() as tx:
        person = rows.get(tx, code)
        wait_s = _wait_s(tx, person, now) if person else 0
        if person and not wait_s and person.failures < LOCK_AFTER:
            failures = person.failures + 1
            rows.note_failures(tx, code, failures, now + _delay(failures))
    if person and person.failures >= LOCK_AFTER:
        raise QueueRefused("locked")
    if wait_s:
        raise QueueRefused("wait", wait_s=wait_s)
    return person


def _wait_s(tx: Transaction, person: Person, now: datetime) -> int:
    """Whole seconds until the next try. If the clock was set back since the last, the wait begins anew: it never ends early."""
    if person.locked_until is None or person.locked_until <= now:
        return 0
    delay = _delay(person.failures)
    if person.locked_until - now > delay:
        rows.note_failures(tx, person.code, person.failures, now + delay)
    return -(-min(person.locked_until - now, delay) // timedelta(seconds=1))


def _delay(failures: int) -> timedelta:
    return timedelta(seconds=2**failures)


def _refuse(store: Store, person: Person, counter: int, now: datetime) -> QueueRefused:
    """Note a wrong PIN; gives what to raise once that is committed."""
    failures = person.failures + 1
    locked = failures >= LOCK_AFTER
    with store.write() as tx:
        audit.append(tx, now, AuditEvent.STAFF_REFUSED, person.code, counter=counter, failures=failures)
        if locked:
            audit.append(tx, now, AuditEvent.STAFF_LOCKED, person.code, counter=counter)
    if locked:
        return QueueRefused("locked")
    return QueueRefused("wrong-pin", wait_s=2**failures, left=LOCK_AFTER - failures)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
