"""A hub whose disk is lost is put back from a copy: no number is given twice, and nothing that a station still has is lost."""

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.actions import filing, outbox
from kiosk.actions.filing import Desk
from kiosk.model.parcel import HUB, LinkState
from kiosk.model.submission import SubmissionState
from kiosk.store.database import Store
from sync.courier import Courier
from sync.hall import RemoteHall
from tests.whole.hall import WholeHall, a_filing, new_id, quick_courier, wait_until

pytestmark = pytest.mark.whole


class Terminal:
    """K1, as far as it takes tickets and files."""

    def __init__(self, hall: WholeHall, store: Store) -> None:
        self.hall, self.store = hall, store
        self.remote = RemoteHall(hall.session("K1"))
        self.courier: Courier = quick_courier(store, hall.session("K1"))
        self.labels: list[str] = []

    def take_tickets(self, count: int) -> None:
        for _ in range(count):
            ticket = self.remote.take_ticket(new_id(), service="residence_permit", language="zh", audience="person")
            self.labels.append(ticket.label)

    def file(self, count: int) -> list[UUID]:
        keys = self.hall.keys("K1")
        sealer = keys.sealer("hall")
        assert sealer is not None
        desk = Desk(catalogue=self.hall.catalogue, station="K1", seal_key=sealer, signer=keys.receipts(), entropy=os.urandom)
        filed = [filing.file(self.store, a_filing(self.hall), desk=desk, now=datetime.now(UTC)).submission for _ in range(count)]
        self.deliver()
        return filed

    def deliver(self) -> None:
        """Until the hub has heard of everything."""
        wait_until(lambda: self.courier.step() >= 0 and self._is_empty(), "the hub to have everything")

    def _is_empty(self) -> bool:
        link = outbox.link(self.store, HUB, state=LinkState.UP)
        return (link.waiting, link.held) == (0, 0)


def db(hall: WholeHall, *words: object) -> str:
    """The technician's tool at the hub; what it said."""
    command = [sys.executable, "-B", "-m", "kiosk.programs", "db", "--settings", str(hall.demo.settings("hub")), *map(str, words)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def states(hall: WholeHall) -> dict[UUID, SubmissionState]:
    """At the hub."""
    with Store.open(hall.demo.data("hub") / "hall.sqlite", now=datetime.now(UTC), shared=True) as store:
        return {one.id: one.state for one in filing.filed(store, limit=10**6)}


def test_a_restored_hub_gives_no_number_twice_and_gets_back_what_it_lost(hall: WholeHall) -> None:
    database = hall.demo.data("hub") / "hall.sqlite"
    hall.start("central")
    hall.start("hub")
    with Store.open(hall.demo.data("terminal") / "hall.sqlite", now=datetime.now(UTC)) as store:
        terminal = Terminal(hall, store)
        terminal.take_tickets(3)
        before = terminal.file(2)
        copy = Path(db(hall, "--copy").split(":")[0])
        terminal.take_tickets(3)
        passed_on = terminal.file(2)
        wait_until(lambda: states(hall)[passed_on[-1]] is SubmissionState.DELIVERED, "the central system to have them")
        hall.stop("central")
        waiting = terminal.file(2)

        hall.kill("hub")
        database.write_bytes(b"a damaged disk" * 1000)
        assert "is kept as" in db(hall, "--restore", copy)
        assert set(states(hall)) == set(before)

        hall.start("hub")
        terminal.take_tickets(3)
        wait_until(lambda: terminal.courier.step() >= 0 and len(states(hall)) == 6, "the terminal to offer again what the hub lost")
        terminal.deliver()
        hall.start("central")
        wait_until(lambda: set(states(hall).values()) == {SubmissionState.DELIVERED}, "the central system to have everything")

    effects = hall.effects()
    assert set(effects) == {str(one) for one in (*before, *passed_on, *waiting)}
    assert {(one["effects"], one["digest_equal"]) for one in effects.values()} == {(1, True)}
    assert [label for label, count in Counter(terminal.labels).items() if count > 1] == []
    assert len(terminal.labels) == 9


def test_a_database_is_not_put_back_under_a_running_hub(hall: WholeHall) -> None:
    hall.start("hub")
    copy = Path(db(hall, "--copy").split(":")[0])
    command = [sys.executable, "-B", "-m", "kiosk.programs", "db", "--settings", str(hall.demo.settings("hub")), "--restore", str(copy)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert ran.returncode == 1
    assert "is open in another program" in ran.stderr
    assert ran.stderr.count("\n") == 1
