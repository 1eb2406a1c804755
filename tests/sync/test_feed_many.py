"""The feed under load, on real sockets: two hundred listeners, one that does not read, and how long a line is."""

import asyncio
import itertools
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from functools import partial
from pathlib import Path

import pytest
import requests
from urllib3.connection import HTTPConnection

from kiosk.actions import feed as happenings
from kiosk.actions import message
from kiosk.actions.estimate import Teller
from kiosk.actions.insight import Insight
from kiosk.actions.message import LONGEST
from kiosk.hub.feed import Feed
from kiosk.model.hall import Deed, Order, QueueRefused
from kiosk.store import feed
from kiosk.store import queue as rows
from kiosk.store.database import Store, Transaction
from kiosk.store.feed import Happening
from sync.feed import Parser
from sync.http import Call
from sync.wire import event_to_json
from tests.builders import NINE, a_catalogue, a_counter, a_service, an_open_counter, new_id, some_entropy
from tests.kiosk.hub.builders import Site, a_site

LISTENERS = 200
LONGEST_CODE = "application_for_a_residence_permit"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    services = (a_service(LONGEST_CODE, series="AB"), a_service("permit", series="B"))
    counters = tuple(a_counter(number, LONGEST_CODE, "permit") for number in (1, 999))
    with a_site(tmp_path, catalogue=a_catalogue(*services, counters=counters)) as running:
        yield running


def say(site: Site, count: int) -> None:
    """So many small events, all in one transaction, and told."""
    with site.store.write() as tx:
        for _ in range(count):
            data: dict[str, str | int | None] = {"l": str(new_id()), "n": "A001", "s": "permit", "w": 3, "lang": "zh"}
            feed.append(tx, Happening(id=new_id(), kind="issued", at=NINE, station="hub", actor="test", data=data))
    site.hub.wake_feed()


def listen(site: Site, after: int = 0) -> requests.Response:
    opened = site.session("B1").stream(Call(method="GET", path="/v1/feed", headers={"Last-Event-ID": str(after)}), silence_s=30)
    assert isinstance(opened, requests.Response)
    return opened


def read(response: requests.Response, last: int) -> list[int]:
    """The numbers of the events, until the one that is waited for or the end of the stream."""
    parser, seen = Parser(), list[int]()
    for piece in response.iter_content(None):
        seen += [int(one.id) for one in parser.feed(piece) if one.id]
        if seen and seen[-1] >= last:
            break
    response.close()
    return seen


def test_a_window_that_lacks_hundreds_of_events_hears_each_of_them(site: Site) -> None:
    say(site, 450)

    assert read(listen(site), 450) == list(range(1, 451))


class Counted:
    """A store, and how often it was read."""

    def __init__(self, store: Store) -> None:
        self._store, self.reads = store, 0

    def read(self) -> AbstractContextManager[Transaction]:
        self.reads += 1
        return self._store.read()


def test_a_window_that_begins_in_a_busy_hall_reads_what_was_there_and_hears_the_rest(site: Site) -> None:
    """Reading on until nothing is new would never end there."""
    store = Counted(site.store)
    windows = Feed(store)  # type: ignore[arg-type]  # it only reads

    async def begin() -> list[bytes]:
        windows.open(lambda: None)
        stream = windows.stream(0)
        said = [await anext(stream), await anext(stream)]
        say(site, 1)
        windows.step()
        return [*said, await anext(stream)]

    say(site, 2)
    _, there, heard = asyncio.run(begin())

    assert (there.count(b"id: "), heard.count(b"id: 3")) == (2, 1)
    assert store.reads == 3, "where the feed ends, what was there, and the one that came"


@pytest.mark.whole
def test_two_hundred_windows_hear_every_event_once(site: Site) -> None:
    with ThreadPoolExecutor(LISTENERS) as pool:
        listeners = list(pool.map(lambda _: listen(site), range(LISTENERS)))
        heard = [pool.submit(read, one, 200) for one in listeners]
        for _ in range(20):
            say(site, 10)

        assert {tuple(one.result(60)) for one in heard} == {tuple(range(1, 201))}


@pytest.mark.whole
def test_a_window_that_does_not_read_is_cut_off_and_resumes_where_it_was(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its buffers are made small, so that not much fits between the hub and it."""
    site.listener.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    with monkeypatch.context() as narrow:
        narrow.setattr(HTTPConnection, "default_socket_options", [(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)])
        slow = listen(site)
    quick, heard = listen(site), list[int]()
    changed = threading.Condition()

    def follow() -> None:
        parser = Parser()
        for piece in quick.iter_content(None):
            with changed:
                heard.extend(int(one.id) for one in parser.feed(piece) if one.id)
                changed.notify_all()
            if heard and heard[-1] >= 4000:
                return

    reader = threading.Thread(target=follow)
    reader.start()
    for part in range(40):
        say(site, 100)
        with changed:
            assert changed.wait_for(partial(_has_heard, heard, 100 * (part + 1)), timeout=20)
    reader.join(20)
    before = read(slow, 4000)
    resumed = read(listen(site, before[-1]), 4000)

    assert heard == list(range(1, 4001))
    assert before[-1] < 4000
    assert before + resumed == heard
    quick.close()


def _has_heard(heard: list[int], count: int) -> bool:
    return len(heard) >= count


def test_no_event_is_longer_than_three_hundred_bytes_however_many_wait(site: Site) -> None:
    """Every deed, with long codes, high numbers and many who wait; a message of the greatest length besides."""
    hall = site.hall
    with site.store.write() as tx:
        rows.move_line(tx, LONGEST_CODE, 99_999)
    clerk = an_open_counter(hall, counter=999, code="clerk-with-a-long-code")
    for _ in range(4):
        hall.take_ticket(new_id(), service=LONGEST_CODE, language="zh-Hant", audience="person", priority="elderly")
    orders = [
        Order(deed=Deed.CALL_NEXT), Order(deed=Deed.START), Order(deed=Deed.ADD_SERVICE, service="permit"), Order(deed=Deed.UNDO),
        Order(deed=Deed.HOLD, reason="other"), Order(deed=Deed.CALL_NEXT), Order(deed=Deed.START), Order(deed=Deed.FINISH),
        Order(deed=Deed.PAUSE, reason="equipment_fault"), Order(deed=Deed.READY),
    ]  # fmt: skip
    for order in itertools.chain(*[orders] * 2):
        with suppress(QueueRefused):  # what is refused makes no event
            hall.do(new_id(), session=clerk, counter=999, order=order)
    Teller(site.store, Insight(site.store, hall.shelf), site.clock, some_entropy()).step()
    message.say(site.store, {"zh-Hant": "長" * LONGEST}, zone="north-wing", by="technician", now=NINE, new_id=new_id())
    lines = {event.kind: len(event_to_json(event)) for event in happenings.events_after(site.store, 0, 1000)}

    assert {"issued", "called", "started", "ended", "counter", "estimate", "message"} <= set(lines)
    assert max(lines.values()) <= 300, lines
