"""T17, C3: the hub is killed, terminals and counters go on, and when it is back everything is one queue with nobody lost."""

import os
import subprocess
import sys
from collections import Counter as Count
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from kiosk.actions.away import TicketDesk
from kiosk.actions.emergency import CounterDesk
from kiosk.actions.shelf import Shelf
from kiosk.clock import SystemClock
from kiosk.model.hall import LegState
from kiosk.programs.demo_hall import CLERK
from kiosk.store import away as numbers
from kiosk.store import lease as leases
from kiosk.store.database import Store
from sync.console import SteadyCounter
from sync.courier import Courier
from sync.hall import RemoteHall
from sync.lending import LaneKeeper, LeaseKeeper, exchanger, lender
from sync.native import NativeConnector
from sync.steady import SteadyHall
from tests.whole.hall import WholeHall, labels_called, labels_issued, new_id, quick_courier, wait_until

pytestmark = pytest.mark.whole
SERVICE = "residence_permit"


class Person:
    """Before the real window of K1, in a process of its own."""

    def __init__(self, hall: WholeHall) -> None:
        words = [sys.executable, "-B", "-m", "tests.whole.tickets", str(hall.demo.settings("terminal"))]
        self._child = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, text=True
        )
        assert self._said() == "ready"

    def take(self) -> tuple[str, float]:
        """The number on the page, once its paper is out, and the seconds until it stood there."""
        assert self._child.stdin is not None
        self._child.stdin.write("take\n")
        self._child.stdin.flush()
        label, took_s = self._said().split()
        return label, float(took_s)

    def kill(self) -> None:
        self._child.kill()
        self._child.communicate()

    def _said(self) -> str:
        assert self._child.stdout is not None
        return self._child.stdout.readline().strip()


class SecondTerminal:
    """K2, without a window."""

    def __init__(self, hall: WholeHall, store: Store) -> None:
        session = hall.session("K2")
        self.store = store
        self.desk = TicketDesk(store=store, shelf=Shelf(hall.catalogue), station="K2", clock=SystemClock(), entropy=os.urandom)
        self.hall = SteadyHall(RemoteHall(session), self.desk, ping=NativeConnector(session).ping)
        self.leases = LeaseKeeper(self.desk, lender(session))
        self.courier: Courier = quick_courier(store, session)

    def take(self) -> str:
        self.hall.step()
        return self.hall.take_ticket(new_id(), service=SERVICE, language="zh", audience="person").label


class Counter:
    """D1, without a window."""

    def __init__(self, hall: WholeHall, store: Store) -> None:
        session = hall.session("D1")
        desk = CounterDesk(
            store=store, shelf=Shelf(hall.catalogue), station="D1", counter=1, clock=SystemClock(), entropy=os.urandom
        )  # fmt: skip
        self.store = store
        self.hall = SteadyCounter(RemoteHall(session), desk)
        self.token = self.hall.sign_in(staff=CLERK, pin=hall.demo.pin, counter=1).token
        self.hall.open_counter(new_id(), session=self.token, counter=1)
        self.lanes = LaneKeeper(store, 1, exchanger(session))
        self.courier: Courier = quick_courier(store, session)

    def call(self) -> str:
        call = self.hall.call_next(new_id(), session=self.token, counter=1)
        assert call is not None
        self.hall.start(new_id(), session=self.token, counter=1)
        self.hall.finish(new_id(), session=self.token, counter=1)
        return call.label


@contextmanager
def stations(hall: WholeHall) -> Iterator[tuple[SecondTerminal, Counter, Callable[[], Person]]]:
    people: list[Person] = []

    def a_person() -> Person:
        people.append(Person(hall))
        return people[-1]

    with ExitStack() as stack:
        second, counter = (
            stack.enter_context(Store.open(hall.demo.root / f"{name}.sqlite", now=datetime.now(UTC))) for name in ("k2", "d1")
        )
        yield SecondTerminal(hall, second), Counter(hall, counter), a_person
        for person in people:
            person.kill()


def test_the_hub_is_killed_for_a_while_and_the_hall_goes_on(hall: WholeHall) -> None:
    hall.invite(1)
    hall.start("hub")
    with stations(hall) as (second, counter, a_person):
        person = a_person()
        first = [person.take()[0] for _ in range(2)]
        second.leases.step()
        first += [second.take() for _ in range(6)]
        counter.lanes.step()
        _wait_for_blocks(hall)

        hall.kill("hub")
        alone = [person.take() for _ in range(2)]
        second_alone = [second.take() for _ in range(2)]
        called = counter.hall.call_alone()
        assert called is not None
        counter.hall.start_alone()
        counter.hall.finish_alone()
        counter.hall.serve_alone(alone[0][0])
        counter.hall.finish_alone()
        person.kill()
        after_a_crash = a_person().take()

        hall.start("hub")
        for courier in (second.courier, counter.courier):
            wait_until(partial(_told_all, courier), "a station to tell everything")
        labels = [*first, *(label for label, _ in (*alone, after_a_crash)), *second_alone]
        wait_until(lambda: set(labels) <= set(_issued(hall)), "the terminal to tell everything")
        counter.lanes.step()
        calls = [counter.call() for _ in range(len(labels) - 2)]

    hall.stop("hub")
    with Store.open(hall.kept_in, now=datetime.now(UTC)) as store:
        issued, called_at_the_hub = labels_issued(store), labels_called(store)
        served = {label: _state(store, hall, label) for label in labels}
    assert [label for label, count in Count(issued).items() if count > 1] == []
    assert set(issued) == set(labels)
    assert {label[1] for label in (alone[0][0], alone[1][0], after_a_crash[0], *second_alone)} == {"7"}
    assert max(took_s for _, took_s in (*alone, after_a_crash)) < 2.0
    assert len(list(hall.demo.paper.glob("*.pdf"))) == 5
    assert set(served.values()) == {LegState.COMPLETED}
    assert len(calls) == len(set(calls)) == len(called_at_the_hub)
    assert called.label not in calls
    assert calls[:7] == [label for label in first if label != called.label], "those who came before the hub went are first"


def _wait_for_blocks(hall: WholeHall) -> None:
    """K1's own worker has asked for its numbers."""

    def there() -> bool:
        with Store.open(hall.demo.data("terminal") / "hall.sqlite", now=datetime.now(UTC), shared=True) as store, store.read() as tx:
            today = datetime.now(UTC).astimezone(hall.catalogue.zone).date()
            return leases.left(tx, today, hall.catalogue.service(SERVICE).series or "")[0] > 0

    wait_until(there, "the terminal to have its block")


def _told_all(courier: Courier) -> bool:
    courier.step()
    return courier.link().waiting == 0


def _issued(hall: WholeHall) -> list[str]:
    with Store.open(hall.kept_in, now=datetime.now(UTC), shared=True) as store:
        return labels_issued(store)


def _state(store: Store, hall: WholeHall, label: str) -> Any:  # Any: a state, or nothing at all
    day = datetime.now(UTC).astimezone(hall.catalogue.zone).date()
    with store.read() as tx:
        found = numbers.visit_with(tx, hall.catalogue.hall, day, label[0], int(label[1:]))
        return None if found is None else numbers.present(tx, found.id).state

