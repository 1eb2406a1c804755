"""The feed, from the hub's rows to a reader: nothing missing, nothing twice."""

import asyncio
import itertools
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.actions import feed as happenings
from kiosk.hub import feed
from kiosk.hub.feed import WAITING_EVENTS, Listener
from kiosk.model.board import BoardState, FeedEvent, apply
from kiosk.model.parcel import LinkState
from kiosk.worker import Worker
from sync.feed import FeedReader, Message, Parser
from sync.http import SignedSession
from tests.builders import FakeClock, some_id
from tests.kiosk.hub.builders import Site, a_site
from tests.postgres import NewPlace
from tests.sync.builders import Faults

STREAM = b': ping\n\nid: 7\ndata: {"k":"issued"}\n\nevent: reset\ndata:\n\nid: 8\ndata: {"n":"\xe5\x8f\xb7"}\n\n'
WHOLE = [
    Message(name="ping"),
    Message(name="message", id="7", data='{"k":"issued"}'),
    Message(name="reset"),
    Message(name="message", id="8", data='{"n":"号"}'),
]


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=20))
def test_messages_are_whole_wherever_the_pieces_end(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(STREAM)]
    parser = Parser()

    assert [message for a, b in itertools.pairwise(places) for message in parser.feed(STREAM[a:b])] == WHOLE


@dataclass
class Window:
    """What a board would show; a reader on a worker tells it."""

    state: BoardState = field(default_factory=BoardState)
    events: list[FeedEvent] = field(default_factory=list)
    snapshots: int = 0
    links: list[LinkState] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def on_snapshot(self, state: BoardState) -> None:
        with self.changed:
            self.state, self.snapshots = state, self.snapshots + 1
            self.changed.notify_all()

    def on_event(self, event: FeedEvent) -> None:
        with self.changed:
            self.state = apply(self.state, event)
            self.events.append(event)
            self.changed.notify_all()

    def on_link(self, state: LinkState) -> None:
        with self.changed:
            self.links.append(state)
            self.changed.notify_all()

    def wait_until_seq(self, seq: int) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: self.state.seq >= seq, timeout=10)

    def wait_for_link(self, state: LinkState) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: bool(self.links) and self.links[-1] is state, timeout=10)


@dataclass
class Board:
    """A window with its reader at work."""

    session: SignedSession
    window: Window = field(default_factory=Window)
    faults: Faults = field(default_factory=Faults)
    after: int | None = None

    def __enter__(self) -> Window:
        window = self.window
        self.reader = FeedReader(
            self.session, on_snapshot=window.on_snapshot, on_event=window.on_event, on_link=window.on_link, random=Random(1),
            after=self.after,
        )  # fmt: skip
        self.worker = Worker("feed-reader", self.reader.step, on_fault=self.faults)
        self.worker.start()
        return window

    def __exit__(self, *_: object) -> None:
        self.reader.close()
        assert self.worker.stop()
        assert self.faults.seen == []


@pytest.fixture
def site(new_place: NewPlace) -> Iterator[Site]:
    with a_site(new_place()) as running:
        yield running


def take(site: Site, number: int) -> None:
    site.hall.take_ticket(some_id(number), service="tax", language="zh", audience="person")
    site.hub.wake_feed()


def last(site: Site) -> int:
    return happenings.bounds(site.store)[1]


def test_a_window_starts_with_a_snapshot_and_goes_on_with_events(site: Site) -> None:
    take(site, 1)
    take(site, 2)
    with Board(site.session("B1")) as window:
        assert window.wait_for_link(LinkState.UP)
        take(site, 3)

        assert window.wait_until_seq(last(site))
        assert window.snapshots == 1
        assert [event.data["n"] for event in window.events] == ["A003"]
        assert window.state.waiting == {"tax": 3}


def test_what_happened_while_a_window_was_away_comes_after_it(site: Site) -> None:
    with Board(site.session("B1")) as window:
        assert window.wait_for_link(LinkState.UP)
        take(site, 1)
        assert window.wait_until_seq(last(site))
        site.line.away = True
        site.hub.end_streams()
        assert window.wait_for_link(LinkState.DOWN)
        for number in range(2, 30):
            take(site, number)
        site.line.away = False

        assert window.wait_until_seq(last(site))
        assert window.snapshots == 1
        assert [event.seq for event in window.events] == list(range(1, 30))


def test_many_windows_come_and_go_and_each_sees_every_event_once(site: Site) -> None:
    boards = [Board(site.session(device)) for device in ("B1", "K1", "K2", "D1", "D2")]
    windows = [board.__enter__() for board in boards]
    for number in range(1, 121):
        take(site, number)
        if number % 20 == 0:
            site.hub.end_streams()
    ends = [window.wait_until_seq(last(site)) for window in windows]
    for board in boards:
        board.__exit__()

    assert ends == [True] * 5
    for window in windows:
        seen = [event.seq for event in window.events]
        assert seen == list(range(seen[0], 121)) if seen else window.snapshots == 1
        assert window.state.waiting == {"tax": 120}


def test_a_window_that_knows_more_than_the_hub_takes_the_snapshot_anew(site: Site) -> None:
    """A hub that was restored from a copy."""
    for number in range(1, 6):
        take(site, number)
    with Board(site.session("B1"), after=99) as window:
        assert window.wait_until_seq(5)
        assert window.snapshots == 1


def test_a_window_with_a_wrong_clock_learns_the_time_first(site: Site) -> None:
    take(site, 1)
    wrong = FakeClock(site.clock.now() + timedelta(hours=1))
    with Board(site.session("B1", clock=wrong), after=0) as window:
        assert window.wait_until_seq(1)
        assert window.snapshots == 0


def test_a_listener_that_is_too_slow_is_cut_off_and_nobody_waits_for_it() -> None:
    async def listen_slowly() -> tuple[list[bool], list[list[tuple[int, bytes]] | None]]:
        listener = Listener()
        offers = [listener.offer(seq, b"line") for seq in range(WAITING_EVENTS + 1)]
        return offers, [await listener.next(), await listener.next()]

    offers, (heard, then) = asyncio.run(listen_slowly())

    assert offers == [True] * WAITING_EVENTS + [False]
    assert heard is not None
    assert [seq for seq, _ in heard] == list(range(WAITING_EVENTS))
    assert then is None


def test_a_window_that_lacks_very_much_takes_the_snapshot_instead(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MOST_BEHIND", 3)
    for number in range(1, 6):
        take(site, number)
    with Board(site.session("B1"), after=1) as far, Board(site.session("B1"), after=2) as near:
        assert far.wait_until_seq(5)
        assert near.wait_until_seq(5)
        assert (far.snapshots, near.snapshots) == (1, 0)


@pytest.mark.parametrize("snapshot", [b"<html>", b"{}", b'{"seq": "many"}'])
def test_a_snapshot_that_is_none_is_asked_for_again(site: Site, snapshot: bytes) -> None:
    take(site, 1)
    site.line.answers = [(200, {}, snapshot)]
    with Board(site.session("B1")) as window:
        assert window.wait_until_seq(1)
        assert window.snapshots == 1


def test_no_hub_is_told_at_once_and_asked_again(site: Site) -> None:
    site.line.away = True
    with Board(site.session("B1")) as window:
        assert window.wait_for_link(LinkState.DOWN)
        site.line.away = False

        assert window.wait_for_link(LinkState.UP)
        assert window.snapshots == 1


def test_stopping_the_hub_does_not_wait_for_open_feeds(tmp_path: Path) -> None:
    with ExitStack() as boards:
        with a_site(tmp_path) as site:
            window = boards.enter_context(Board(site.session("B1")))
            assert window.wait_for_link(LinkState.UP)
            began = monotonic()

        assert monotonic() - began < 2
        assert window.wait_for_link(LinkState.DOWN)
