"""How long does filing take, from the finished form to the commit that nobody can lose?"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kiosk.actions import filing
from kiosk.clock import SystemClock
from kiosk.model.ids import uuid7
from kiosk.model.submission import FinishedForm
from kiosk.store.database import Store
from tests.benchmarks.limits import raw_commits_ms
from tests.benchmarks.result import Goal, Result
from tests.builders import a_desk, a_filing, a_finished_form

N = 300
QUESTIONS = 45


def _finished(number: int) -> FinishedForm:
    """A form of 45 answers, 3 KB."""
    answers = "".join(f"<q{n}>{'答案' * 8} {number}</q{n}>" for n in range(QUESTIONS))
    xml = f'<data id="tax" version="1">{answers}</data>'.encode()
    return a_finished_form(id=uuid7(SystemClock().now(), os.urandom(10)), xml=xml)


def file_45() -> Result:
    desk = a_desk()
    samples = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Store.open(folder / "terminal.db", now=SystemClock().now()) as store:
            for number in range(10 + N):
                wish = a_filing(_finished(number))
                begun = time.perf_counter()
                filing.file(store, wish, desk=desk, now=SystemClock().now())
                samples.append((time.perf_counter() - begun) * 1000)
        limit = raw_commits_ms(folder, N, size_bytes=3000)
    return Result(
        name="filing.file_45", unit="ms", samples=tuple(samples[10:]), goal=Goal(figure="p99", most=25),
        limit_name="raw SQLite commits of 3 KB", limit_samples=limit,
    )  # fmt: skip


BENCHES: dict[str, Callable[[], Result]] = {"filing.file_45": file_45}
