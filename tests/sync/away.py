"""A hall whose lines break: real queue, real terminals and counters, each with its own file; only the line between them is made up."""

import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any, TypeVar
from uuid import UUID

from kiosk.actions import emergency, lane, lease, restoring
from kiosk.actions.away import TicketDesk
from kiosk.actions.emergency import Clerk, CounterDesk
from kiosk.actions.filing import Forwarding
from kiosk.actions.lane import Console
from kiosk.actions.queue import LocalHall
from kiosk.actions.rating import Ratings
from kiosk.actions.shelf import Shelf
from kiosk.hub.inbox import station_inbox
from kiosk.model.device import Device, DeviceRole
from kiosk.model.hall import HallAway, QueueRefused, Ticket
from kiosk.model.parcel import HUB, Delivered, Outcome, Parcel, Refused, Unreachable
from kiosk.model.queue import Policy
from kiosk.store.database import Store
from sync.connector import ReadPart
from sync.console import SteadyCounter
from sync.courier import Courier, Pace
from sync.lending import LaneKeeper, LeaseKeeper
from sync.protocol import ItemStatus
from sync.steady import SteadyHall
from tests.builders import NINE, FakeClock, a_catalogue, a_hall, an_empty_file, an_open_counter, new_id, some_entropy

Answer = TypeVar("Answer")
ROLES = {"K": DeviceRole.TERMINAL, "D": DeviceRole.COUNTER}
POLICY = Policy(free_places=1, lane_size=3, no_show_calls=1, no_show_after=timedelta(0))
"""So small that a handful of people is a long queue."""


@dataclass
class Line:
    """Between one station and the hub.

    cut: nothing goes through; lose: so many of the next answers are lost after the work was done; delay: so many of the next questions
    reach the hub later, when nobody waits for the answer any more.
    """

    hub: "Hub"
    station: str
    cut: bool = False
    lose: int = 0
    delay: int = 0

    def ask(self, question: Callable[[LocalHall], Answer]) -> Answer:
        if self.cut:
            raise HallAway(reason="connection")
        if self.delay:
            self.delay -= 1
            self.hub.late.append(lambda: question(self.hub.hall.for_station(self.station)))
            raise HallAway(reason="timeout")
        answer = question(self.hub.hall.for_station(self.station))
        if self.lose:
            self.lose -= 1
            raise HallAway(reason="timeout")
        return answer

    def __getattr__(self, deed: str) -> Any:  # Any: each deed of a hall has an answer of its own
        return lambda *args, **words: self.ask(lambda hall: getattr(hall, deed)(*args, **words))

    def ping(self) -> bool:
        return not self.cut

    def deliver(self, parcels: Sequence[Parcel], _read_part: ReadPart) -> Sequence[Outcome]:
        try:
            return self.ask(lambda _: self.hub.take_in(parcels, self.station))
        except HallAway as fault:
            return [Unreachable(str(fault.facts["reason"]), 0.0) for _ in parcels]

    def epoch(self) -> str:
        return restoring.epoch_of(self.hub.hall.store)


class Hub:
    """The queue in a file, which may be killed, and put back from a copy."""

    def __init__(self, folder: Path, clock: FakeClock, policy: Policy) -> None:
        self.folder, self.clock = folder, clock
        self.file = folder / "hub.db"
        an_empty_file(self.file)
        self.hall = a_hall(Store.open(self.file, now=NINE), clock, policy=policy).for_station("hub")
        self.late: list[Callable[[], object]] = []

    def take_in(self, parcels: Iterable[Parcel], station: str) -> Sequence[Outcome]:
        device = Device(id=station, role=ROLES[station[0]], public=bytes(32))
        ratings = Ratings(
            store=self.hall.store, shelf=self.hall.shelf, key=b"", link_key=b"", entropy=some_entropy()
        )  # fmt: skip
        inbox = station_inbox(self.hall.for_station, Forwarding(openers=[], sealers={}, entropy=some_entropy()), lambda: None, ratings)
        items = [_item(parcel) for parcel in parcels]
        return [
            Delivered(str(result.seq)) if result.status in {ItemStatus.ACCEPTED, ItemStatus.DUPLICATE} else Refused(result.problem or "")
            for result in inbox.take_items(items, device)
        ]

    def hear_late(self) -> None:
        """A question that was long on its way."""
        if self.late:
            try:
                self.late.pop(0)()
            except QueueRefused:
                return

    name = "hub"

    @property
    def store(self) -> Store:
        return self.hall.store

    def kill(self) -> None:
        self.hall.store.close()
        self.hall = replace(self.hall, store=Store.open(self.file, now=self.clock.now()))

    def put_back(self, copy: Path) -> None:
        """As a technician does it."""
        self.hall.store.close()
        _put_back(copy, self.file)
        store = Store.open(self.file, now=self.clock.now())
        now, catalogue = self.clock.now(), self.hall.catalogue
        minutes = restoring.begin_anew(store, now=now)
        restoring.leave_out_tickets(store, ["A", "B"], hall=catalogue.hall, zone=catalogue.zone, minutes=minutes, now=now)
        self.hall = replace(self.hall, store=store)


class Station:
    """What terminals and counters have in common: a file, a line, a courier."""

    def __init__(self, name: str, hub: Hub) -> None:
        self.name, self.hub, self.clock = name, hub, hub.clock
        self.line = Line(hub, name)
        self.file = hub.folder / f"{name}.db"
        an_empty_file(self.file)
        self.begin()

    def begin(self) -> None:
        self.store = Store.open(self.file, now=self.clock.now())
        self.courier = Courier(
            self.store, self.line, HUB, clock=self.clock, random=Random(1), on_change=lambda _: None, pace=Pace(first_s=0, idle_s=0),
            epoch=self.line.epoch,
        )  # fmt: skip

    def kill(self) -> None:
        self.store.close()
        self.begin()

    def send(self) -> None:
        self.courier.step()


class Terminal(Station):
    def begin(self) -> None:
        super().begin()
        self.desk = TicketDesk(store=self.store, shelf=Shelf(a_catalogue()), station=self.name, clock=self.clock, entropy=some_entropy())
        self.hall = SteadyHall(self.line, self.desk, ping=self.line.ping)
        self.leases = LeaseKeeper(self.desk, lambda wish: self.line.ask(lambda hall: lease.lend(hall, wish)))

    def take(self, service: str, request: UUID | None = None) -> Ticket:
        self.hall.step()
        return self.hall.take_ticket(request or new_id(), service=service, language="zh", audience="person")


class Counter(Station):
    number = 1

    def __init__(self, name: str, number: int, hub: Hub) -> None:
        self.number = number
        super().__init__(name, hub)
        self.session = an_open_counter(hub.hall.for_station(name), counter=number)
        emergency.know(self.desk, Clerk(staff=f"c{number}", name="Li", until=NINE + timedelta(hours=12)))
        self.hall = SteadyCounter(self.line, self.desk)
        self.hall.open_counter(new_id(), session=self.session, counter=number)

    def begin(self) -> None:
        super().begin()
        self.desk = CounterDesk(
            store=self.store, shelf=Shelf(a_catalogue()), station=self.name, counter=self.number, clock=self.clock, entropy=some_entropy()
        )  # fmt: skip
        self.hall = SteadyCounter(self.line, self.desk)
        self.lanes = LaneKeeper(self.store, self.number, self._exchange)

    def deed(self, name: str, request: UUID | None = None) -> Any:  # Any: each deed has an answer of its own
        return getattr(self.hall, name)(request or new_id(), session=self.session, counter=self.number)

    def keep_lane(self) -> None:
        """As often as the hub asks for something back."""
        for _ in range(3):
            if self.lanes.step() > 0:
                return

    def _exchange(self, word: Any) -> Any:  # Any: as the hub's
        def exchanged(hall: LocalHall) -> object:
            console = Console(station=self.name, edition=hall.shelf.now)
            return lane.exchange(hall.store, word, console, now=hall.now())

        return self.line.ask(exchanged)


@dataclass
class Away:
    """One hub, two terminals, two counters."""

    policy: Policy = POLICY
    stack: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        folder = Path(mkdtemp())
        self.stack.callback(shutil.rmtree, folder)
        self.clock = FakeClock()
        self.hub = Hub(folder, self.clock, self.policy)
        self.terminals = [Terminal(name, self.hub) for name in ("K1", "K2")]
        self.counters = [Counter("D1", 1, self.hub), Counter("D3", 3, self.hub)]

    def all_well(self) -> None:
        """Every line holds, and everything is told."""
        while self.hub.late:
            self.hub.hear_late()
        stations: list[Station] = [*self.terminals, *self.counters]
        for station in stations:
            station.line.cut, station.line.lose, station.line.delay = False, 0, 0
        for _ in range(4):
            for station in stations:
                station.send()
        for _ in range(2):
            for counter in self.counters:
                counter.keep_lane()

    def close(self) -> None:
        for station in (*self.terminals, *self.counters):
            station.store.close()
        self.hub.hall.store.close()
        self.stack.close()


def put_back_station(station: Station, copy: Path) -> None:
    station.store.close()
    _put_back(copy, station.file)
    with Store.open(station.file, now=station.clock.now()) as store:
        restoring.begin_anew(store, now=station.clock.now())
    station.begin()


def _put_back(copy: Path, file: Path) -> None:
    for suffix in ("-wal", "-shm", ""):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    shutil.copy(copy, file)


def _item(parcel: Parcel) -> Any:  # Any: JSON
    return json.loads(parcel.body)
