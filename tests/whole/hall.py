"""A hall of real processes, and the machines that call it: every answer of the hub that counts is written down."""

import itertools
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from kiosk.actions import devices, filing
from kiosk.actions.filing import Desk, Filing
from kiosk.clock import SystemClock
from kiosk.config import DatabaseServer, published_forms, read_catalogue
from kiosk.model.device import Device, DeviceRole
from kiosk.model.ids import uuid7
from kiosk.model.parcel import HUB, Link
from kiosk.model.queue import HallAway
from kiosk.model.submission import FinishedForm
from kiosk.programs.children import Child
from kiosk.programs.demo_hall import CLERK, DemoHall, make_ready
from kiosk.programs.demo_summary import effects_at
from kiosk.security.keys import KeyStore
from kiosk.store import feed
from kiosk.store.database import Store
from kiosk.store.devices import known
from kiosk.store.devices import put as put_device
from kiosk.store.staff import people
from kiosk.store.staff import put as put_person
from resources import folder
from sync.courier import Courier, Pace
from sync.hall import RemoteHall
from sync.http import SignedSession, Timeouts
from sync.native import NativeConnector

TRY_AGAIN_S = 0.02
QUICK = Timeouts(connect_s=1.0, read_s=3.0)


def new_id() -> UUID:
    return uuid7(datetime.now(UTC), os.urandom(10))


class WholeHall:
    """Hub and central system as child processes; stations as sessions of this one."""

    def __init__(self, root: Path, *, now: datetime) -> None:
        self.demo: DemoHall = make_ready(root, now=now)
        self.catalogue = read_catalogue(folder("catalogue") / "demo.yaml", published=published_forms(root / "forms"), always_open=True)
        self.kept_in: Path | DatabaseServer = self.demo.data("hub") / "hall.sqlite"
        self._children: dict[str, Child] = {}
        self._stack = ExitStack()

    def start(self, program: str, **environment: str) -> Child:
        words = self.demo.words(program)
        child = Child(program, self.demo.settings(program), words=words, environment={**os.environ, **environment})
        self._children[program] = child
        return child.wait_ready()

    def stop(self, program: str) -> int:
        return self._children.pop(program).stop()

    def kill(self, program: str) -> None:
        self._children.pop(program).kill()

    def invite(self, count: int) -> list[str]:
        """More terminals than the one of the demonstration; the hub must not be running."""
        codes = [f"K{number}" for number in range(2, 2 + count)]
        with Store.open(self.kept_in, now=datetime.now(UTC)) as store:
            for code in codes:
                device = Device(id=code, role=DeviceRole.TERMINAL, public=self.keys(code).device().public)
                devices.enrol(store, device, by="test", now=datetime.now(UTC))
        return codes

    def keep_at(self, server: DatabaseServer) -> None:
        """The hub's database from now on, with the machines and the clerk of the demonstration; the hub must not be running."""
        now = datetime.now(UTC)
        with Store.open(self.kept_in, now=now) as before, before.read() as old, Store.open(server, now=now) as after, after.write() as new:
            for device in known(old):
                put_device(new, device, now=now)
            for person in people(old):
                put_person(new, person)
        with self.demo.settings("hub").open("a", encoding="utf-8") as file:
            file.write(f"database: '{server.url}'\n")
        self.kept_in = server

    def keys(self, station: str) -> KeyStore:
        known = {"K1": "terminal", "D1": "counter", "B1": "board"}
        return KeyStore(self.demo.root / known.get(station, station) / "keys")

    def session(self, station: str) -> SignedSession:
        session = SignedSession(self.demo.hub_url, device=station, key=self.keys(station).device(), clock=SystemClock(), timeouts=QUICK)
        self._stack.callback(session.close)
        return session

    def effects(self) -> dict[str, dict[str, Any]]:
        """What the central system has made of each submission, by id."""
        return effects_at(self.demo)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        for program in list(self._children):
            self._children.pop(program).stop()
        self._stack.close()


@dataclass
class Acknowledged:
    """What was answered to the callers; any thread may write."""

    tickets: list[str] = field(default_factory=list)
    calls: list[UUID] = field(default_factory=list)
    receipts: list[UUID] = field(default_factory=list)
    faults: list[BaseException] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def note(self, where: list[Any], what: object) -> None:  # Any: ids of several kinds
        with self.changed:
            where.append(what)
            self.changed.notify_all()

    @property
    def count(self) -> int:
        """Answers of the hub; a receipt needs none."""
        return len(self.tickets) + len(self.calls)

    def wait_for(self, count: int, timeout_s: float = 60.0) -> bool:
        """Until so many answers have come, or a caller has broken."""
        with self.changed:
            self.changed.wait_for(lambda: self.count >= count or bool(self.faults), timeout_s)
            return self.count >= count


class Callers:
    """Four machines that go on whatever happens: a lost answer is asked for again with the same request id."""

    def __init__(self, hall: WholeHall) -> None:
        """The clerk signs in before anything else: a try that a crash cuts short counts as a wrong PIN, and five lock."""
        self.said = Acknowledged()
        self._hall = hall
        self._token = RemoteHall(hall.session("D1")).sign_in(staff=CLERK, pin=hall.demo.pin, counter=1).token
        self._over = threading.Event()
        self._loops = {"K2": self._take_tickets, "K3": self._take_tickets, "D1": self._call, "K1": self._file}
        self._pool = ThreadPoolExecutor(max_workers=len(self._loops), thread_name_prefix="caller")

    def __enter__(self) -> Self:
        for station, loop in self._loops.items():
            self._pool.submit(loop, self._hall.session(station)).add_done_callback(self._ended)
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._pool.shutdown()

    def _ended(self, caller: "Future[None]") -> None:
        """A broken caller must fail the test, not hang it."""
        fault = caller.exception()
        if fault is not None:
            self.said.note(self.said.faults, fault)

    def _take_tickets(self, session: SignedSession) -> None:
        remote = RemoteHall(session)
        services = itertools.cycle(["residence_permit", "birth_bundle", "identity_card", "income_tax"])
        for service in services:
            take = partial(remote.take_ticket, new_id(), service=service, language="zh", audience="person")
            ticket = self._until_answered(take)
            if ticket is None:
                return
            self.said.note(self.said.tickets, ticket.label)

    def _call(self, session: SignedSession) -> None:
        remote = RemoteHall(session)
        self._at_counter(remote.open_counter)
        while not self._over.is_set():
            call = self._at_counter(remote.call_next)
            if call is None:
                self._over.wait(TRY_AGAIN_S)
                continue
            self.said.note(self.said.calls, call.leg)
            self._at_counter(remote.start)
            self._at_counter(remote.finish)

    def _at_counter(self, deed: Callable[..., Any]) -> Any:  # Any: each deed has an answer of its own
        request = new_id()
        return self._until_answered(lambda: deed(request, session=self._token, counter=1))

    def _file(self, session: SignedSession) -> None:
        keys = self._hall.keys("K1")
        sealer = keys.sealer("hall")
        assert sealer is not None
        desk = Desk(catalogue=self._hall.catalogue, station="K1", seal_key=sealer, signer=keys.receipts(), entropy=os.urandom)
        with Store.open(self._hall.demo.data("terminal") / "hall.sqlite", now=datetime.now(UTC)) as store:
            courier = quick_courier(store, session)
            while not self._over.is_set():
                receipt = filing.file(store, a_filing(self._hall), desk=desk, now=datetime.now(UTC))
                self.said.note(self.said.receipts, receipt.submission)
                self._over.wait(max(courier.step(), TRY_AGAIN_S))

    def _until_answered(self, ask: Callable[[], Any]) -> Any:  # Any: each deed has an answer of its own
        """The answer, or None once everything is over."""
        while not self._over.is_set():
            try:
                return ask()
            except HallAway:
                self._over.wait(TRY_AGAIN_S)
        return None


def wait_until(condition: Callable[[], bool], what: str, timeout_s: float = 30.0) -> None:
    """For what other processes do."""
    pause, ends = threading.Event(), time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < ends, f"waited {timeout_s:g} s for {what}"
        pause.wait(TRY_AGAIN_S)


QUICK_PACE = Pace(first_s=0.05, longest_s=0.2, idle_s=0.5)


def quick_courier(store: Store, session: SignedSession, *, pace: Pace = QUICK_PACE) -> Courier:
    def ignore(_: Link) -> None:
        """The callers look at the outbox itself."""

    connector = NativeConnector(session)
    return Courier(
        store,
        connector,
        HUB,
        clock=SystemClock(),
        random=Random(1),
        on_change=ignore,
        pace=pace,
        epoch=lambda: connector.epoch,
    )


def a_filing(hall: WholeHall) -> Filing:
    """A form that nobody typed: bytes of a size as real ones have it."""
    service = hall.catalogue.service("residence_permit")
    assert service.form is not None
    xml = b"<data>" + os.urandom(1500).hex().encode() + b"</data>"
    finished = FinishedForm(id=new_id(), form=service.form.form, version=service.form.version, xml=xml)
    return Filing(finished=finished, service=service, language="zh")


def labels_issued(store: Store) -> list[str]:
    """Every number that the hub has ever given out, from its feed."""
    with store.read() as tx:
        return [str(event.data["n"]) for event in feed.events_after(tx, 0, 10**6) if event.kind == "issued"]


def labels_called(store: Store) -> list[str]:
    with store.read() as tx:
        return [str(event.data["n"]) for event in feed.events_after(tx, 0, 10**6) if event.kind == "called"]
