"""How long does a citizen wait for a number, and a clerk for the next one, over real HTTP? And is the queue right in a crowd?"""

import os
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from uuid import UUID

from kiosk.model.hall import HallAway
from sync.hall import RemoteHall
from sync.http import Timeouts
from tests.benchmarks.crowd import wait_in
from tests.benchmarks.hub import CLIENTS, MANY, hall_of, request_id, running_hub, session_of
from tests.benchmarks.limits import raw_commits_ms
from tests.benchmarks.result import Goal, Result

WARM, N = 10, 150
LIMIT = "raw SQLite commits, 4 connections"
CROWD = 100_000
TEN = 10
SECONDS = float(os.environ.get("HALL_BENCH_SECONDS", "60"))
"""So long the crowds press."""

LOST = Timeouts(connect_s=1.0, read_s=0.004)
"""Most answers come later: they are lost, and the deed is done."""


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _together(jobs: Iterable[Callable[[], list[float]]]) -> tuple[float, ...]:
    """All jobs at once, each on a thread; their samples without the first ones of each."""
    samples: list[float] = []

    def keep(job: Callable[[], list[float]]) -> None:
        samples.extend(job()[WARM:])

    _at_once([partial(keep, job) for job in jobs])
    return tuple(samples)


def _at_once(jobs: Iterable[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _take(hall: RemoteHall, request: UUID | None = None) -> str:
    return hall.take_ticket(request or request_id(), service="tax", language="zh", audience="person").label


def _issue(hall: RemoteHall, n: int) -> list[float]:
    return [_timed(partial(_take, hall)) for _ in range(n)]


def issue_http_4() -> Result:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running_hub(folder) as hub:
            samples = _together(partial(_issue, hall_of(hub.url, f"K{n}"), WARM + N) for n in range(CLIENTS))
        limit = raw_commits_ms(folder, CLIENTS * N, threads=CLIENTS)
    goal = Goal(figure="p99", most=20)
    return Result(name="queue.issue_http_4", unit="ms", samples=samples, goal=goal, limit_name=LIMIT, limit_samples=limit)


def _calls(hall: RemoteHall, session: str, counter: int, n: int) -> list[float]:
    """Call, serve, finish; only the call is timed."""
    samples = []
    for _ in range(n):
        samples.append(_timed(lambda: hall.call_next(request_id(), session=session, counter=counter)))
        hall.start(request_id(), session=session, counter=counter)
        hall.finish(request_id(), session=session, counter=counter)
    return samples


def call_http_4() -> Result:
    """Two counters call, two terminals go on taking tickets: four clients at once."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running_hub(folder) as hub:
            terminals = [hall_of(hub.url, f"K{n}") for n in range(2)]
            for terminal in terminals:
                _issue(terminal, WARM + N)
            jobs = [partial(_calls, hall_of(hub.url, f"D{n}"), hub.sessions[n], n + 1, WARM + N) for n in range(2)]
            noise = [lambda hall=terminal: _issue(hall, 2 * N)[:0] for terminal in terminals]
            samples = _together([*jobs, *noise])
        limit = raw_commits_ms(folder, CLIENTS * N, threads=CLIENTS)
    goal = Goal(figure="p99", most=10)
    return Result(name="queue.call_http_4", unit="ms", samples=samples, goal=goal, limit_name=LIMIT, limit_samples=limit)


def throughput_10() -> Result:
    """Tickets a second for ten terminals, over raw commits a second on ten connections."""
    n = 150
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running_hub(folder) as hub:
            halls = [hall_of(hub.url, f"K{number}") for number in range(TEN)]
            _together(partial(_issue, hall, WARM) for hall in halls)
            tickets_s = TEN * n / (_timed(lambda: _together(partial(_issue, hall, n) for hall in halls)) / 1000)
        raw_s = TEN * n / (_timed(lambda: raw_commits_ms(folder, TEN * n, threads=TEN)) / 1000)
    return Result(
        name="queue.throughput_10", unit="of raw", samples=(tickets_s / raw_s,), goal=Goal(figure="value", least=0.25),
        limit_name="tickets a second", limit_samples=(tickets_s,),
    )  # fmt: skip


def call_100k_over_10() -> Result:
    """The 99th percentile of a call with 100,000 waiting over that with ten; both hubs in turn, so that both have the same weather."""
    n = 300
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)]
        for folder, people in zip(folders, (CROWD, TEN), strict=True):
            wait_in(folder, people)
        hubs = [stack.enter_context(running_hub(folder)) for folder in folders]
        counters = [(hall_of(hub.url, "D0"), hall_of(hub.url, "K0"), hub.sessions[0]) for hub in hubs]
        samples: tuple[list[float], ...] = ([], [])
        for _ in range(WARM + n):
            for (counter, terminal, session), own in zip(counters, samples, strict=True):
                own.extend(_calls(counter, session, 1, 1))
                _take(terminal)
    many, few = (Result(name="", unit="", samples=tuple(own[WARM:])).figures()["p99"] for own in samples)
    return Result(
        name="queue.call_100k_over_10", unit="times", samples=(many / few,), goal=Goal(figure="value", most=1.3),
        limit_name="ms with ten", limit_samples=(few,),
    )  # fmt: skip


def duplicates() -> Result:
    """Fifty terminals; every third answer is lost, some requests come twice at once: tickets beyond one for each wish."""
    given: dict[UUID, set[str]] = {}
    with tempfile.TemporaryDirectory() as name, running_hub(Path(name)) as hub:
        until = time.monotonic() + SECONDS

        def press(number: int) -> None:
            hall, hasty = hall_of(hub.url, f"K{number}"), RemoteHall(session_of(hub.url, f"K{number}", LOST))
            random = Random(number)
            while time.monotonic() < until:
                request = request_id()
                given[request] = _wished(random, partial(_take, hall, request), partial(_take, hasty, request))

        _at_once(partial(press, number) for number in range(MANY))
    labels = Counter(label for own in given.values() for label in own)
    wrong = sum(len(own) - 1 for own in given.values()) + sum(times - 1 for times in labels.values())
    return _none_of("queue.duplicates", wrong, len(given))


def double_calls() -> Result:
    """Fifty counters, likewise: people called at two counters, or two people by one call."""
    called: dict[tuple[int, UUID], set[str]] = {}
    with tempfile.TemporaryDirectory() as name, running_hub(Path(name), counters=MANY) as hub:
        until = time.monotonic() + SECONDS

        def press(number: int) -> None:
            hall, hasty = hall_of(hub.url, f"D{number}"), RemoteHall(session_of(hub.url, f"D{number}", LOST))
            terminal, random = hall_of(hub.url, f"K{number}"), Random(number)
            desk = {"session": hub.sessions[number], "counter": number + 1}
            while time.monotonic() < until:
                _take(terminal)
                request = request_id()
                calls = [partial(_call, each, request, desk) for each in (hall, hasty)]
                called[number, request] = _wished(random, *calls)
                if called[number, request] != {""}:
                    hall.start(request_id(), **desk)  # type: ignore[arg-type]
                    hall.finish(request_id(), **desk)  # type: ignore[arg-type]

        _at_once(partial(press, number) for number in range(MANY))
    legs = Counter(leg for own in called.values() for leg in own if leg)
    wrong = sum(len(own) - 1 for own in called.values()) + sum(times - 1 for times in legs.values())
    return _none_of("queue.double_calls", wrong, len(called))


def _call(hall: RemoteHall, request: UUID, desk: dict[str, object]) -> str:
    call = hall.call_next(request, **desk)  # type: ignore[arg-type]
    return str(call.leg) if call else ""


def _wished(random: Random, ask: Callable[[], str], hasty: Callable[[], str]) -> set[str]:
    """All that was answered to one wish."""
    answers: list[str] = []

    def note(way: Callable[[], str]) -> None:
        try:
            answers.append(way())
        except HallAway:  # the answer is lost
            return

    match random.randrange(3):
        case 0:
            note(hasty)
        case 1:
            _at_once([partial(note, ask), partial(note, hasty)])
        case _:
            note(ask)
    for _ in count():
        if len(answers) > 1:
            break
        note(ask)
    return set(answers)


def _none_of(name: str, wrong: int, wishes: int) -> Result:
    goal = Goal(figure="value", most=0)
    return Result(name=name, unit="n", samples=(float(wrong),), goal=goal, limit_name="wishes", limit_samples=(float(wishes),))


BENCHES: dict[str, Callable[[], Result]] = {
    "queue.issue_http_4": issue_http_4,
    "queue.call_http_4": call_http_4,
    "queue.throughput_10": throughput_10,
    "queue.call_100k_over_10": call_100k_over_10,
    "queue.duplicates": duplicates,
    "queue.double_calls": double_calls,
}
