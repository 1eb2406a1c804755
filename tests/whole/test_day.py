"""A day with 1,500 visitors, at over a hundred times its pace: the hub is killed five times, the network is cut three times.

No ticket is lost, none is there twice, nobody is called twice, boards show what is, and the report adds up to the last ticket.
"""

import faulthandler
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from kiosk.actions import devices
from kiosk.actions.day import end_day
from kiosk.actions.queue import LocalHall
from kiosk.actions.report import report
from kiosk.actions.shelf import Shelf
from kiosk.clock import SystemClock
from kiosk.config import published_forms, read_catalogue
from kiosk.model.board import BoardState, from_json
from kiosk.model.catalogue import Catalogue
from kiosk.model.device import Device, DeviceRole
from kiosk.model.hall import LegState
from kiosk.model.report import Report
from kiosk.security.keys import DeviceKey
from kiosk.store import audit, feed, staff
from kiosk.store.database import Store
from kiosk.store.staff import Person
from resources import folder
from sync.http import Answer, Call, SignedSession
from tests.builders import FakeClock, some_entropy
from tests.whole.day import Board, Day, Plan
from tests.whole.hall import QUICK, WholeHall
from tests.whole.line import Cut, Line

pytestmark = pytest.mark.whole
VISITORS, COUNTERS = 1500, 30
SECONDS = 150.0
"""In which visitors come; eight hours at 192 times their pace."""

KILLS = (20.0, 48.0, 76.0, 104.0, 132.0)
CUTS = ((34.0, Cut.PULLED), (62.0, Cut.SILENT), (118.0, Cut.ONE_WAY))
CUT_S = 4.0
WITHIN_S = 290
LEFT_WAITING = 12
"""So many may still wait when the hall closes."""


@dataclass(frozen=True)
class Site:
    hall: WholeHall
    catalogue: Catalogue
    line: Line
    plan: Plan
    sessions: list[SignedSession]

    def session(self, name: str) -> SignedSession:
        made = SignedSession(self.hall.demo.hub_url, device=name, key=_key(name), clock=SystemClock(), timeouts=QUICK)
        self.sessions.append(self.line.lead(made))
        return made


@pytest.fixture
def site(hall: WholeHall, tmp_path: Path) -> Iterator[Site]:
    catalogue = _thirty_counters(hall, tmp_path / "catalogue.yaml")
    names = {DeviceRole.TERMINAL: [f"T{n}" for n in range(1, 7)], DeviceRole.BOARD: [f"W{n}" for n in range(1, 5)]}
    counters = {number: f"C{number}" for number in range(1, COUNTERS + 1)}
    tokens = {number: f"token of {number}" for number in counters}
    with Store.open(hall.kept_in, now=SystemClock().now()) as store:
        for role, own in (*names.items(), (DeviceRole.COUNTER, list(counters.values()))):
            for name in own:
                devices.enrol(store, Device(id=name, role=role, public=_key(name).public), by="test", now=SystemClock().now())
        _sign_in(store, counters, tokens)
    plan = Plan(
        visitors=VISITORS, seconds=SECONDS, services=_served(catalogue), terminals=tuple(names[DeviceRole.TERMINAL]), counters=counters,
        boards=tuple(names[DeviceRole.BOARD]), tokens=tokens, classes=tuple(one.code for one in catalogue.classes),
    )  # fmt: skip
    port = urlsplit(hall.demo.hub_url).port
    assert port is not None
    with Line(port) as line:
        made = Site(hall, catalogue, line, plan, [])
        yield made
        for session in made.sessions:
            session.close()


def _thirty_counters(hall: WholeHall, path: Path) -> Catalogue:
    """The catalogue of the demonstration, with every second counter for all departments, in the hub's settings."""
    text = (folder("catalogue") / "demo.yaml").read_text(encoding="utf-8")
    few = yaml.safe_load(text)["counters"]
    counters = {number: few[1 if number % 2 else number // 2 % 5 + 2] for number in range(1, COUNTERS + 1)}
    desks = "".join(f"  {number}: {json.dumps(entry, ensure_ascii=False)}\n" for number, entry in counters.items())
    south = "counters: [4, 5, 6]"
    assert south in text
    text = text[: text.index("\ncounters:\n")].replace(south, f"counters: {list(range(4, COUNTERS + 1))}")
    path.write_text(f"{text}\ncounters:\n{desks}", encoding="utf-8")
    settings = yaml.safe_load(hall.demo.settings("hub").read_text(encoding="utf-8"))
    hall.demo.settings("hub").write_text(yaml.safe_dump({**settings, "catalogue": str(path)}), encoding="utf-8")
    return read_catalogue(path, published=published_forms(hall.demo.root / "forms"), always_open=True)


def _served(catalogue: Catalogue) -> tuple[str, ...]:
    offered = {code for counter in catalogue.counters for code in counter.services}
    return tuple(service.code for service in catalogue.services if service.code in offered and service.has_ticket and not service.day_limit)


def _sign_in(store: Store, counters: dict[int, str], tokens: dict[int, str]) -> None:
    """All clerks at their consoles, without the time that thirty PINs take."""
    now = SystemClock().now()
    with store.write() as tx:
        for number, station in counters.items():
            staff.put(tx, Person(code=f"c{number}", name="Li", role="clerk", services=frozenset("*"), pin=""))
            hashed, until = hashlib.sha256(tokens[number].encode()).hexdigest(), now + timedelta(hours=12)
            staff.open_session(tx, hashed, person=f"c{number}", counter=number, station=station, now=now, until=until)


def _key(name: str) -> DeviceKey:
    return DeviceKey(name.encode().ljust(32, b"-"))


def _troubles(site: Site) -> list[tuple[float, Callable[[], None]]]:
    """What happens, and when."""

    def kill() -> None:
        site.hall.kill("hub")
        site.hall.start("hub")

    kills: list[tuple[float, Callable[[], None]]] = [(at, kill) for at in KILLS]
    cuts: list[tuple[float, Callable[[], None]]] = [(at, lambda how=how: site.line.cut(how)) for at, how in CUTS]  # type: ignore[misc]
    return sorted([*kills, *cuts, *((at + CUT_S, site.line.mend) for at, _ in CUTS)], key=lambda trouble: trouble[0])


def _is_now(board: Board, snapshot: BoardState) -> bool:
    """What the board has made of the events is what the hub says."""
    shown, told = board.state, snapshot
    return (shown.seq, shown.desks, shown.last_calls, shown.waiting) == (told.seq, told.desks, told.last_calls, told.waiting)


def _snapshot(session: SignedSession) -> BoardState:
    answer = session.request(Call(method="GET", path="/v1/hall"))
    assert isinstance(answer, Answer)
    return from_json(json.loads(answer.body))


def test_a_day_of_1500_visitors_loses_nobody_and_its_report_adds_up(site: Site) -> None:
    assert sys.__stderr__ is not None
    faulthandler.dump_traceback_later(WITHIN_S, exit=True, file=sys.__stderr__)  # instead of the three minutes of other tests
    site.hall.start("hub")
    day = Day(site.plan, site.session)
    with day.going_on():
        for at, happens in _troubles(site):
            day.wait_until(lambda at=at: day.seconds >= at, SECONDS)  # type: ignore[misc]
            happens()
        assert day.wait_until(lambda: len(day.told.tickets) == VISITORS, 60), (len(day.told.tickets), day.told.faults)
        assert day.wait_until(lambda: day.served >= VISITORS - LEFT_WAITING, 90), (day.told.ends, day.told.faults)
    assert day.told.faults == []

    with _boards_alone(site, day) as session:
        assert all(_is_now(board, _snapshot(session)) for board in day.boards)
    site.hall.stop("hub")
    _nothing_lost_and_nothing_twice(site, day)
    _the_report_adds_up(site, day)


@contextmanager
def _boards_alone(site: Site, day: Day) -> Iterator[SignedSession]:
    """Nobody does anything any more; the boards hear the rest."""
    session = site.session(site.plan.boards[0])
    latest = _snapshot(session).seq
    for number, board in enumerate(day.boards):
        day.boards[number] = Board(site.session(site.plan.boards[number]), number, board.state)
        day.boards[number].catch_up(latest)
    yield session
    for board in day.boards:
        board.close()


def _nothing_lost_and_nothing_twice(site: Site, day: Day) -> None:
    labels = Counter(ticket.label for ticket in day.told.tickets.values())
    called = Counter(leg for leg, _ in day.told.calls)
    with Store.open(site.hall.kept_in, now=SystemClock().now()) as store, store.read() as tx:
        events = feed.events_after(tx, 0, 10**6)
        assert audit.broken_at(tx) is None
    issued = Counter(str(event.data["n"]) for event in events if event.kind == "issued")
    calls = Counter(str(event.data["l"]) for event in events if event.kind == "called")

    assert [label for label, times in labels.items() if times > 1] == []
    assert labels == issued
    assert [leg for leg, times in called.items() if times > 1] == []
    assert [leg for leg, times in calls.items() if times > 1] == []
    assert set(map(str, called)) <= set(calls)
    assert len(set(calls) - set(map(str, called))) <= COUNTERS, "only the last answer to each counter may be outstanding"


def _the_report_adds_up(site: Site, day: Day) -> None:
    """Before and after the hall has closed."""
    open_before = _report(site).visits_open
    let_go = _close_the_hall(site)
    found = _report(site)
    told = day.told.ends

    assert found.adds_up
    assert found.visits == VISITORS == sum(found.visit_ends.values())
    assert (open_before, found.visits_open) == (let_go, 0)
    assert found.visit_ends[LegState.ABANDONED] == let_go <= LEFT_WAITING + COUNTERS
    assert found.visit_ends[LegState.NO_SHOW] == told["no_show"] == site.plan.absent
    assert 0 <= found.visit_ends[LegState.CANCELLED] - told["cancelled"] <= COUNTERS
    assert 0 <= found.visit_ends[LegState.COMPLETED] - told["completed"] <= COUNTERS
    assert found.legs == VISITORS + sum(one.ends.get(LegState.TRANSFERRED, 0) for one in found.services) + _second_legs(site)


def _report(site: Site) -> Report:
    now = SystemClock().now()
    today = now.astimezone(site.catalogue.zone).date()
    with Store.open(site.hall.kept_in, now=now) as store:
        return report(store, site.catalogue, first=today - timedelta(days=1), last=today, now=now)


def _close_the_hall(site: Site) -> int:
    """The night comes; gives how many visitors are let go."""
    night = FakeClock(SystemClock().now() + timedelta(days=1))
    with Store.open(site.hall.kept_in, now=night.now()) as store:
        hall = LocalHall(store=store, shelf=Shelf(site.catalogue), station="hub", clock=night, entropy=some_entropy())
        while end_day(hall):
            """A few hundred at a time."""
        with store.read() as tx:
            events = feed.events_after(tx, 0, 10**6)
    return sum(event.data.get("state") == LegState.ABANDONED for event in events)


def _second_legs(site: Site) -> int:
    """Legs that began because a visit had a further service."""
    with Store.open(site.hall.kept_in, now=SystemClock().now()) as store, store.read() as tx:
        return sum(facts.get("deed") == "next_service" for _, facts in feed.with_facts(tx, SystemClock().now() - timedelta(days=2)))
