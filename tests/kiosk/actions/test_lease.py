"""Numbers that are lent: once, to one terminal, whatever is asked again or put back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.actions import lease, restoring
from kiosk.actions.queue import LocalHall
from kiosk.model.hall import QueueRefused
from kiosk.model.lease import Block, LeaseWish
from kiosk.store import lease as rows
from kiosk.store.database import Store
from tests.builders import NINE, FakeClock, a_catalogue, a_hall, a_ticket, an_empty_file

TODAY, TOMORROW = date(2026, 3, 2), date(2026, 3, 3)
WISH = LeaseWish(request_no=1, wanted=((TODAY, "A"), (TOMORROW, "B")))


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    return a_hall(store, clock)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Store]:
    with Store.open(an_empty_file(tmp_path / "k1.db"), now=NINE) as opened:
        yield opened


def some(day: date, series: str) -> Callable[[int], LeaseWish]:
    return lambda number: LeaseWish(request_no=number, wanted=((day, series),))


def test_blocks_begin_where_the_hub_gives_no_numbers_and_never_overlap(hall: LocalHall) -> None:
    first = lease.lend(hall, WISH)
    other = lease.lend(hall.for_station("K2"), WISH)

    assert first == (Block(day=TODAY, series="A", first=700, last=719), Block(day=TOMORROW, series="B", first=700, last=719))
    assert [(one.first, one.last) for one in other] == [(720, 739), (720, 739)]


def test_the_same_request_gets_the_same_blocks(hall: LocalHall) -> None:
    assert lease.lend(hall, WISH) == lease.lend(hall, WISH)
    assert lease.lend(hall, replace(WISH, request_no=2)) != lease.lend(hall, WISH)


def test_a_busy_terminal_gets_larger_blocks(hall: LocalHall) -> None:
    for _ in range(30):
        a_ticket(hall)

    assert lease.lend(hall, WISH)[0].size == 30


def test_when_all_numbers_of_a_day_are_lent_there_are_none(hall: LocalHall) -> None:
    asked = some(TODAY, "A")
    sizes = [sum(block.size for block in lease.lend(hall, asked(number))) for number in range(1, 18)]

    assert sum(sizes) == 300
    assert sizes[-1] == 0


def test_a_series_that_the_hall_does_not_have_is_refused(hall: LocalHall) -> None:
    with pytest.raises(QueueRefused):
        lease.lend(hall, LeaseWish(request_no=1, wanted=((TODAY, "X"),)))


def test_after_a_restore_no_number_is_lent_that_may_have_been_lent_after_the_copy(hall: LocalHall, clock: FakeClock) -> None:
    """Terminals that need more have their own prefix on these days."""
    restoring.begin_anew(hall.store, now=NINE)
    clock.go_on(days=16)

    assert lease.lend(hall, WISH) == ()
    assert lease.lend(hall, some(date(2026, 3, 18), "A")(2)) != ()


def test_a_terminal_asks_for_what_it_lacks_and_repeats_the_question_until_it_is_answered(station: Store, hall: LocalHall) -> None:
    first = lease.wish_of(station, a_catalogue(), NINE)
    again = lease.wish_of(station, a_catalogue(), NINE)
    assert first is not None
    lease.keep_blocks(station, first, lease.lend(hall, first), now=NINE)

    assert first == again
    assert {(day, series) for day, series in first.wanted} == {(day, series) for day in (TODAY, TOMORROW) for series in "AB"}
    assert lease.wish_of(station, a_catalogue(), NINE) is None


def test_half_a_block_is_asked_for_anew_and_an_answer_that_comes_twice_is_taken_once(station: Store, hall: LocalHall) -> None:
    first = lease.wish_of(station, a_catalogue(), NINE)
    assert first is not None
    lease.keep_blocks(station, first, lease.lend(hall, first), now=NINE)
    with station.write() as tx:
        given = [rows.take(tx, TODAY, "A") for _ in range(10)]
    second = lease.wish_of(station, a_catalogue(), NINE)
    lease.keep_blocks(station, first, lease.lend(hall, first), now=NINE)

    assert given == list(range(700, 710))
    assert second == LeaseWish(request_no=first.request_no + 1, wanted=((TODAY, "A"),))
    with station.read() as tx:
        assert rows.left(tx, TODAY, "A") == (10, 20)


def test_a_terminal_with_a_new_disk_is_lent_other_numbers(station: Store, hall: LocalHall, clock: FakeClock, tmp_path: Path) -> None:
    before = lease.wish_of(station, a_catalogue(), NINE)
    assert before is not None
    lent = lease.lend(hall, before)
    clock.go_on(minutes=1)
    with Store.open(an_empty_file(tmp_path / "new.db"), now=NINE) as anew:
        wish = lease.wish_of(anew, a_catalogue(), clock.now())
        assert wish is not None

        assert not set(lent) & set(lease.lend(hall, wish))


def test_a_hub_without_numbers_is_not_asked_again_at_once(station: Store, clock: FakeClock) -> None:
    wish = lease.wish_of(station, a_catalogue(), NINE)
    assert wish is not None
    lease.keep_blocks(station, wish, (), now=NINE)

    assert lease.wish_of(station, a_catalogue(), NINE) is None
    clock.go_on(hours=2)
    assert lease.wish_of(station, a_catalogue(), clock.now()) is not None


def test_a_terminal_that_was_put_back_gives_nothing_of_its_old_blocks(station: Store, hall: LocalHall) -> None:
    wish = lease.wish_of(station, a_catalogue(), NINE)
    assert wish is not None
    lease.keep_blocks(station, wish, lease.lend(hall, wish), now=NINE)
    restoring.begin_anew(station, now=NINE)
    after = lease.wish_of(station, a_catalogue(), NINE)

    assert after is not None
    assert after.request_no > wish.request_no + 1
    with station.write() as tx:
        assert rows.take(tx, TODAY, "A") is None


def test_blocks_of_days_that_are_over_are_dropped(station: Store, hall: LocalHall, clock: FakeClock) -> None:
    wish = lease.wish_of(station, a_catalogue(), NINE)
    assert wish is not None
    lease.keep_blocks(station, wish, lease.lend(hall, wish), now=NINE)
    clock.go_on(days=1)
    following = lease.wish_of(station, a_catalogue(), clock.now())

    assert following is not None
    assert {day for day, _ in following.wanted} == {date(2026, 3, 4)}
    with station.write() as tx:
        assert rows.take(tx, TODAY, "A") is None
        assert rows.take(tx, TOMORROW, "A") == 700
