"""Small things that tests need, made with one call: say only what matters to the test."""

import hashlib
import itertools
import random
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from kiosk.actions.filing import Desk, Filing
from kiosk.actions.queue import LocalHall
from kiosk.actions.shelf import Shelf
from kiosk.forms import FormDef
from kiosk.forms.errors import BundleError
from kiosk.model.appointment import Booking
from kiosk.model.catalogue import (
    Audience,
    Catalogue,
    Counter,
    Department,
    FormChoice,
    Opening,
    Paper,
    PriorityClass,
    RatingReason,
    Service,
)
from kiosk.model.ids import uuid7
from kiosk.model.queue import Leg, LegState, Policy, Ticket
from kiosk.model.submission import Attachment, FinishedForm, OwedPaper
from kiosk.model.text import text
from kiosk.security.seal import SealPrivateKey
from kiosk.security.tokens import ReceiptSigner
from kiosk.store import staff
from kiosk.store.database import Store
from kiosk.store.staff import Person

ZONE = ZoneInfo("Asia/Shanghai")
NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""A Monday, nine in the morning in the hall."""

OFFICE_HOURS = (Opening(days=frozenset(range(1, 6)), opens=time(8, 30), closes=time(17)),)
DAY_AND_NIGHT = (Opening(days=frozenset(range(1, 8)), opens=time.min, closes=time.max),)
PIN = "246810"
RATING_REASONS = (
    RatingReason(code="waited_long", name=text(zh="等候太久", en="A long wait"), grades=frozenset({1, 2, 3})),
    RatingReason(code="friendly", name=text(zh="态度好", en="Friendly"), grades=frozenset({4, 5})),
)
CLASSES = (
    PriorityClass(code="elderly", name=text(zh="老人", en="Elderly"), credit_min=20),
    PriorityClass(code="disabled", name=text(zh="残疾人", en="Disabled"), credit_min=20),
    PriorityClass(code="veteran", name=text(zh="退役军人", en="Veteran"), credit_min=20, asked=False),
)

_numbers = itertools.count(1_000_000)


class FakeClock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, now: datetime = NINE) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def go_on(self, **span: float) -> None:
        """By minutes=..., seconds=... and so on; backwards too."""
        self._now += timedelta(**span)


def some_entropy(seed: int | None = None) -> Callable[[int], bytes]:
    """Random bytes, the same in every run; without a seed others at every call."""
    return random.Random(next(_numbers) if seed is None else seed).randbytes


def some_id(number: int = 1, now: datetime = NINE) -> UUID:
    """The same id for the same number."""
    return uuid7(now, number.to_bytes(10))


def a_service(code: str = "tax", **changes: Any) -> Service:  # Any: fields of a service
    words: dict[str, Any] = {
        "department": "revenue",
        "name": text(zh="税务登记", en="Tax registration"),
        "audiences": frozenset(Audience),
        "opening": OFFICE_HOURS,
        "papers": (Paper(name=text(zh="身份证", en="Identity card")),),
        "promise_days": 5,
        "series": "A",
        "form": FormChoice(form="tax", version="1", central="city"),
    }
    return Service(code=code, **{**words, **changes})


def a_catalogue(*services: Service, counters: tuple[Counter, ...] | None = None) -> Catalogue:
    """One department; by default the services "tax" (A) and "permit" (B), and counters 1 (both), 2 (tax only) and 3 (both)."""
    offered = services or (a_service(), a_service("permit", series="B"))
    codes = frozenset(service.code for service in offered)
    one = offered[0].code
    desks = counters or (a_counter(1, *codes), a_counter(2, one), a_counter(3, *codes))
    return Catalogue(
        hall="north", name=text(zh="北区政务服务中心", en="North Service Hall"), zone=ZONE, languages=("zh", "en"),
        departments=(Department(code="revenue", name=text(zh="税务局", en="Revenue Office")),),
        services=offered, life_events=(), counters=desks, version="1", classes=CLASSES, rating_reasons=RATING_REASONS,
    )  # fmt: skip


def a_counter(number: int, *services: str, relief: tuple[str, ...] = ()) -> Counter:
    name = text(zh=f"{number}号窗口", en=f"Counter {number}")
    return Counter(number=number, name=name, services=frozenset(services), relief=frozenset(relief))


def a_leg(number: int = 1, **changes: Any) -> Leg:  # Any: fields of a leg
    words: dict[str, Any] = {
        "label": f"A{number:03d}", "service": "tax", "language": "zh", "state": LegState.WAITING, "arrived_at": NINE, "due": NINE,
    }  # fmt: skip
    return Leg(id=some_id(number), visit=some_id(1000 + number), **{**words, **changes})


def a_hall(store: Store, clock: FakeClock, catalogue: Catalogue | None = None, *, policy: Policy | None = None) -> LocalHall:
    """policy: numbers that no catalogue says."""
    shelf = Shelf(catalogue or a_catalogue(), policy)
    return LocalHall(store=store, shelf=shelf, station="K1", clock=clock, entropy=some_entropy())


def a_clerk(
    hall: LocalHall, *, counter: int = 1, code: str = "", services: tuple[str, ...] = ("*",), role: str = "clerk",
    skills: tuple[str, ...] = (),
) -> str:  # fmt: skip
    """The session of a clerk who is signed in at the counter, without the time that a PIN takes; the code is by default "c1"."""
    name = code or f"c{counter}"
    token, now = f"token of {name} at {counter}", hall.now()
    with hall.store.write() as tx:
        staff.put(tx, Person(code=name, name="Li", role=role, services=frozenset(services), skills=frozenset(skills), pin=""))
        hashed = hashlib.sha256(token.encode()).hexdigest()
        staff.open_session(tx, hashed, person=name, counter=counter, now=now, until=now + timedelta(hours=12))
    return token


def an_open_counter(hall: LocalHall, *, counter: int = 1, code: str = "", services: tuple[str, ...] = ("*",), role: str = "clerk") -> str:
    """As `a_clerk`, and the counter is open."""
    session = a_clerk(hall, counter=counter, code=code, services=services, role=role)
    hall.open_counter(new_id(), session=session, counter=counter)
    return session


def a_ticket(hall: LocalHall, service: str = "tax", *, request: UUID | None = None) -> Ticket:
    return hall.take_ticket(request or new_id(), service=service, language="zh", audience="person")


def new_id() -> UUID:
    """An id that no other call gave."""
    return some_id(next(_numbers))


def a_finished_form(number: int = 1, **changes: Any) -> FinishedForm:  # Any: fields of a finished form
    words: dict[str, Any] = {
        "id": some_id(number), "form": "tax", "version": "1", "xml": "<data><name>王小明</name></data>".encode(),
        "attachments": (), "owed": (OwedPaper(name=text(zh="营业执照", en="Licence"), due=date(2026, 3, 31)),),
    }  # fmt: skip
    return FinishedForm(**{**words, **changes})


def an_attachment(name: str = "photo.png", data: bytes = b"\x89PNG picture") -> Attachment:
    return Attachment(name=name, mime="image/png", data=data)


HALL_KEY = SealPrivateKey(bytes(range(32)))
CENTRAL_KEY = SealPrivateKey(bytes(range(1, 33)))
SIGNER = ReceiptSigner(bytes(range(2, 34)))


def a_desk(catalogue: Catalogue | None = None, *, station: str = "K1") -> Desk:
    return Desk(
        catalogue=catalogue or a_catalogue(), station=station, seal_key=HALL_KEY.public, signer=SIGNER, entropy=some_entropy()
    )  # fmt: skip


def a_filing(finished: FinishedForm | None = None, **changes: Any) -> Filing:  # Any: fields of a filing
    words: dict[str, Any] = {"service": a_service(), "language": "zh"}
    return Filing(finished=finished or a_finished_form(), **{**words, **changes})


def no_form(form: str, version: str) -> FormDef:
    """At a machine where nothing is published."""
    raise BundleError(f"{form} {version} is not here")


def a_booking(code: str = "YY202603", **changes: Any) -> Booking:  # Any: fields of a booking
    """Ten o'clock, for a tax matter, in English."""
    words: dict[str, Any] = {"service": "tax", "slot": NINE + timedelta(hours=1), "language": "en"}
    return Booking(code=code, **{**words, **changes})


@cache
def _empty_file() -> Path:
    path = Path(mkdtemp()) / "empty.db"
    Store.open(path, now=NINE).close()
    return path


def an_empty_file(path: Path) -> Path:
    """A database that was just made, copied to `path`: that takes a tenth of the time."""
    shutil.copy(_empty_file(), path)
    return path
