"""A demonstration that cannot show everything says so in one plain sentence, writes what it knows, and ends by itself in a minute."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from kiosk.programs.demo_hall import DemoHall, make_ready
from tests.whole.hall import wait_until

pytestmark = pytest.mark.whole
ENDS_WITHIN_S = 60
MUTANTS = Path(__file__).parent / "mutants"
NOT_FOR_PEOPLE = ("Traceback", "QQuick", "Error(", "object at 0x", "find(", "page-", ".py:", "waited")


@dataclass(frozen=True)
class Case:
    """What is spoilt before the run, what happens beside it, and what the sentence says."""

    says: str
    spoil: Callable[[DemoHall], object] = lambda hall: None
    beside: Callable[[Path], object] = lambda root: None
    mutant: str = ""


@dataclass(frozen=True)
class Ran:
    out: Path
    status: int
    words: str
    seconds: float

    @property
    def summary(self) -> dict[str, Any]:  # Any: JSON
        said: dict[str, Any] = json.loads((self.out / "summary.json").read_text(encoding="utf-8"))
        return said


def take_the_port(root: Path) -> None:
    """Of the central system, which the demonstration starts after its first journey."""
    file = root / "settings" / "central.yaml"
    before = file.stat().st_mtime_ns
    wait_until(lambda: file.stat().st_mtime_ns != before, "the settings of this run")
    wait_until(lambda: "hubs" in file.read_text(encoding="utf-8"), "the whole settings")
    port = yaml.safe_load(file.read_text(encoding="utf-8"))["listen"]["port"]
    _TAKEN.append(socket.create_server(("127.0.0.1", port)))


_TAKEN: list[socket.socket] = []


def bend_form(hall: DemoHall) -> None:
    (form,) = (hall.root / "forms").glob("residence_permit-*/form.xml")
    form.write_bytes(form.read_bytes() + b"<!-- changed -->")


def lose_printer(hall: DemoHall) -> None:
    """A folder that nobody may write into, root neither."""
    hall.paper.rmdir()
    hall.paper.symlink_to("/proc/sys")


CASES = {
    "the port of the central system is taken": Case(says="the central system did not start", beside=take_the_port),
    "the hub's database is not ours": Case(
        says="the database was not made by this program, or its file is damaged",
        spoil=lambda hall: (hall.data("hub") / "hall.sqlite").write_bytes(b"no database" * 500)
    ),
    "the printer's folder cannot be written": Case(says="a paper did not come in [0-9]+ s: the printer is not there", spoil=lose_printer),
    "the printer is out of paper": Case(
        says="a paper did not come in [0-9]+ s: the printer is out of paper",
        spoil=lambda hall: (hall.paper / "fault").write_text("paper", encoding="utf-8"),
    ),
    "a page never comes": Case(says="the form did not come in [0-9]+ s", spoil=bend_form),
    "a window is broken": Case(says="a window has met a fault of ours", mutant="broken_window"),
}


def run(folder: Path, case: Case) -> Ran:
    out, root = folder / "out", folder / "hall"
    command = [sys.executable, "-B", "-m", "kiosk.programs", "demo", "--headless", "--out", str(out), "--data", str(root)]
    environment = {**os.environ, **({"PYTHONPATH": str(MUTANTS / case.mutant)} if case.mutant else {})}
    began = time.monotonic()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        case.beside(root)
        said, complained = process.communicate(timeout=2 * ENDS_WITHIN_S)
    return Ran(out=out, status=process.returncode, words=said + complained, seconds=time.monotonic() - began)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, "Future[Ran]"]]:
    """All of them, some at a time."""
    folders = {name: tmp_path_factory.mktemp("demo") for name in CASES}
    for name, case in CASES.items():
        case.spoil(make_ready(folders[name] / "hall", now=datetime.now(UTC)))
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield {name: pool.submit(run, folders[name], case) for name, case in CASES.items()}
    while _TAKEN:
        _TAKEN.pop().close()


@pytest.mark.parametrize("name", CASES)
def test_what_is_missing_is_one_plain_sentence_and_a_summary(runs: dict[str, "Future[Ran]"], name: str) -> None:
    ran = runs[name].result()

    assert ran.status == 1
    assert re.match(f"The demonstration is not complete: {CASES[name].says}", ran.words), ran.words
    assert ran.words.count("\n") == 1
    assert [word for word in NOT_FOR_PEOPLE if word in ran.words] == []
    assert ran.seconds < ENDS_WITHIN_S

    told = ran.summary
    assert re.match(CASES[name].says, told["missing"][0])
    assert set(told) >= {"tickets", "submissions", "central", "printed", "timings_ms", "versions", "missing"}


def test_what_was_done_before_it_stopped_is_in_the_summary(runs: dict[str, "Future[Ran]"]) -> None:
    late, broken = runs["the port of the central system is taken"].result(), runs["a window is broken"].result()

    assert len(late.summary["submissions"]) == 2
    assert len(late.summary["printed"]) == 4
    assert late.summary["central"] == {}
    assert any("does not have the submission" in sentence for sentence in late.summary["missing"])
    assert broken.summary["faults"][0].startswith("KeyError at ")
    assert len(broken.summary["submissions"]) == 1
