"""Small things that tests need, made with one call: say only what matters to the test."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from kiosk.actions import staff
from kiosk.actions.queue import LocalHall
from kiosk.actions.staff import Newcomer, Secrets
from kiosk.model.catalogue import Audience, Catalogue, Counter, Department, FormChoice, Opening, Paper, Service
from kiosk.model.ids import uuid7
from kiosk.model.queue import Leg, LegState, Policy, StaffSession
from kiosk.model.submission import Attachment, FinishedForm, OwedPaper
from kiosk.model.text import text
from kiosk.store.database import Store

ZONE = ZoneInfo("Asia/Shanghai")
NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""A Monday, nine in the morning in the hall."""

OFFICE_HOURS = (Opening(days=frozenset(range(1, 6)), opens=time(8, 30), closes=time(17)),)
DAY_AND_NIGHT = (Opening(days=frozenset(range(1, 8)), opens=time.min, closes=time.max),)
PIN = "246810"


class FakeClock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, now: datetime = NINE) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def go_on(self, **span: float) -> None:
        """By minutes=..., seconds=... and so on; backwards too."""
        self._now += timedelta(**span)


def some_entropy(seed: int = 1) -> Callable[[int], bytes]:
    """Random bytes that are the same in every run."""
    return random.Random(seed).randbytes


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
        services=offered, life_events=(), counters=desks, version="1",
    )  # fmt: skip


def a_counter(number: int, *services: str) -> Counter:
    return Counter(number=number, name=text(zh=f"{number}号窗口", en=f"Counter {number}"), services=frozenset(services))


def a_leg(number: int = 1, **changes: Any) -> Leg:  # Any: fields of a leg
    words: dict[str, Any] = {
        "label": f"A{number:03d}", "service": "tax", "language": "zh", "state": LegState.WAITING, "arrived_at": NINE, "due": NINE,
    }  # fmt: skip
    return Leg(id=some_id(number), visit=some_id(1000 + number), **{**words, **changes})


def a_hall(store: Store, clock: FakeClock, catalogue: Catalogue | None = None, *, policy: Policy | None = None) -> LocalHall:
    return LocalHall(
        store=store, catalogue=catalogue or a_catalogue(), station="K1", clock=clock, entropy=some_entropy(), policy=policy or Policy()
    )


def a_clerk(hall: LocalHall, *, counter: int = 1, code: str = "", services: tuple[str, ...] = ("*",)) -> StaffSession:
    """A clerk who is signed in at the counter; the code is by default "c" and the counter's number."""
    name = code or f"c{counter}"
    secrets = Secrets(entropy=hall.entropy, pepper=hall.pepper)
    staff.add(hall.store, Newcomer(code=name, name="Li", pin=PIN, services=services), secrets=secrets, now=hall.now())
    return hall.sign_in(staff=name, pin=PIN, counter=counter)


def a_finished_form(number: int = 1, **changes: Any) -> FinishedForm:  # Any: fields of a finished form
    words: dict[str, Any] = {
        "id": some_id(number), "form": "tax", "version": "1", "xml": "<data><name>王小明</name></data>".encode(),
        "attachments": (), "owed": (OwedPaper(name=text(zh="营业执照", en="Licence"), due=date(2026, 3, 31)),),
    }  # fmt: skip
    return FinishedForm(**{**words, **changes})


def an_attachment(name: str = "photo.png", data: bytes = b"\x89PNG picture") -> Attachment:
    return Attachment(name=name, mime="image/png", data=data)


@contextmanager
def open_store(path: Path, now: datetime = NINE) -> Iterator[Store]:
    with Store.open(path, now=now) as store:
        yield store
