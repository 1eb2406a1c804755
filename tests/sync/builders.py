"""Real servers on 127.0.0.1, and items to send to them."""

import base64
import hashlib
import json
import secrets
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from starlette.types import ASGIApp

from kiosk.clock import Clock, SystemClock
from kiosk.model.ids import uuid7
from kiosk.model.parcel import Parcel, ParcelKind, PartRef
from kiosk.security.keys import DeviceKey
from kiosk.security.seal import SUITE, SealPrivateKey, context, seal
from sync.central.app import CentralParts, make_app
from sync.central.store import CentralStore, effects
from sync.http import SignedSession, Timeouts
from sync.serve import Listener, Server, listen
from tests.sync.line import Troubled

FORM, VERSION = "pension", "2026-01"
CENTRAL_KEY = SealPrivateKey(bytes(range(32)))
HUB_KEY = DeviceKey(bytes(range(1, 33)))
QUICK = Timeouts(connect_s=1.0, read_s=3.0)


class Faults:
    """Collects what a server's thread could not answer; a test looks that it is empty."""

    def __init__(self) -> None:
        self.seen: list[Exception] = []

    def __call__(self, fault: Exception) -> None:
        self.seen.append(fault)


@dataclass
class ShiftedClock:
    """The machine's clock, wrong by `off`."""

    off: timedelta = timedelta(0)

    def now(self) -> datetime:
        return SystemClock().now() + self.off


@contextmanager
def serving(app: ASGIApp, listener: Listener, before_stop: Callable[[], None] = lambda: None) -> Iterator[Server]:
    faults = Faults()
    server = Server(app, listener, on_fault=faults, before_stop=before_stop)
    assert server.start()
    try:
        yield server
    finally:
        assert server.stop()
        assert faults.seen == []


@dataclass(frozen=True, kw_only=True)
class Central:
    """A running central system, and the way to it."""

    store: CentralStore
    listener: Listener
    session: SignedSession
    line: Troubled
    faults: Faults

    def effects(self) -> dict[UUID, int]:
        """How many cases each submission has opened."""
        with self.store.read() as tx:
            return {one.id: one.effects for one in effects(tx)}


@contextmanager
def a_central(folder: Path, *, port: int = 0, clock: ShiftedClock | None = None) -> Iterator[Central]:
    listener = listen("127.0.0.1", port)
    store = CentralStore(folder / "central.db")
    session = a_session(listener.url)
    try:
        faults = Faults()
        line = Troubled(a_central_app(store, listener.authority, faults, clock))
        with serving(line, listener):
            yield Central(store=store, listener=listener, session=session, line=line, faults=faults)
        assert faults.seen == []
    finally:
        session.close()
        store.close()


def a_central_app(store: CentralStore, authority: str, faults: Faults, clock: ShiftedClock | None = None) -> ASGIApp:
    parts = CentralParts(
        store=store, authority=authority, clock=clock or ShiftedClock(), hubs={"hub-1": HUB_KEY.public}, openers=(CENTRAL_KEY,),
        forms=frozenset({(FORM, VERSION)}), on_fault=faults,
    )  # fmt: skip
    return make_app(parts)


def a_session(url: str, *, device: str = "hub-1", key: DeviceKey = HUB_KEY, clock: Clock | None = None) -> SignedSession:
    return SignedSession(url, device=device, key=key, clock=clock or ShiftedClock(), timeouts=QUICK)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A parcel, and what belongs to it."""

    parcel: Parcel
    parts: dict[UUID, bytes] = field(default_factory=dict)

    @property
    def item(self) -> dict[str, object]:
        return dict(json.loads(self.parcel.body))


def an_id() -> UUID:
    return uuid7(datetime.now(UTC), secrets.token_bytes(10))


def a_parcel(
    xml: bytes = b"<data>answers</data>", *, id: UUID | None = None, form: str = FORM, files: Sequence[bytes] = (),  # noqa: A002
    key: SealPrivateKey = CENTRAL_KEY, digest: str | None = None, destination: str = "city",
) -> Made:  # fmt: skip
    """Sealed as the hub seals it for a central system."""
    item_id = id or an_id()
    sealed = seal(xml, key.public, context(key.kid, item_id, form, VERSION, ""))
    parts = {an_id(): seal(data, key.public, context(key.kid, item_id, form, VERSION, f"{n}.png")) for n, data in enumerate(files)}
    attachments = [
        {"id": str(part), "name": f"{n}.png", "mime": "image/png", "size": len(data), "sha256": sha256(data), "kid": key.kid}
        for n, (part, data) in enumerate(parts.items())
    ]
    item = {
        "id": str(item_id), "kind": "submission", "service": "pension", "form": form, "form_version": VERSION, "central": destination,
        "receipt_no": f"H1-{item_id.hex[-6:]}", "hall": "H1", "station": "K1", "language": "zh", "station_seq": 1,
        "created": "2026-03-02T09:00:00+00:00", "digest": digest or sha256(xml), "kid": key.kid, "suite": SUITE,
        "sealed": base64.b64encode(sealed).decode(), "sha256": sha256(sealed), "attachments": attachments,
    }  # fmt: skip
    body = json.dumps(item, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return Made(parcel=parcel_of(item_id, body, destination), parts=parts)


def parcel_of(item_id: UUID, body: bytes, destination: str = "city") -> Parcel:
    """As the outbox gives it: the attachments are those that the item names."""
    named = json.loads(body).get("attachments", ())
    refs = tuple(
        PartRef(id=UUID(part["id"]), name=part["name"], size_bytes=part["size"], sha256=part["sha256"], kid=part["kid"]) for part in named
    )
    return Parcel(id=item_id, kind=ParcelKind.SUBMISSION, destination=destination, body=body, sha256=sha256(body), parts=refs)


def no_parts(_part: UUID) -> bytes | None:
    """For parcels without attachments."""
    return None


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@cache
def a_bomb() -> bytes:
    """300 MB of zeros, packed."""
    engine = zlib.compressobj(9, wbits=31)
    return b"".join(engine.compress(bytes(1024 * 1024)) for _ in range(300)) + engine.flush()
