"""Appointments from the reference central system: news only, each once, and a morning without a line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.actions.appointment import cursor
from kiosk.actions.queue import LocalHall
from kiosk.model.hall import QueueRefused
from kiosk.store.database import Store
from sync.appointment import PULL_S, AppointmentPuller, Page
from sync.central.appointment import Given, give
from tests.builders import FakeClock, a_hall, new_id
from tests.sync.builders import Central, a_central

Heard = list[Page]


@pytest.fixture
def central(tmp_path: Path) -> Iterator[Central]:
    with a_central(tmp_path / "central") as running:
        yield running


@pytest.fixture
def hall(file_store: Store, clock: FakeClock) -> LocalHall:
    return a_hall(file_store, clock)


def given(code: str = "YY202603", **changes: object) -> Given:
    words = {"hall": "north", "service": "tax", "slot": "2026-03-02T10:00:00+08:00", "language": "en"}
    return Given(code=code, **{**words, **changes})  # type: ignore[arg-type]


def giving(central: Central, *appointments: Given) -> int:
    with central.store.write() as tx:
        return give(tx, appointments)


def a_puller(central: Central, hall: LocalHall) -> tuple[AppointmentPuller, Heard]:
    heard: Heard = []
    return AppointmentPuller(central.session, hall, "city", on_news=heard.append), heard


def refusal(hall: LocalHall, code: str) -> str:
    with pytest.raises(QueueRefused) as refused:
        hall.check_in(new_id(), code=code)
    return refused.value.reason


def test_what_the_centre_gives_can_be_checked_in_without_a_line(central: Central, hall: LocalHall) -> None:
    assert giving(central, given(), given("SS202603", hall="south"), given("BB202603")) == 3
    puller, heard = a_puller(central, hall)

    assert puller.step() == PULL_S
    central.line.away = True
    assert puller.step() == PULL_S
    assert hall.check_in(new_id(), code="YY202603").ticket.language == "en"
    assert refusal(hall, "SS202603") == "wrong-hall"
    assert [len(page.bookings) for page in heard] == [3]
    assert cursor(hall.store, "city") == 3


def test_only_news_are_told_again(central: Central, hall: LocalHall) -> None:
    giving(central, given(), given("BB202603"))
    puller, heard = a_puller(central, hall)
    puller.step()

    assert giving(central, given(), given("BB202603", cancelled=True)) == 1
    puller.step()
    puller.step()
    assert [[one.code for one in page.bookings] for page in heard] == [["YY202603", "BB202603"], ["BB202603"]]
    assert refusal(hall, "BB202603") == "cancelled"


def test_what_this_hall_cannot_use_stops_nothing(central: Central, hall: LocalHall) -> None:
    giving(
        central, given("AA", slot="x"), given("AA202603", slot="tomorrow"), given("BB202603", slot="2026-03-02T10:00:00"),
        given("CC202603", service="nothing"), given(language="fr"),
    )  # fmt: skip
    puller, heard = a_puller(central, hall)
    puller.step()

    assert [(len(page.bookings), page.left) for page in heard] == [(1, 4)]
    assert hall.check_in(new_id(), code="YY202603").ticket.language == "zh"


def test_a_long_list_comes_page_by_page(central: Central, hall: LocalHall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.central.appointment.PAGE", 2)
    giving(central, *(given(f"AA20260{number}") for number in range(5)))
    puller, heard = a_puller(central, hall)
    puller.step()

    assert [len(page.bookings) for page in heard] == [2, 2, 1]


def test_a_centre_that_was_put_back_from_a_copy_is_asked_for_everything(central: Central, hall: LocalHall, tmp_path: Path) -> None:
    giving(central, given(), given("BB202603"))
    a_puller(central, hall)[0].step()
    with a_central(tmp_path / "other") as copy:
        giving(copy, given("CC202603"))
        a_puller(copy, hall)[0].step()

    assert cursor(hall.store, "city") == 1
    assert hall.check_in(new_id(), code="CC202603").ticket.label == "A001"


@pytest.mark.parametrize("body", [b"<html>", b"{}", b'{"items": 5, "last": 1}', b'{"items": [{"seq": "x"}], "last": 1}', b"[]"])
def test_a_portal_or_a_strange_centre_changes_nothing(central: Central, hall: LocalHall, body: bytes) -> None:
    central.line.answers = [(200, {}, body)]
    puller, heard = a_puller(central, hall)

    assert (puller.step(), heard, cursor(hall.store, "city")) == (PULL_S, [], 0)
