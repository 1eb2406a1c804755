"""What managers read of ratings: shares, and nothing of few (M7)."""

from dataclasses import replace

from kiosk.model.rating import Rating, report
from kiosk.programs.report import ratings
from tests.builders import NINE, a_catalogue


def test_five_ratings_are_told_as_shares_and_four_are_not() -> None:
    one = Rating(day=NINE.date(), service="tax", grade=1, reasons=("waited_long",), counter=2, audience="person", channel="phone")
    five = [one] * 4 + [replace(one, grade=5, reasons=())]
    catalogue = a_catalogue()
    departments = {service.code: service.department for service in catalogue.services}
    rows = list(ratings(report(five, departments), catalogue))

    assert ("ratings", "counter 2", "ratings", "5") in rows
    assert ("ratings", "Tax registration", "very dissatisfied", "80%") in rows
    assert ("ratings", "Revenue Office", "very satisfied", "20%") in rows
    assert not [row for row in rows if row[2].startswith("because")]
    assert list(ratings(report(five[:4], departments), catalogue)) == []
