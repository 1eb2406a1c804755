"""A counter without its hub: whoever shows a ticket, and whom nobody else may call; everything is kept to be told."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.actions import emergency, outbox
from kiosk.actions.emergency import Clerk, CounterDesk
from kiosk.actions.lane import ASK
from kiosk.actions.shelf import Shelf
from kiosk.model.away import Kept
from kiosk.model.hall import QueueRefused
from kiosk.model.parcel import HUB
from kiosk.store import lane, meta
from kiosk.store.database import Store
from tests.builders import NINE, FakeClock, a_catalogue, an_empty_file, some_entropy, some_id

MONDAY = date(2026, 3, 2)


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> Iterator[CounterDesk]:
    with Store.open(an_empty_file(tmp_path / "d1.db"), now=NINE) as store:
        yield CounterDesk(store=store, shelf=Shelf(a_catalogue()), station="D1", counter=1, clock=clock, entropy=some_entropy())


def keep(desk: CounterDesk, *numbers: int) -> None:
    """These are in the lane, the first came first."""
    with desk.store.write() as tx:
        lane.keep(tx, [
            Kept(leg=some_id(number), label=f"A{number:03d}", series="A", number=number, day=MONDAY, service="tax", language="zh",
                 arrived_at=NINE, due=NINE + timedelta(minutes=number)) for number in numbers
        ])  # fmt: skip
        meta.put(tx, ASK, "A001 B002")


def told(desk: CounterDesk) -> list[dict[str, Any]]:  # Any: JSON
    return [json.loads(parcel.body) for parcel in outbox.next_batch(desk.store, HUB, now=desk.now())]


def test_the_first_of_the_lane_is_called_started_and_finished(desk: CounterDesk, clock: FakeClock) -> None:
    keep(desk, 12, 11)
    called = emergency.call_next(desk, "c1")
    clock.go_on(minutes=1)
    emergency.start(desk, "c1")
    clock.go_on(minutes=5)
    emergency.finish(desk, "c1")

    assert called is not None
    assert called.label == "A011"
    assert [(deed["done"], deed["number"], deed["staff"], deed["counter"]) for deed in told(desk)] == [
        (done, 11, "c1", 1) for done in ("called", "started", "finished")
    ]
    assert set(told(desk)[-1]) >= {"called_at", "started_at", "ended_at", "leg"}
    assert emergency.view(desk).lane == 1


def test_an_empty_lane_calls_nobody(desk: CounterDesk) -> None:
    assert emergency.call_next(desk, "c1") is None
    assert told(desk) == []


def test_a_second_press_calls_nobody(desk: CounterDesk) -> None:
    keep(desk, 11, 12)
    emergency.call_next(desk, "c1")
    presses: list[Callable[[], object]] = [lambda: emergency.call_next(desk, "c1"), lambda: emergency.serve(desk, "c1", "A001")]
    for press in presses:
        with pytest.raises(QueueRefused) as refusal:
            press()
        assert (refusal.value.reason, refusal.value.facts) == ("counter-busy", {"label": "A011"})


@pytest.mark.parametrize(("typed", "label", "service"), [
    (" a 001", "A001", "tax"), ("B17", "B017", "permit"), ("K3-001", "K3-001", "tax"), ("a011", "A011", "tax"), ("A1234", "A1234", "tax"),
])  # fmt: skip
def test_whoever_shows_a_ticket_is_served(desk: CounterDesk, typed: str, label: str, service: str) -> None:
    keep(desk, 11)
    here = emergency.serve(desk, "c1", typed)

    assert (here.label, here.service, here.called_at, here.started_at) == (label, service, None, NINE)
    assert (here.leg is None, emergency.view(desk).lane) == ((False, 0) if label == "A011" else (True, 1))
    assert [deed["done"] for deed in told(desk)] == ["started"]


def test_a_number_that_was_served_is_not_asked_for_any_more(desk: CounterDesk) -> None:
    keep(desk, 11)
    assert emergency.view(desk).ask == ("A001", "B002")
    emergency.serve(desk, "c1", "A001")

    assert emergency.view(desk).ask == ("B002",)


@pytest.mark.parametrize("typed", ["", "17", "A", "A000", "K3_001", "A12 or so", "Ä12"])
def test_what_is_no_number_is_refused(desk: CounterDesk, typed: str) -> None:
    with pytest.raises(QueueRefused) as refusal:
        emergency.serve(desk, "c1", typed)

    assert refusal.value.reason == "unknown-leg"
    assert told(desk) == []


def test_who_does_not_come_is_given_up(desk: CounterDesk) -> None:
    keep(desk, 11)
    emergency.call_next(desk, "c1")
    emergency.no_show(desk, "c1")

    assert emergency.view(desk).present is None
    assert told(desk)[-1]["done"] == "no_show"


@pytest.mark.parametrize("deed", [emergency.start, emergency.no_show, emergency.finish])
def test_without_a_citizen_there_is_nothing_to_do(desk: CounterDesk, deed: Any) -> None:
    with pytest.raises(QueueRefused) as refusal:
        deed(desk, "c1")

    assert (refusal.value.reason, refusal.value.facts) == ("wrong-state", {"state": "available"})


def test_each_deed_has_its_time(desk: CounterDesk) -> None:
    keep(desk, 11)
    emergency.call_next(desk, "c1")
    with pytest.raises(QueueRefused) as early:
        emergency.finish(desk, "c1")
    emergency.start(desk, "c1")
    with pytest.raises(QueueRefused) as late:
        emergency.no_show(desk, "c1")

    assert (early.value.facts, late.value.facts) == ({"state": "calling"}, {"state": "serving"})


def test_the_citizen_of_the_last_minute_with_the_hub_is_finished_without_it(desk: CounterDesk) -> None:
    emergency.take_along(desk, "A005", service="tax", called_at=None, started_at=NINE)
    emergency.take_along(desk, "A006", service="tax", called_at=NINE, started_at=None)
    emergency.finish(desk, "c1")

    assert [(deed["label"], deed["done"]) for deed in told(desk)] == [("A005", "finished")]


def test_it_is_known_who_works_here_until_the_shift_ends(desk: CounterDesk, clock: FakeClock) -> None:
    assert emergency.clerk_of(desk) is None
    clerk = Clerk(staff="c1", name="Li", until=NINE + timedelta(hours=8))
    emergency.know(desk, clerk)
    assert emergency.clerk_of(desk) == clerk
    clock.go_on(hours=9)
    assert emergency.clerk_of(desk) is None
    emergency.know(desk, None)
    assert emergency.clerk_of(desk) is None
