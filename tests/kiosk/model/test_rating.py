"""How long a matter may be rated, what a ticket says of itself, and what managers see (C29, M7)."""

from datetime import timedelta
from typing import Any

import pytest

from kiosk.model.rating import ByNumber, Cell, Rating, cells, may_rate, offered, read_words, report
from tests.builders import NINE, RATING_REASONS, ZONE

A012 = ByNumber(series="A", number=12, code="048291")


def a_rating(grade: int, **changes: Any) -> Rating:  # Any: fields of a rating
    words: dict[str, Any] = {"day": NINE.date(), "service": "tax", "audience": "person", "channel": "phone"}
    return Rating(grade=grade, **{**words, **changes})


@pytest.mark.parametrize(("hours", "may"), [(0, True), (38, True), (39, False)])
def test_a_matter_may_be_rated_until_the_end_of_the_next_day(hours: int, may: bool) -> None:
    assert may_rate(NINE, NINE + timedelta(hours=hours), ZONE) is may


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("http://hall:8080/q/AZysDyaAdtmJkaOxL5Rj92mnBYCYUEia3HhFr2SYsko=\n", "AZysDyaAdtmJkaOxL5Rj92mnBYCYUEia3HhFr2SYsko="),
        ("A012 048291", A012), ("a012-048291", A012), ("A012048291", A012),
        ("AB1000 048291", ByNumber(series="AB", number=1000, code="048291")),
        ("A012", None), ("048291", None), ("YY202603", None), ("http://hall/q/", None), ("", None),
    ],
)  # fmt: skip
def test_a_ticket_is_read_from_its_code_or_from_its_number_and_digits(words: str, read: object) -> None:
    assert read_words(words) == read


def test_reasons_go_with_grades() -> None:
    assert (offered(RATING_REASONS, 1), offered(RATING_REASONS, 5)) == (("waited_long",), ("friendly",))


def test_fewer_than_five_ratings_are_shown_to_nobody() -> None:
    """M7: cells with fewer than 5 ratings are hidden."""
    many = [a_rating(grade, counter=1, reasons=("friendly",)) for grade in (5, 5, 5, 4, 1)]
    few = [a_rating(1, counter=2, service="permit", reasons=("waited_long",)) for _ in range(4)]
    found = cells([*many, *few, a_rating(3)], lambda one: one.counter)

    assert found[1] == Cell(count=5, shares={5: 0.6, 4: 0.2, 3: 0.0, 2: 0.0, 1: 0.2}, reasons={"friendly": 5})
    assert found[2] == Cell(count=None)
    assert set(found) == {1, 2}


def test_a_reason_that_few_gave_is_not_told() -> None:
    found = cells([a_rating(1, reasons=("waited_long",) if number < 4 else ()) for number in range(9)], lambda one: one.service)

    assert (found["tax"].count, found["tax"].reasons) == (9, {})


def test_what_is_hidden_does_not_come_out_as_a_difference() -> None:
    """One rating of a rare service at a busy counter: neither its department nor its counter may tell it."""
    usual = [a_rating(5, counter=1) for _ in range(5)]
    rare = a_rating(1, service="permit", counter=1)
    found = report([*usual, rare, a_rating(2, service="gone")], {"tax": "revenue", "permit": "revenue"})

    assert (found.services["tax"].count, found.departments["revenue"].count, found.counters[1].count) == (5, 5, 5)
    assert "permit" not in found.services


def test_many_rare_services_of_one_department_are_told_together() -> None:
    rare = [a_rating(3, service=f"s{number}", station="K1") for number in range(6)]
    found = report(rare, {f"s{number}": "revenue" for number in range(6)})

    assert (found.departments["revenue"].count, found.stations["K1"].count, found.counters) == (6, 6, {})
    assert {cell.count for cell in found.services.values()} == {None}
