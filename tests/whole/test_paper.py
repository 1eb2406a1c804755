"""A printer that is gone loses no paper, and prints none twice when it is back."""

import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.actions import filing, spool
from kiosk.actions.filing import Desk
from kiosk.model.paper import PrintState
from kiosk.store.database import Store
from tests.whole.hall import WholeHall, a_filing, wait_until

pytestmark = pytest.mark.whole
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def test_the_printer_is_unplugged_and_comes_back(hall: WholeHall) -> None:
    """The terminal is killed while the printer is away: what it owes is in its spool."""
    hall.start("hub")
    fault = hall.demo.paper / "fault"
    fault.write_text("unplugged", encoding="utf-8")
    hall.start("terminal", **OFFSCREEN)
    receipts = [f"receipt-{number}.pdf" for number in _file(hall, 3)]
    _wait_for_reason(hall, "printing.unplugged", 3)
    assert _papers(hall) == []

    hall.kill("terminal")
    hall.start("terminal", **OFFSCREEN)
    fault.unlink()
    wait_until(lambda: len(_papers(hall)) == 3, "the papers to come out")

    assert sorted(receipts) == _papers(hall)
    assert hall.stop("terminal") == 0
    with _store(hall) as store:
        assert Counter(job.state for job in spool.jobs(store, frozenset(PrintState))) == {PrintState.PRINTED: 3}


def _file(hall: WholeHall, count: int) -> list[str]:
    keys = hall.keys("K1")
    sealer = keys.sealer("hall")
    assert sealer is not None
    desk = Desk(catalogue=hall.catalogue, station="K1", seal_key=sealer, signer=keys.receipts(), entropy=os.urandom)
    with _store(hall) as store:
        return [filing.file(store, a_filing(hall), desk=desk, now=datetime.now(UTC)).receipt_no for _ in range(count)]


def _wait_for_reason(hall: WholeHall, reason: str, count: int) -> None:
    with _store(hall) as store:
        wait_until(
            lambda: sum(job.reason == reason for job in spool.jobs(store, frozenset({PrintState.QUEUED}))) >= 1, f"a paper held by {reason}"
        )
        assert len(spool.jobs(store, frozenset({PrintState.QUEUED}))) == count


def _papers(hall: WholeHall) -> list[str]:
    return sorted(file.name for file in Path(hall.demo.paper).glob("*.pdf"))


def _store(hall: WholeHall) -> Store:
    """The terminal's own database, beside the running terminal."""
    return Store.open(hall.demo.data("terminal") / "hall.sqlite", now=datetime.now(UTC), shared=True)
