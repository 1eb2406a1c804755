"""The spooler is killed between any two steps of a paper: none is lost, and no second one comes out without a mark."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from kiosk.actions import spool
from kiosk.model.paper import PrintState
from kiosk.store.database import Store
from tests.printing.contents import NINE, an_order
from tests.printing.tape import whole_papers
from tests.whole.trap import Trap

pytestmark = pytest.mark.whole
ROOT = Path(__file__).parents[2]
ENDS_WITHIN_S = 60
PAPERS = 2
ON_TAPE = {
    "before the intent is written": ("pwrite64", 1),
    "with a part of the intent": ("pwrite64", 4),
    "with the head of the log on the disk only": ("fsync", 1),
    "with the intent not on the disk": ("fsync", 2),
    "with the intent on the disk and nothing sent": ("write", 1),
    "with half of the paper out": ("write", 2),
    "with the paper out and its end not on the disk": ("fsync", 3),
    "with its end on the disk and the next one's intent not": ("fsync", 4),
    "with half of the second paper out": ("write", 4),
}
IN_FOLDER = {
    "before the intent is written": ("pwrite64", 1),
    "with the intent not on the disk": ("fsync", 2),
    "with the intent on the disk and no byte in the folder": ("write", 1),
    "with the paper in the folder and not on its disk": ("fsync", 3),
    "with the paper whole and without its name": ("rename", 1),
    "with its name not on the disk": ("fsync", 4),
    "with the paper out and its end not on the disk": ("fsync", 5),
    "with its end on the disk and the next one's intent not": ("fsync", 6),
    "with the second paper without its name": ("rename", 2),
}


def ask(folder: Path) -> set[str]:
    """The papers' ids."""
    with Store.open(folder / "station.db", now=NINE) as store:
        return {str(spool.ask(store, an_order(number), now=NINE)) for number in range(1, PAPERS + 1)}


def printing(folder: Path, kind: str) -> "subprocess.Popen[str]":
    """Ready, and waiting for a line."""
    command = [sys.executable, "-B", "-m", "tests.printing.spooling", str(folder), kind, "wait"]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def killed(folder: Path, kind: str, call: str, nth: int) -> None:
    """At this point; then a new spooler goes on to the end."""
    with printing(folder, kind) as process, Trap(process, call, nth, trace=folder / "trace.txt") as trap:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        trap.wait_sprung()
    with printing(folder, kind) as again:
        again.communicate("\n", timeout=ENDS_WITHIN_S)
        assert again.returncode == 0


def states(folder: Path) -> set[PrintState]:
    with Store.open(folder / "station.db", now=NINE) as store:
        return set(spool.counts(store))


@pytest.mark.parametrize(("call", "nth"), ON_TAPE.values(), ids=ON_TAPE.keys())
def test_a_printer_that_cannot_be_asked_gives_each_paper_and_marks_the_second(tmp_path: Path, call: str, nth: int) -> None:
    asked = ask(tmp_path)

    killed(tmp_path, "tape", call, nth)

    papers = whole_papers(tmp_path)
    unmarked = Counter(job for job, mark in papers if not mark)
    assert {job for job, _ in papers} == asked
    assert all(count == 1 for count in unmarked.values())
    assert len(papers) == len(set(papers))
    assert states(tmp_path) == {PrintState.PRINTED}


@pytest.mark.parametrize(("call", "nth"), IN_FOLDER.values(), ids=IN_FOLDER.keys())
def test_a_printer_that_can_be_asked_gives_each_paper_once(tmp_path: Path, call: str, nth: int) -> None:
    ask(tmp_path)

    killed(tmp_path, "folder", call, nth)

    assert sorted(file.name for file in tmp_path.glob("*.pdf")) == ["ticket-A001-000001.pdf", "ticket-A002-000002.pdf"]
    assert states(tmp_path) == {PrintState.PRINTED}
