"""The courier: from a station's outbox over a real hub to a real central system, on good lines and bad ones."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from kiosk.actions import filing, outbox
from kiosk.model.parcel import HUB, Link, LinkState
from kiosk.model.submission import SubmissionState
from kiosk.store.database import Store
from kiosk.worker import Worker
from sync.courier import Courier, Pace
from sync.effects import effects_of
from sync.http import SignedSession, Timeouts
from sync.native import NativeConnector
from tests.builders import NINE, FakeClock, a_desk, a_filing, a_finished_form, an_attachment, some_entropy
from tests.kiosk.hub.builders import KEYS, Site, a_site
from tests.sync.builders import Central, Faults, ShiftedClock, a_central, a_session


@dataclass
class Station:
    """A terminal with its courier; `links` is what its windows were told."""

    store: Store
    courier: Courier
    links: list[Link] = field(default_factory=list)

    def file(self, number: int, form: str = "pension", files: int = 0, size: int = 0) -> UUID:
        attachments = tuple(an_attachment(f"{number}-{n}.png", b"\x89PNG" + bytes(100_000)) for n in range(files))
        xml = b"<data>%d</data>" % number + bytes(size)
        finished = a_finished_form(number, form=form, version="2026-01", xml=xml, attachments=attachments)
        desk = replace(a_desk(), entropy=some_entropy(number))
        filing.file(self.store, a_filing(finished), desk=desk, now=NINE)
        return finished.id

    def state(self, submission: UUID) -> SubmissionState:
        found = filing.find(self.store, submission)
        assert found is not None
        return found.state

    def run(self, steps: int = 3) -> list[float]:
        return [self.courier.step() for _ in range(steps)]


def a_courier(store: Store, session: SignedSession, destination: str, links: list[Link], clock: FakeClock | ShiftedClock) -> Courier:
    return Courier(
        store, NativeConnector(session), destination, clock=clock, random=Random(1), on_change=links.append,
        pace=Pace(first_s=2, longest_s=300, idle_s=10),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Station, hub and central system, each on its own store and socket."""

    station: Station
    site: Site
    hub: Station
    central: Central


@pytest.fixture
def chain(tmp_path: Path) -> Iterator[Chain]:
    with a_central(tmp_path) as central, a_site(tmp_path) as site, Store.open(tmp_path / "k1.db", now=NINE) as store:
        to_hub, to_central = list[Link](), list[Link]()
        station = Station(store, a_courier(store, site.session("K1"), HUB, to_hub, site.clock), to_hub)
        hub = Station(site.store, a_courier(site.store, central.session, "city", to_central, ShiftedClock()), to_central)
        yield Chain(station=station, site=site, hub=hub, central=central)


def test_a_submission_comes_to_central_once_and_each_machine_knows_how_far_it_is(chain: Chain) -> None:
    submission = chain.station.file(1, files=2)
    chain.station.run()
    at_hub = chain.station.state(submission), chain.hub.state(submission)
    chain.hub.run()

    assert at_hub == (SubmissionState.AT_HUB, SubmissionState.AT_HUB)
    assert chain.hub.state(submission) is SubmissionState.DELIVERED
    told = effects_of(chain.central.session)
    assert told is not None
    assert [(one.id, one.effects, one.digest_equal) for one in told] == [(submission, 1, True)]


def test_lost_answers_on_both_lines_make_no_second_effect(chain: Chain) -> None:
    made = [chain.station.file(number, files=number % 2) for number in range(1, 8)]
    for _ in range(6):
        chain.site.line.lose = chain.central.line.lose = 1
        chain.station.run(2)
        chain.hub.run(2)
    chain.site.line.lose = chain.central.line.lose = 0
    chain.station.run()
    chain.hub.run()

    assert chain.central.effects() == dict.fromkeys(made, 1)
    assert {chain.hub.state(submission) for submission in made} == {SubmissionState.DELIVERED}


def test_central_away_then_back(chain: Chain) -> None:
    made = [chain.station.file(number) for number in range(1, 4)]
    chain.central.line.away = True
    chain.station.run()
    rests = chain.hub.run(6)
    down = chain.hub.courier.link()
    chain.central.line.away = False
    chain.hub.run()

    assert (down.state, down.waiting, down.reason) == (LinkState.DOWN, 3, "connection")
    assert all(0 <= rest <= 2 * 2**n for n, rest in enumerate(rests))
    assert max(rests) > 10
    assert chain.central.effects() == dict.fromkeys(made, 1)
    assert [link.state for link in chain.hub.links if link.waiting == 0][-1] is LinkState.UP


def test_back_off_has_a_ceiling_and_ends_with_the_first_word(chain: Chain) -> None:
    chain.station.file(1)
    chain.site.line.away = True
    rests = chain.station.run(40)
    chain.site.line.away = False
    chain.station.run(2)
    chain.site.line.away = True
    chain.site.clock.go_on(seconds=60)
    again = chain.station.run(1)

    assert 200 < max(rests) <= 300
    assert again[0] <= 2


def test_a_refused_one_is_held_and_the_others_go_on(chain: Chain) -> None:
    good, bad, more = chain.station.file(1), chain.station.file(2, form="unknown"), chain.station.file(3)
    chain.station.run()
    chain.hub.run()

    assert chain.central.effects() == {good: 1, more: 1}
    assert [(held.id, held.reason) for held in outbox.held(chain.site.store)] == [(bad, "unknown-form")]
    assert chain.hub.courier.link().held == 1
    assert chain.hub.state(bad) is SubmissionState.HELD


def test_a_held_one_goes_when_a_person_sends_it_again(chain: Chain) -> None:
    bad = chain.station.file(1, form="unknown")
    chain.station.run()
    chain.hub.run()
    outbox.requeue(chain.site.store, bad, "city", by="li", now=NINE)
    chain.hub.run()

    assert [held.attempts for held in outbox.held(chain.site.store)] == [2]


def test_a_killed_courier_leaves_nothing_behind(chain: Chain) -> None:
    """Taken, perhaps sent, never settled: whoever starts next sends it again."""
    submission = chain.station.file(1)
    parcels = outbox.next_batch(chain.station.store, HUB, now=NINE)
    NativeConnector(chain.site.session("K1")).deliver(parcels, lambda part: outbox.part_bytes(chain.station.store, part))
    chain.station.run()

    assert chain.station.state(submission) is SubmissionState.AT_HUB
    assert chain.site.accepted == ["batch"]


def test_a_server_that_answers_too_late_gets_smaller_batches(chain: Chain) -> None:
    for number in range(1, 13):
        chain.station.file(number)
    session = SignedSession(
        chain.site.listener.url, device="K1", key=KEYS["K1"], clock=chain.site.clock, timeouts=Timeouts(connect_s=1, read_s=0.05)
    )  # fmt: skip
    chain.site.line.still_above_bytes = 1_500
    courier = a_courier(chain.station.store, session, HUB, chain.station.links, chain.site.clock)
    for _ in range(14):
        courier.step()
    session.close()

    assert outbox.link(chain.station.store, HUB).waiting == 0
    assert "timeout" in {link.reason for link in chain.station.links}


def test_a_station_that_the_hub_does_not_know_keeps_everything(chain: Chain) -> None:
    chain.station.file(1)
    stranger = a_session(chain.site.listener.url, device="K9", clock=chain.site.clock)
    links: list[Link] = []
    courier = a_courier(chain.station.store, stranger, HUB, links, chain.site.clock)
    rest = courier.step()
    stranger.close()

    assert rest >= 300
    assert (links[-1].state, links[-1].reason, links[-1].waiting) == (LinkState.DOWN, "bad-signature", 1)


def test_an_idle_courier_pings_now_and_then(chain: Chain) -> None:
    first = chain.station.run(1)
    chain.site.line.away = True
    still = chain.station.run(1)
    chain.site.clock.go_on(seconds=11)
    chain.station.run(1)

    assert (first, still) == ([10.0], [10.0])
    assert [link.state for link in chain.station.links] == [LinkState.UP, LinkState.DOWN]


def test_workers_carry_all_the_way_while_answers_get_lost(chain: Chain) -> None:
    faults = Faults()
    changed = threading.Condition()
    workers: list[Worker] = []

    def on_change(_link: Link) -> None:
        workers[1].wake()
        with changed:
            changed.notify_all()

    for store, session, destination in (
        (chain.station.store, chain.site.session("K1"), HUB),
        (chain.site.store, chain.central.session, "city"),
    ):
        courier = Courier(
            store, NativeConnector(session), destination, clock=ShiftedClock(), random=Random(1), on_change=on_change,
            pace=Pace(first_s=0.01, longest_s=0.05, idle_s=1),
        )  # fmt: skip
        workers.append(Worker(destination, courier.step, on_fault=faults))
    chain.site.line.lose = chain.central.line.lose = 3
    made = [chain.station.file(number, files=1) for number in range(1, 11)]
    for worker in workers:
        worker.start()
    with changed:
        arrived = changed.wait_for(lambda: chain.central.effects() == dict.fromkeys(made, 1), timeout=20)
    for worker in workers:
        assert worker.stop()

    assert arrived
    assert faults.seen == []
