"""The hub on a database server: whatever is killed, hub or server, nothing that was acknowledged is lost or doubled."""

from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest

from kiosk.actions.audit import broken_at
from kiosk.store.database import Store
from tests.postgres import PostgresServer
from tests.whole.hall import Callers, WholeHall, labels_called, labels_issued

pytestmark = pytest.mark.whole
CRASHES = 10


def test_the_server_crashes_and_the_hub_is_killed_in_turn_and_nothing_is_lost_or_doubled(
    hall: WholeHall, own_server: PostgresServer
) -> None:
    hall.keep_at(own_server.server("postgres"))
    hall.invite(2)
    hall.start("hub")
    random = Random(10)
    with Callers(hall) as callers:
        for crash in range(CRASHES):
            assert callers.said.wait_for(callers.said.count + random.randint(1, 12)), callers.said.faults
            if crash % 2:
                hall.kill("hub")
                hall.start("hub")
            else:
                own_server.stop("immediate")
                own_server.start()
        assert callers.said.wait_for(callers.said.count + 20), callers.said.faults
    said = callers.said
    assert hall.stop("hub") == 0
    with Store.open(hall.kept_in, now=datetime.now(UTC)) as store:
        issued, called = labels_issued(store), labels_called(store)
        whole = broken_at(store) is None

    assert said.faults == []
    assert whole
    assert [label for label, count in Counter([*issued, *(f"called {label}" for label in called)]).items() if count > 1] == []
    assert set(said.tickets) <= set(issued)
    assert len(issued) - len(said.tickets) <= 2, "only the last answer to each of two machines may be outstanding"
    assert len(said.calls) == len(set(said.calls))
