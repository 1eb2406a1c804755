"""Quantile regression: the line that it finds is the one whose loss is least."""

import random

import pytest

from kiosk.model.quantiles import Row, dot, fit, pinball, quantile


@pytest.mark.parametrize(("share", "value"), [(0.0, 1.0), (0.5, 3.0), (0.9, 4.6), (1.0, 5.0)])
def test_a_quantile_lies_straight_between_two_values(share: float, value: float) -> None:
    assert quantile([1, 2, 3, 4, 5], share) == pytest.approx(value)


def test_being_late_costs_more_for_a_high_quantile() -> None:
    assert pinball(10, 0.9) == pytest.approx(9)
    assert pinball(-10, 0.9) == pytest.approx(1)


def some_points(seed: int, count: int = 800) -> tuple[list[Row], list[float]]:
    """A line with a spread that grows along it."""
    source = random.Random(seed)
    rows: list[Row] = [(1.0, x := source.uniform(1, 60), x**0.5) for _ in range(count)]
    return rows, [2 + 0.9 * row[1] + source.expovariate(1.0) * row[2] for row in rows]


def loss(rows: list[Row], values: list[float], coefficients: Row, share: float) -> float:
    return sum(pinball(value - dot(coefficients, row), share) for row, value in zip(rows, values, strict=True))


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_the_share_of_points_below_the_line_is_the_quantile(share: float) -> None:
    rows, values = some_points(1)
    found = fit(rows, values, share)

    assert sum(value <= dot(found, row) for row, value in zip(rows, values, strict=True)) / len(rows) == pytest.approx(share, abs=0.01)


@pytest.mark.parametrize("share", [0.5, 0.9])
@pytest.mark.parametrize("step", [(0.05, 0, 0), (0, 0.01, 0), (0, 0, 0.05), (0.2, -0.02, 0.1)])
def test_no_line_near_by_has_a_smaller_loss(share: float, step: Row) -> None:
    rows, values = some_points(2)
    found = fit(rows, values, share)
    best = loss(rows, values, found, share)

    for sign in (1, -1):
        moved = (found[0] + sign * step[0], found[1] + sign * step[1], found[2] + sign * step[2])
        assert loss(rows, values, moved, share) > best * 0.999


def test_columns_that_are_alike_do_not_break_it() -> None:
    rows: list[Row] = [(1.0, 3.0, 3.0)] * 50

    assert dot(fit(rows, [12.0] * 50, 0.5), rows[0]) == pytest.approx(12, abs=0.1)
