"""C3, T17: a ticket within two seconds, hub or no hub; one visit and one paper for one touch."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kiosk.actions import lease, outbox, spool
from kiosk.actions.away import TicketDesk
from kiosk.actions.feed import snapshot
from kiosk.actions.shelf import Shelf
from kiosk.model.hall import HallAway, LegState, QueueRefused, Ticket
from kiosk.model.lease import LeaseWish
from kiosk.model.paper import PrintState
from kiosk.model.parcel import HUB
from kiosk.store import feed
from kiosk.store import outbox as parcels
from kiosk.store.database import Store
from sync.courier import Courier, Pace
from sync.hall import RemoteHall
from sync.http import AT_THE_TERMINAL, SignedSession
from sync.lending import LeaseKeeper, lender
from sync.native import NativeConnector
from sync.steady import SteadyHall
from tests.builders import NINE, FakeClock, a_catalogue, an_empty_file, an_open_counter, new_id, some_entropy
from tests.kiosk.hub.builders import KEYS, Site, a_site
from tests.postgres import NewPlace


@dataclass
class Terminal:
    """K1 at a real hub, with its own store and its courier."""

    site: Site
    store: Store
    clock: FakeClock
    offset: timedelta = timedelta(0)
    back: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        session = self.site.session("K1", clock=self.clock)
        self.desk = TicketDesk(
            store=self.store, shelf=Shelf(a_catalogue()), station="K1", clock=self.clock, entropy=some_entropy(), offset=lambda: self.offset
        )
        connector = NativeConnector(session)
        self.hall = SteadyHall(RemoteHall(session), self.desk, ping=connector.ping, on_back=lambda: self.back.append("back"))
        self.leases = LeaseKeeper(self.desk, lender(session))
        self.courier = Courier(
            self.store, connector, HUB, clock=self.clock, random=Random(1), on_change=lambda _: None, pace=Pace(first_s=0.1, idle_s=0.0),
            epoch=lambda: connector.epoch,
        )  # fmt: skip

    def take(self, service: str = "tax", **words: Any) -> Ticket:  # Any: a request or a class
        request = words.pop("request", None) or new_id()
        return self.hall.take_ticket(request, service=service, language="zh", audience="person", **words)

    def send(self) -> None:
        """Until nothing waits."""
        for _ in range(4):
            self.courier.step()
        assert outbox.link(self.store, HUB).waiting == 0

    def papers(self) -> list[str]:
        return [str(job.content["label"]) for job in spool.jobs(self.store, set(PrintState))]

    def parcels(self) -> list[dict[str, Any]]:
        return [json.loads(parcel.body) for parcel in outbox.next_batch(self.store, HUB, now=self.clock.now())]


@pytest.fixture
def site(new_place: NewPlace) -> Iterator[Site]:
    with a_site(new_place()) as running:
        yield running


@pytest.fixture
def terminal(site: Site, tmp_path: Path) -> Iterator[Terminal]:
    with Store.open(an_empty_file(tmp_path / "k1.db"), now=NINE) as store:
        yield Terminal(site, store, site.clock)


def issued(site: Site) -> list[str]:
    with site.store.read() as tx:
        return [str(event.data["n"]) for event in feed.events_after(tx, 0, 1000) if event.kind == "issued"]


def states(site: Site) -> dict[str, str]:
    """The last that was told of each number."""
    with site.store.read() as tx:
        events = feed.events_after(tx, 0, 1000)
    return {str(event.data["n"]): str(event.data.get("state") or LegState.WAITING) for event in events if "n" in event.data}


def test_while_the_hub_answers_the_number_is_its_own_and_one_commit_holds_the_paper(site: Site, terminal: Terminal) -> None:
    request = new_id()
    first, again = terminal.take(request=request), terminal.take(request=request)

    assert (first.label, first.counted) == ("A001", True)
    assert again == first
    assert terminal.papers() == ["A001"]
    assert terminal.parcels() == []


@pytest.mark.whole
def test_without_the_hub_a_number_of_the_block_is_given_and_told_later(site: Site, terminal: Terminal) -> None:
    terminal.leases.step()
    site.line.away = True
    first, second = terminal.take(), terminal.take("permit")
    terminal.clock.go_on(minutes=7)
    site.line.away = False
    terminal.send()

    assert [(ticket.label, ticket.counted, ticket.wait_min, ticket.link) for ticket in (first, second)] == [
        ("A700", False, None, None), ("B700", False, None, None),
    ]  # fmt: skip
    assert terminal.papers() == ["A700", "B700"]
    assert issued(site) == ["A700", "B700"]
    assert snapshot(site.store).waiting == {"tax": 1, "permit": 1}


@pytest.mark.whole
def test_one_who_came_without_the_hub_is_called_before_those_who_came_later(site: Site, terminal: Terminal) -> None:
    clerk = an_open_counter(site.hall)
    terminal.leases.step()
    site.line.away = True
    terminal.take()
    terminal.clock.go_on(minutes=5)
    site.line.away = False
    terminal.hall.step()
    later = terminal.take()
    terminal.send()
    call = site.hall.call_next(new_id(), session=clerk, counter=1)

    assert later.label == "A001"
    assert call is not None
    assert (call.label, call.waited_s) == ("A700", 300)


def test_without_a_block_the_number_stands_under_the_name_of_the_terminal(site: Site, terminal: Terminal) -> None:
    site.line.away = True
    labels = [terminal.take().label for _ in range(2)]
    site.line.away = False
    terminal.send()

    assert labels == ["K1-001", "K1-002"]
    assert issued(site) == labels


@pytest.mark.whole
def test_one_request_gives_one_ticket_whoever_gave_it_and_whenever_it_is_asked_again(site: Site, terminal: Terminal) -> None:
    site.line.away = True
    request = new_id()
    first = terminal.take(request=request)
    site.line.away = False
    terminal.hall.step()

    assert terminal.take(request=request) == first
    assert terminal.papers() == ["K1-001"]
    terminal.send()
    assert terminal.take(request=request) == first
    assert issued(site) == ["K1-001"]


def test_if_the_answer_was_lost_the_number_on_the_paper_counts_and_there_is_one_visit(site: Site, terminal: Terminal) -> None:
    site.line.lose = 2
    taken_at = terminal.clock.now()
    ticket = terminal.take()
    terminal.clock.go_on(minutes=1)
    terminal.send()

    assert ticket.label == "K1-001"
    assert issued(site) == ["A001", "K1-001"]
    assert states(site) == {"A001": "cancelled", "K1-001": "waiting"}
    assert snapshot(site.store).waiting == {"tax": 1}
    with site.store.read() as tx:
        assert list(feed.with_facts(tx, NINE))[-1][1]["leg"]["arrived_at"] == taken_at.isoformat()


@pytest.mark.whole
def test_a_touch_that_reaches_the_hub_after_the_parcel_makes_no_other_ticket(site: Site, terminal: Terminal) -> None:
    site.line.away = True
    request = new_id()
    ticket = terminal.take(request=request)
    site.line.away = False
    terminal.send()
    late = RemoteHall(site.session("K1")).take_ticket(request, service="tax", language="zh", audience="person")

    assert (late.visit, late.label) == (ticket.visit, ticket.label)
    assert issued(site) == ["K1-001"]


@pytest.mark.whole
def test_a_number_that_was_called_already_stays_called(site: Site, terminal: Terminal) -> None:
    clerk = an_open_counter(site.hall)
    site.line.lose = 2
    terminal.take()
    site.hall.call_next(new_id(), session=clerk, counter=1)
    terminal.send()

    assert states(site) == {"A001": "calling", "K1-001": "waiting"}


@pytest.mark.whole
def test_what_is_refused_is_refused_with_and_without_the_hub(site: Site, terminal: Terminal) -> None:
    for away in (False, True):
        site.line.away = away
        with pytest.raises(QueueRefused) as unknown:
            terminal.take("nonsense")
        terminal.clock.go_on(hours=9)
        with pytest.raises(QueueRefused) as closed:
            terminal.take()
        terminal.clock.go_on(hours=-9)

        assert (unknown.value.reason, closed.value.reason) == ("unknown-service", "closed")
    assert terminal.papers() == []


def test_a_terminal_that_was_locked_out_gives_no_tickets_by_itself(site: Site, tmp_path: Path) -> None:
    with Store.open(an_empty_file(tmp_path / "b1.db"), now=NINE) as store:
        desk = TicketDesk(store=store, shelf=Shelf(a_catalogue()), station="B1", clock=site.clock, entropy=some_entropy())
        board = site.session("B1")
        with pytest.raises(HallAway) as refusal:
            SteadyHall(RemoteHall(board), desk, ping=lambda: True).take_ticket(new_id(), service="tax", language="zh", audience="person")

    assert refusal.value.facts == {"reason": "not-for-this-role"}


def test_nobody_waits_for_a_hub_that_is_known_to_be_away_and_its_return_is_seen(site: Site, terminal: Terminal) -> None:
    site.line.away = True
    terminal.take()
    asked = len(site.line.paths)
    terminal.take()
    assert terminal.hall.is_away
    assert len(site.line.paths) == asked
    site.line.away = False

    assert terminal.hall.step() > 0
    assert not terminal.hall.is_away
    assert terminal.back == ["back"]
    assert terminal.take().label == "A001"


@pytest.mark.whole
def test_a_hub_that_is_silent_costs_less_than_two_seconds(site: Site, tmp_path: Path, terminal: Terminal) -> None:
    session = SignedSession(site.listener.url, device="K1", key=KEYS["K1"], clock=site.clock, timeouts=AT_THE_TERMINAL)
    hall = SteadyHall(RemoteHall(session), terminal.desk, ping=lambda: True)
    site.line.still_above_bytes = 0
    began = time.monotonic()
    ticket = hall.take_ticket(new_id(), service="tax", language="zh", audience="person")
    took_s = time.monotonic() - began
    session.close()

    assert not ticket.counted
    assert took_s < 2.0


def test_a_clock_that_is_ahead_cannot_jump_the_queue_and_one_behind_is_corrected(site: Site, terminal: Terminal) -> None:
    site.line.away = True
    terminal.offset = timedelta(minutes=10)
    terminal.take()
    terminal.offset = timedelta(minutes=-1)
    terminal.take()
    site.line.away = False
    terminal.send()
    with site.store.read() as tx:
        arrivals = [facts["leg"]["arrived_at"] for event, facts in feed.with_facts(tx, NINE) if event.kind == "issued"]

    assert arrivals == [NINE.isoformat(), (NINE - timedelta(minutes=1)).isoformat()]


@pytest.mark.whole
def test_a_restored_hub_hears_of_the_tickets_that_it_gave_after_its_copy(site: Site, terminal: Terminal) -> None:
    """The terminal offers again what it keeps of them; what is still there is there once."""
    ticket = terminal.take()
    [parcel] = _notes(terminal.store)
    connector = NativeConnector(site.session("K1"))

    assert parcel.id == ticket.visit
    connector.deliver([parcel], lambda _: None)
    connector.deliver([parcel], lambda _: None)
    assert issued(site) == ["A001"]


def _notes(store: Store) -> list[Any]:  # Any: parcels
    with store.write() as tx:
        parcels.offer_again(tx, HUB)
    return list(outbox.next_batch(store, HUB, now=NINE))


@pytest.mark.whole
def test_a_lease_is_asked_for_again_with_the_same_number_when_its_answer_was_lost(site: Site, terminal: Terminal) -> None:
    site.line.lose = 1
    terminal.leases.step()
    terminal.leases.step()
    site.line.away = True
    ticket = terminal.take()
    site.line.away = False
    again = lease.lend(site.hall.for_station("K2"), LeaseWish(request_no=1, wanted=((ticket.day, "A"),)))

    assert ticket.label == "A700"
    assert again[0].first == 720
