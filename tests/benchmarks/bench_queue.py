"""How long does a citizen wait for a number, and a clerk for the next one, over real HTTP with four clients at once?"""

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from sync.hall import RemoteHall
from tests.benchmarks.hub import CLIENTS, hall_of, request_id, running_hub
from tests.benchmarks.limits import raw_commits_ms
from tests.benchmarks.result import Goal, Result

WARM, N = 10, 150
LIMIT = "raw SQLite commits, 4 connections"


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _together(jobs: list[Callable[[], list[float]]]) -> tuple[float, ...]:
    """All jobs at once, each on a thread; their samples without the first ones of each."""
    samples: list[float] = []

    def keep(job: Callable[[], list[float]]) -> None:
        samples.extend(job()[WARM:])

    threads = [threading.Thread(target=keep, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tuple(samples)


def _issue(hall: RemoteHall, n: int) -> list[float]:
    return [_timed(lambda: hall.take_ticket(request_id(), service="tax", language="zh", audience="person")) for _ in range(n)]


def issue_http_4() -> Result:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running_hub(folder) as (url, _):
            halls = [hall_of(url, f"K{n}") for n in range(CLIENTS)]
            samples = _together([lambda hall=hall: _issue(hall, WARM + N) for hall in halls])  # type: ignore[misc]
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
        with running_hub(folder) as (url, sessions):
            terminals = [hall_of(url, f"K{n}") for n in range(2)]
            for terminal in terminals:
                _issue(terminal, WARM + N)
            jobs: list[Callable[[], list[float]]] = [
                lambda n=n, s=s: _calls(hall_of(url, f"D{n}"), s, (1, 3)[n], WARM + N)  # type: ignore[misc]
                for n, s in enumerate(sessions)
            ]
            noise = [lambda hall=terminal: _none(_issue(hall, 2 * N)) for terminal in terminals]
            samples = _together([*jobs, *noise])
        limit = raw_commits_ms(folder, CLIENTS * N, threads=CLIENTS)
    goal = Goal(figure="p99", most=20)
    return Result(name="queue.call_http_4", unit="ms", samples=samples, goal=goal, limit_name=LIMIT, limit_samples=limit)


def _none(_: list[float]) -> list[float]:
    return []


BENCHES: dict[str, Callable[[], Result]] = {"queue.issue_http_4": issue_http_4, "queue.call_http_4": call_http_4}
