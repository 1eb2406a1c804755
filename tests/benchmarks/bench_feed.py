"""How soon does the whole hall hear of a deed, how soon is a window that was away up to date, and what does a crowd cost the hub?"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import psutil

from kiosk.model.board import BoardState, FeedEvent
from kiosk.model.parcel import LinkState
from sync.feed import FeedReader
from tests.benchmarks.crowd import wait_in
from tests.benchmarks.hub import hall_of, request_id, running_hub, session_of
from tests.benchmarks.result import Goal, Result

LISTENERS = 200
DEEDS_S = 20
SECONDS = 10
CROWD = 100_000
MB = 1_000_000


def feed_200() -> Result:
    """From the beginning of the deed, so the commit is in it, to each of 200 sockets in another process."""
    with tempfile.TemporaryDirectory() as name, running_hub(Path(name)) as hub:
        words = [sys.executable, "-m", "tests.benchmarks.listeners", hub.url, str(LISTENERS)]
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            assert child.stdin is not None
            assert child.stdout.readline() == "ready\n"
            time.sleep(1.0)  # two hundred windows that begin at once are another figure
            alone = _paced(partial(_take, hub.url), DEEDS_S * SECONDS)
            time.sleep(1.0)  # what is on its way
            child.stdin.close()
            late_ms = json.loads(child.stdout.read())
    assert len(late_ms) == LISTENERS * DEEDS_S * SECONDS, "every event came to every listener"
    goal = Goal(figure="p99", most=50)
    return Result(
        name="queue.feed_200", unit="ms", samples=tuple(late_ms), goal=goal, limit_name="the answer itself", limit_samples=alone
    )  # fmt: skip


def _take(url: str) -> Callable[[], object]:
    hall = hall_of(url, "K0")
    return lambda: hall.take_ticket(request_id(), service="tax", language="zh", audience="person")


def _paced(make: Callable[[], Callable[[], object]], count: int) -> tuple[float, ...]:
    """So many deeds, DEEDS_S a second; how long each took, in ms."""
    deed, begun, samples = make(), time.perf_counter(), []
    for number in range(count):
        time.sleep(max(0.0, begun + number / DEEDS_S - time.perf_counter()))
        asked = time.perf_counter()
        deed()
        samples.append((time.perf_counter() - asked) * 1000)
    return tuple(samples)


def catch_up_100k() -> Result:
    """A window that has heard nothing of the last 100,000 events, until it is up to date."""
    samples, snapshots = [], []
    with tempfile.TemporaryDirectory() as name:
        wait_in(Path(name), CROWD)
        with running_hub(Path(name)) as hub:
            for _ in range(5):
                samples.append(_caught_up_s(hub.url, after=1))
                snapshots.append(_caught_up_s(hub.url, after=None))
    goal = Goal(figure="max", most=1.0)
    return Result(
        name="queue.catch_up_100k", unit="s", samples=tuple(samples), goal=goal,
        limit_name="a window that begins", limit_samples=tuple(snapshots),
    )  # fmt: skip


def _caught_up_s(url: str, *, after: int | None) -> float:
    done = threading.Event()
    latest = int(json.loads(_snapshot(url))["seq"])

    def heard(known: BoardState | FeedEvent) -> None:
        if known.seq >= latest:
            done.set()

    session = session_of(url, "B0")
    reader = FeedReader(session, on_snapshot=heard, on_event=heard, on_link=_ignore, random=Random(1), after=after)
    begun = time.perf_counter()
    while not done.is_set():
        time.sleep(min(reader.step(), 0.01))
    took_s = time.perf_counter() - begun
    reader.close()
    session.close()
    return took_s


def _snapshot(url: str) -> bytes:
    from sync.http import Answer, Call  # noqa: PLC0415 - only here

    answer = session_of(url, "B1").request(Call(method="GET", path="/v1/hall"))
    assert isinstance(answer, Answer)
    return answer.body


def _ignore(_: LinkState) -> None:
    """Nobody looks at it."""


def hub_rss_100k() -> Result:
    """The memory of a hub in which 100,000 wait, after snapshots, tickets and calls; beside it a hub where nobody waits."""
    sizes = [_rss_mb(people) for people in (CROWD, 10)]
    goal = Goal(figure="value", most=150)
    return Result(
        name="queue.hub_rss_100k", unit="MB", samples=(sizes[0],), goal=goal, limit_name="nobody waits", limit_samples=(sizes[1],)
    )  # fmt: skip


def _rss_mb(people: int) -> float:
    with tempfile.TemporaryDirectory() as name:
        wait_in(Path(name), people)
        with running_hub(Path(name)) as hub:
            take, counter = _take(hub.url), hall_of(hub.url, "D0")
            for _ in range(100):
                take()
                counter.call_next(request_id(), session=hub.sessions[0], counter=1)
                counter.start(request_id(), session=hub.sessions[0], counter=1)
                counter.finish(request_id(), session=hub.sessions[0], counter=1)
            _caught_up_s(hub.url, after=1)
            return psutil.Process(hub.pid).memory_info().rss / MB


BENCHES: dict[str, Callable[[], Result]] = {
    "queue.feed_200": feed_200,
    "queue.catch_up_100k": catch_up_100k,
    "queue.hub_rss_100k": hub_rss_100k,
}
