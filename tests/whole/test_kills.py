"""Nothing that was acknowledged is lost or doubled, whatever is killed and whoever is away."""

from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest

from kiosk.actions import filing
from kiosk.model.submission import SubmissionState
from kiosk.store.database import Store
from tests.whole.hall import Callers, WholeHall, labels_called, labels_issued, quick_courier

pytestmark = pytest.mark.whole
KILLS = 12
SETTLED_WITHIN = 600


def test_the_hub_is_killed_at_random_and_nothing_acknowledged_is_lost_or_doubled(hall: WholeHall) -> None:
    """Four machines take tickets, call and file; the central system is away for the first half."""
    hall.invite(2)
    hall.start("hub")
    random = Random(30)
    with Callers(hall) as callers:
        for kill in range(KILLS):
            assert callers.said.wait_for(callers.said.count + random.randint(1, 12)), callers.said.faults
            hall.kill("hub")
            if kill == KILLS // 2:
                hall.start("central")
            hall.start("hub")
        assert callers.said.wait_for(callers.said.count + 20), callers.said.faults
    said = callers.said
    assert said.faults == []

    _send_the_rest(hall)
    effects = hall.effects()
    hall.stop("hub")
    with Store.open(hall.demo.data("hub") / "hall.sqlite", now=datetime.now(UTC)) as store:
        issued, called = labels_issued(store), labels_called(store)

    assert [label for label, count in Counter(issued).items() if count > 1] == []
    assert len(said.tickets) == len(set(said.tickets))
    assert set(said.tickets) <= set(issued)
    assert len(issued) - len(said.tickets) <= 2, "only the last answer to each of two machines may be outstanding"
    assert len(said.calls) == len(set(said.calls))
    assert [label for label, count in Counter(called).items() if count > 1] == []
    assert {str(one) for one in said.receipts} == set(effects)
    assert {(one["effects"], one["digest_equal"]) for one in effects.values()} == {(1, True)}


def _send_the_rest(hall: WholeHall) -> None:
    """Until the central system has everything that the terminal holds."""
    with Store.open(hall.demo.data("terminal") / "hall.sqlite", now=datetime.now(UTC)) as store:
        courier = quick_courier(store, hall.session("K1"))
        for _ in range(SETTLED_WITHIN):
            courier.step()
            wanted = {str(one.id) for one in filing.filed(store, limit=10**6)}
            if all(one.state is not SubmissionState.SAVED for one in filing.filed(store, limit=10**6)) and wanted == set(hall.effects()):
                return
    raise AssertionError("the central system does not get everything")
