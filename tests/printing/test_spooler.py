"""Is every paper printed, and none twice without a COPY mark, whatever is unplugged, empty or killed?"""

import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.actions import spool
from kiosk.model.paper import (
    Handed,
    NotReady,
    PaperKind,
    Printed,
    PrinterState,
    PrintJob,
    PrintOutcome,
    PrintReason,
    PrintState,
    Uncertain,
)
from kiosk.store import spool as rows
from kiosk.store.database import Store
from printing.document import Document
from printing.folder import FolderPrinter
from printing.printer import Printer
from printing.spooler import IDLE_S, POLL_S, Spooler
from tests.printing.contents import NINE, ZONE, an_order
from tests.printing.contract import PrinterContract
from tests.printing.tape import TapePrinter, whole_papers


class FakeClock:
    def __init__(self) -> None:
        self.at = NINE

    def now(self) -> datetime:
        return self.at

    def pass_(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "station.db", now=NINE) as opened:
        yield opened


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


class TestTapePrinter(PrinterContract):
    @pytest.fixture(autouse=True)
    def _in_folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def printer(self) -> Printer:
        return TapePrinter(self.folder)

    def fail(self, reason: PrintReason | None) -> None:
        (self.folder / "fault").write_text(reason or "")

    def papers(self) -> list[str]:
        return [f"{job}#0" for job, _ in whole_papers(self.folder)]


def papers_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.pdf"))


def state_of(store: Store, number: int = 1) -> PrintState:
    job = spool.job(store, an_order(number).id)
    assert job is not None
    return job.state


def test_papers_come_out_in_the_order_they_were_asked_for(store: Store, clock: FakeClock, tmp_path: Path) -> None:
    told: list[PrintJob] = []
    spooler = Spooler(store, FolderPrinter(tmp_path), clock, zone=ZONE, on_paper=told.append)
    for number in (1, 2):
        spool.ask(store, an_order(number), now=NINE)
    rests = [spooler.step() for _ in range(3)]

    assert rests == [0, 0, IDLE_S]
    assert [(job.content["label"], job.state) for job in told] == [("A001", PrintState.PRINTED), ("A002", PrintState.PRINTED)]
    assert papers_in(tmp_path) == ["ticket-A001-000001.pdf", "ticket-A002-000002.pdf"]


@pytest.mark.parametrize(("fault", "reason"), [("unplugged", PrintReason.UNPLUGGED), ("paper", PrintReason.PAPER)])
def test_a_paper_waits_for_the_printer_and_comes_once_when_it_is_back(
    store: Store, clock: FakeClock, tmp_path: Path, fault: str, reason: PrintReason
) -> None:
    states: list[PrinterState] = []
    spooler = Spooler(store, FolderPrinter(tmp_path), clock, zone=ZONE, on_state=states.append)
    spool.ask(store, an_order(), now=NINE)
    (tmp_path / "fault").write_text(fault)
    rests = [spooler.step() for _ in range(3)]
    job = spool.job(store, an_order().id)

    assert rests == [IDLE_S] * 3
    assert job is not None
    assert (job.state, job.reason, job.attempt) == (PrintState.QUEUED, reason, 0)
    assert papers_in(tmp_path) == []

    (tmp_path / "fault").unlink()
    spooler.step()

    assert papers_in(tmp_path) == ["ticket-A001-000001.pdf"]
    assert [state.reason for state in states] == [reason, None]
    assert spooler.state == PrinterState(ready=True)


def test_waiting_for_the_printer_writes_one_event_and_not_one_a_look(store: Store, clock: FakeClock, tmp_path: Path) -> None:
    spooler = Spooler(store, FolderPrinter(tmp_path), clock, zone=ZONE)
    spool.ask(store, an_order(), now=NINE)
    (tmp_path / "fault").write_text("paper")
    for _ in range(5):
        spooler.step()
    with store.read() as tx:
        reasons = [reason for _, _, _, reason, _ in rows.history(tx, an_order().id)]

    assert reasons == [None, "printing.paper"]


def test_half_a_paper_is_followed_by_a_marked_copy(store: Store, clock: FakeClock, tmp_path: Path) -> None:
    spooler = Spooler(store, FolderPrinter(tmp_path), clock, zone=ZONE)
    spool.ask(store, an_order(1, PaperKind.RECEIPT), now=NINE)
    (tmp_path / "fault").write_text("half")
    spooler.step()
    (tmp_path / "fault").unlink()
    rest = spooler.step()
    clock.pass_(6)
    spooler.step()

    assert 0 < rest <= IDLE_S
    assert papers_in(tmp_path) == ["receipt-R001-copy1.pdf"]
    assert state_of(store) is PrintState.PRINTED


def test_a_printer_that_breaks_every_paper_is_given_up_to_people(store: Store, clock: FakeClock, tmp_path: Path) -> None:
    spooler = Spooler(store, FolderPrinter(tmp_path), clock, zone=ZONE)
    spool.ask(store, an_order(), now=NINE)
    (tmp_path / "fault").write_text("half")
    for _ in range(6):
        spooler.step()
        clock.pass_(6)

    assert state_of(store) is PrintState.UNCERTAIN
    assert len(list(tmp_path.glob("*.torn"))) == 3


def test_a_paper_that_cannot_be_drawn_fails_at_last_and_holds_nobody_up(store: Store, clock: FakeClock, tmp_path: Path) -> None:
    spooler = Spooler(store, FolderPrinter(tmp_path), clock, zone=ZONE)
    spool.ask(store, an_order(1, ahead=None, taken_at="never"), now=NINE)
    spool.ask(store, an_order(2), now=NINE)
    faults = 0
    for _ in range(40):
        try:
            spooler.step()
        except ValueError:
            faults += 1
        clock.pass_(3)

    assert (faults, state_of(store, 1), state_of(store, 2)) == (10, PrintState.FAILED, PrintState.PRINTED)


class QueuePrinter(TapePrinter):
    """Hands papers to a queue that tells later what became of them."""

    later: PrintOutcome = Handed("7")

    def print(self, job: PrintJob, document: Document) -> PrintOutcome:
        return Handed("7")

    def fate(self, job: PrintJob) -> PrintOutcome:
        return self.later


@pytest.mark.parametrize(
    ("later", "state"),
    [(Printed(), PrintState.PRINTED), (Uncertain(PrintReason.LOST), PrintState.QUEUED), (NotReady("printing.full"), PrintState.QUEUED)],
)
def test_a_paper_in_a_queue_is_asked_after_until_its_end_is_known(
    store: Store, clock: FakeClock, tmp_path: Path, later: PrintOutcome, state: PrintState
) -> None:
    printer = QueuePrinter(tmp_path)
    spooler = Spooler(store, printer, clock, zone=ZONE)
    spool.ask(store, an_order(), now=NINE)
    rests = [spooler.step() for _ in range(3)]

    assert rests == [0, POLL_S, POLL_S]
    assert state_of(store) is PrintState.HANDED

    printer.later = later
    spooler.step()

    assert state_of(store) is state


class Killed(BaseException):
    """Stands for the end of the process at this point."""


@pytest.mark.parametrize("point", ["before the paper", "after the paper"])
def test_after_a_crash_around_a_paper_the_next_one_of_an_unknowing_printer_is_a_copy(
    store: Store, clock: FakeClock, tmp_path: Path, point: str
) -> None:
    class Crashing(TapePrinter):
        def print(self, job: PrintJob, document: Document) -> PrintOutcome:
            if point == "after the paper":
                super().print(job, document)
            raise Killed

    spool.ask(store, an_order(), now=NINE)
    with pytest.raises(Killed):
        Spooler(store, Crashing(tmp_path), clock, zone=ZONE).step()
    restarted = Spooler(store, TapePrinter(tmp_path), clock, zone=ZONE)
    restarted.step()
    clock.pass_(6)
    restarted.step()

    job = str(an_order().id)
    before = [(job, "")] if point == "after the paper" else []
    assert whole_papers(tmp_path) == [*before, (job, "补打 COPY 1")]


@pytest.mark.parametrize("point", ["before the paper", "after the paper"])
def test_after_a_crash_around_a_paper_a_folder_knows_and_prints_it_once(store: Store, clock: FakeClock, tmp_path: Path, point: str) -> None:
    class Crashing(FolderPrinter):
        def print(self, job: PrintJob, document: Document) -> PrintOutcome:
            if point == "after the paper":
                super().print(job, document)
            raise Killed

    spool.ask(store, an_order(), now=NINE)
    with pytest.raises(Killed):
        Spooler(store, Crashing(tmp_path), clock, zone=ZONE).step()
    restarted = Spooler(store, FolderPrinter(tmp_path), clock, zone=ZONE)
    restarted.step()
    clock.pass_(3)
    restarted.step()

    assert papers_in(tmp_path) == ["ticket-A001-000001.pdf"]
    assert state_of(store) is PrintState.PRINTED


def spool_and_kill(folder: Path, kind: str, *, jobs: int, kills: int, seed: int) -> int:
    """Ask for papers, kill the printing process again and again at random moments, then let it finish; how many kills hit."""
    chance = random.Random(seed)
    with Store.open(folder / "station.db", now=NINE) as store:
        for number in range(1, jobs + 1):
            spool.ask(store, an_order(number, chance.choice(list(PaperKind))), now=NINE)
    hits = 0
    for turn in range(kills + 1):
        with child(folder, kind) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            try:
                process.wait(timeout=60 if turn == kills else chance.uniform(0.0, 0.05))
            except subprocess.TimeoutExpired:
                process.kill()
                hits += 1
        if process.returncode == 0:
            break
    return hits


def child(folder: Path, kind: str) -> subprocess.Popen[str]:
    root = Path(__file__).parent.parent.parent
    return subprocess.Popen(
        [sys.executable, "-m", "tests.printing.spooling", str(folder), kind], cwd=root, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.whole
def test_killed_at_random_points_no_paper_is_lost_and_no_second_one_is_unmarked(tmp_path: Path) -> None:
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")
    hits = spool_and_kill(tmp_path, "tape", jobs=60, kills=12, seed=seed)
    papers = whole_papers(tmp_path)

    assert hits
    assert len(papers) == len(set(papers)), "a second paper without a mark of its own"
    assert {job for job, _ in papers} == {str(an_order(number).id) for number in range(1, 61)}
    with Store.open(tmp_path / "station.db", now=NINE) as store:
        assert set(spool.counts(store)) == {PrintState.PRINTED}


@pytest.mark.whole
def test_killed_at_random_points_a_folder_holds_each_paper_once(tmp_path: Path) -> None:
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")
    hits = spool_and_kill(tmp_path, "folder", jobs=20, kills=4, seed=seed)

    assert hits
    assert len(papers_in(tmp_path)) == 20
    assert not [name for name in papers_in(tmp_path) if "copy" in name]
