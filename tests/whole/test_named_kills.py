"""The hub is killed at each named point of its deeds.

What it has acknowledged is there once; what it has not is done once when it is asked for again.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kiosk.actions import filing
from kiosk.actions.filing import Desk
from kiosk.model.queue import HallAway
from kiosk.model.submission import SubmissionState
from kiosk.programs.children import Child
from kiosk.programs.demo_hall import CLERK
from kiosk.store.database import Store
from sync.courier import Courier, Pace
from sync.hall import RemoteHall
from tests.whole.hall import WholeHall, a_filing, labels_called, labels_issued, new_id, quick_courier, wait_until
from tests.whole.trap import Trap

pytestmark = pytest.mark.whole
MUTANTS = Path(__file__).parent / "mutants"
PATIENT = Pace(first_s=0.05, longest_s=0.2, idle_s=600.0)
"""So that between the word "up" and the parcel no ping is counted as a call."""

Point = tuple[str, int] | None
"""The n-th call of a thread, counted from the deed's first; None: when the answer is there."""

DEED: dict[str, Point] = {
    "before its first byte is written": ("pwrite64", 1),
    "with the head of a page and not the page": ("pwrite64", 2),
    "with a part of its pages": ("pwrite64", 9),
    "written and not on the disk": ("fsync", 1),
    "on the disk and not answered": ("write", 1),
    "with half of the answer sent": ("write", 2),
    "when it is answered": None,
}
DELIVERY: dict[str, Point] = {
    "before it is marked as under way": ("pwrite64", 1),
    "with a part of the mark": ("pwrite64", 4),
    "with the mark written and not on the disk": ("fsync", 1),
    "with the mark on the disk and nothing sent": ("sendto", 2),
    "with half of the parcel sent": ("sendto", 3),
    "with the answer waiting": ("recvfrom", 2),
    "with half of the answer read": ("recvfrom", 3),
    "with a part of the end written": ("pwrite64", 17),
    "with the end written and not on the disk": ("fsync", 2),
    "with the end on the disk": ("sendto", 4),
}


@dataclass
class Scene:
    """One hall whose hub is killed again and again, and what it has said so far."""

    hall: WholeHall
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    tickets: dict[UUID, str] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    hub: Child | None = None

    def __post_init__(self) -> None:
        self.stack = ExitStack()
        self.store = self.stack.enter_context(Store.open(self.hall.demo.data("terminal") / "hall.sqlite", now=datetime.now(UTC)))
        self.terminal, self.counter = RemoteHall(self.hall.session("K1")), RemoteHall(self.hall.session("D1"))
        self.session = self.hall.session("K1")
        self.token = ""

    def open(self) -> Child:
        """The hub runs, and one ticket is taken: the log has its head, the threads are there."""
        if self.hub is None or not self.hub.is_alive:
            self.hub = self.hall.start("hub", **self.environment)
        self.take_ticket(new_id())
        return self.hub

    def take_ticket(self, request: UUID) -> str:
        """Noted when it is answered; the same request must always be answered the same."""
        taken = self.terminal.take_ticket(request, service="residence_permit", language="zh", audience="person")
        said = f"{taken.label} {taken.leg}"
        assert self.tickets.setdefault(request, said) == said, "the same request has got another ticket"
        return said

    def ask_again(self, request: UUID) -> None:
        """For the ticket whose answer was lost, or was not."""
        self.take_ticket(request)
        assert self.mistakes() == []

    def call(self, request: UUID) -> str:
        """The next citizen comes to counter 1."""
        called = self.counter.call_next(request, session=self.token, counter=1)
        assert called is not None
        return called.label

    def sign_in(self) -> None:
        if not self.token:
            self.token = self.counter.sign_in(staff=CLERK, pin=self.hall.demo.pin, counter=1).token
            self.counter.open_counter(new_id(), session=self.token, counter=1)

    def finish(self) -> None:
        self.counter.start(new_id(), session=self.token, counter=1)
        self.counter.finish(new_id(), session=self.token, counter=1)

    def desk(self) -> Desk:
        keys = self.hall.keys("K1")
        sealer = keys.sealer("hall")
        assert sealer is not None
        return Desk(catalogue=self.hall.catalogue, station="K1", seal_key=sealer, signer=keys.receipts(), entropy=os.urandom)

    def courier(self) -> Courier:
        """It has heard from the hub already."""
        courier = quick_courier(self.store, self.session, pace=PATIENT)
        courier.step()
        return courier

    def killed_at(self, point: Point, deed: Callable[[], object]) -> None:
        """The hub dies at this point of the deed; one that is answered may go on."""
        hub = self.open() if self.hub is None or not self.hub.is_alive else self.hub
        if point is None:
            deed()
        else:
            with Trap(hub.process, *point, trace=self.folder / "trace.txt") as trap:
                with suppress(HallAway):
                    deed()
                trap.wait_sprung()
        hub.kill()

    def hub_store(self) -> Store:
        """Beside the running hub."""
        return Store.open(self.hall.demo.data("hub") / "hall.sqlite", now=datetime.now(UTC), shared=True)

    def mistakes(self) -> list[str]:
        """What the hub has lost, doubled or made up, by its own database."""
        with self.hub_store() as store:
            issued, called = labels_issued(store), labels_called(store)
        said = [label.split()[0] for label in self.tickets.values()]
        lost = [f"{label} is lost" for label in said if label not in issued]
        twice = [f"{label} was given {count} times" for label, count in Counter(issued).items() if count > 1]
        strange = [f"{label} was given to nobody" for label in issued if label not in said]
        again = [f"{label} was called {count} times" for label, count in Counter(called).items() if count > 1]
        uncalled = [f"the call of {label} is lost" for label in self.calls if label not in called]
        return [*lost, *twice, *strange, *again, *uncalled]

    def close(self) -> None:
        self.stack.close()


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("kills")
    with WholeHall(folder / "hall", now=datetime.now(UTC)) as hall:
        made = Scene(hall, folder)
        yield made
        made.close()


@pytest.mark.parametrize("point", DEED.values(), ids=DEED.keys())
def test_a_ticket_is_taken_once(scene: Scene, point: Point) -> None:
    scene.open()
    request = new_id()
    scene.killed_at(point, lambda: scene.take_ticket(request))

    scene.open()
    scene.ask_again(request)


@pytest.mark.parametrize("point", DEED.values(), ids=DEED.keys())
def test_a_citizen_is_called_once(scene: Scene, point: Point) -> None:
    scene.open()
    scene.sign_in()
    request, answers = new_id(), list[str]()
    scene.killed_at(point, lambda: answers.append(scene.call(request)))

    scene.open()
    answers.append(scene.call(request))
    scene.calls.append(answers[-1])
    scene.finish()

    assert len(set(answers)) == 1
    assert scene.mistakes() == []


@pytest.mark.parametrize("point", DEED.values(), ids=DEED.keys())
def test_a_submission_is_taken_over_once(scene: Scene, point: Point) -> None:
    """The central system is away, so what the hub does is this deed alone."""
    scene.open()
    courier = scene.courier()
    receipt = filing.file(scene.store, a_filing(scene.hall), desk=scene.desk(), now=datetime.now(UTC))
    scene.killed_at(point, courier.step)

    scene.open()
    wait_until(lambda: courier.step() >= 0 and _state(scene.store, receipt.submission) is SubmissionState.AT_HUB, "the hub to have it")

    with scene.hub_store() as hub:
        assert [one.id for one in filing.filed(hub, limit=10**6)].count(receipt.submission) == 1


@pytest.mark.parametrize("point", DELIVERY.values(), ids=DELIVERY.keys())
def test_a_submission_reaches_the_central_system_once(scene: Scene, point: Point) -> None:
    """The hub has it while the central system is away; that comes, and the hub's courier is killed on its way."""
    scene.open()
    courier = scene.courier()
    receipt = filing.file(scene.store, a_filing(scene.hall), desk=scene.desk(), now=datetime.now(UTC))
    courier.step()
    scene.killed_at(point, lambda: scene.hall.start("central"))

    scene.open()
    with scene.hub_store() as hub:
        wait_until(lambda: _all_delivered(hub), "the hub to know that everything is there")
        sent = {str(one.id) for one in filing.filed(hub, limit=10**6)}
    effects: dict[str, dict[str, Any]] = scene.hall.effects()
    scene.hall.stop("central")

    assert str(receipt.submission) in sent
    assert set(effects) == sent
    assert {(one["effects"], one["digest_equal"]) for one in effects.values()} == {(1, True)}


MUTANT_POINTS = {
    "early_answer": (DEED["when it is answered"], "another ticket|is lost"),
    "no_deeds": (DEED["on the disk and not answered"], "given to nobody|another ticket"),
}


@pytest.mark.parametrize("mutant", MUTANT_POINTS)
def test_a_hub_that_breaks_the_rule_is_caught(tmp_path: Path, mutant: str) -> None:
    """A hub that answers before the commit, and one that does not know what it has done already."""
    point, words = MUTANT_POINTS[mutant]
    with WholeHall(tmp_path / "hall", now=datetime.now(UTC)) as hall:
        scene = Scene(hall, tmp_path, environment={"PYTHONPATH": str(MUTANTS / mutant)})
        scene.open()
        request = new_id()
        scene.killed_at(point, lambda: scene.take_ticket(request))
        scene.open()
        with pytest.raises(AssertionError, match=words):
            scene.ask_again(request)
        scene.close()


def _state(store: Store, submission: UUID) -> SubmissionState | None:
    found = filing.find(store, submission)
    return found.state if found else None


def _all_delivered(hub: Store) -> bool:
    return all(one.state is SubmissionState.DELIVERED for one in filing.filed(hub, limit=10**6))
