"""Waiting time as a range (M3, M4, C3): what is told, from what, and when nothing is promised."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from kiosk.model.forecast import (
    LEAST_SAMPLES,
    Model,
    Pace,
    Range,
    Sample,
    Told,
    Warn,
    configured_gap_min,
    fit,
    pace_at,
    people_after,
    rates,
    told,
    warn,
)

SLOW = Pace(calls=6, busy_min=60)


@pytest.mark.parametrize(
    ("range_", "said"),
    [
        (Range(12.4, 21.0), Told(10, 25)),
        (Range(0.0, 0.0), Told(0, 5)),
        (Range(10.0, 10.0), Told(10, 15)),
        (Range(84.9, 90.0), Told(80, 90)),
        (Range(60.0, 90.1), None),
    ],
)
def test_a_citizen_hears_whole_fives_and_nothing_beyond_an_hour_and_a_half(range_: Range, said: Told | None) -> None:
    assert told(range_) == said


def test_the_pace_is_that_of_the_last_hour_and_of_busy_minutes_only() -> None:
    pace = pace_at(120, calls=[30, 60, 61, 90, 119, 120, 121], busy=[(0, 40), (55, 70), (110, 130)])

    assert pace == Pace(calls=4, busy_min=10 + 10)


def test_what_is_usual_weighs_as_much_as_an_hour_and_a_half() -> None:
    model = Model(usual={"tax": 0.2}, others=0.5)

    assert model.gap_min("tax", Pace(calls=0, busy_min=0)) == pytest.approx(5)
    assert model.gap_min("tax", Pace(calls=30, busy_min=60)) == pytest.approx(150 / 48)
    assert model.gap_min("pension", Pace(calls=0, busy_min=0)) == pytest.approx(2)


def test_where_nobody_was_ever_called_the_catalogue_speaks() -> None:
    assert Model().gap_min("tax", SLOW) is None
    assert configured_gap_min(12, counters=3) == 4
    assert configured_gap_min(600, counters=1) == 60


def test_a_gap_is_never_longer_than_an_hour() -> None:
    assert Model(usual={"tax": 0.001}).gap_min("tax", Pace(calls=0, busy_min=60)) == 60


def test_counters_that_open_or_pause_change_the_pace_between_half_and_twice() -> None:
    assert [SLOW.scaled(now, before).faster for now, before in ((3, 2), (9, 2), (1, 4), (2, 0))] == [1.5, 2, 0.5, 1]


def test_more_people_wait_longer_and_the_upper_end_is_never_below_the_middle() -> None:
    ranges = [Model().estimate("tax", people, 4.0) for people in range(1, 60)]

    assert all(a.p50 <= b.p50 and a.p90 <= b.p90 for a, b in pairwise(ranges))
    assert all(one.p50 <= one.p90 for one in ranges)
    assert Model(p50=(50, 0, 0), p90=(1, 0, 0)).estimate("tax", 1, 1.0) == Range(50, 50)


def a_day(count: int, *, seed: int = 1, slower: float = 1.0) -> list[Sample]:
    """Waits as the sum of as many exponential gaps as there are people; `tax` is slower than the others of its pace."""
    source = random.Random(seed)
    found = []
    for place in range(count):
        service, people, gap = ("tax", "pension", "birth")[place % 3], source.randint(1, 30), source.uniform(2, 6)
        calls = max(1.0, 60 / gap)
        wait = sum(source.expovariate(1 / gap) for _ in range(people)) * (slower if service == "tax" else 1.0)
        found.append(Sample(service=service, people=people, pace=Pace(calls=calls, busy_min=60), wait_min=wait))
    return found


def test_a_fitted_hall_keeps_its_promise_nine_times_of_ten() -> None:
    model = fit(a_day(3000))
    later = a_day(3000, seed=2)
    said = [(sample.wait_min, model.of(sample)) for sample in later]

    assert sum(wait <= range_.p90 for wait, range_ in said) / len(said) == pytest.approx(0.9, abs=0.02)
    assert sum(wait <= range_.p50 for wait, range_ in said) / len(said) == pytest.approx(0.5, abs=0.03)


def test_a_service_that_is_slower_than_its_pace_gets_a_factor_of_its_own() -> None:
    model = fit(a_day(3000, slower=1.8))

    assert model.factors["tax"][0] > 1.3 * model.factors["birth"][0]
    assert fit(a_day(3000)).factors["tax"][0] == pytest.approx(1, abs=0.1)


def test_too_few_waits_give_the_rates_of_the_hall_and_the_coefficients_of_others() -> None:
    model = fit(a_day(LEAST_SAMPLES - 1))

    assert (model.p50, model.p90, model.factors) == (Model().p50, Model().p90, {})
    assert set(model.usual) == {"tax", "pension", "birth"}
    assert fit([]) == Model()


def test_a_service_with_less_than_an_hour_of_busy_minutes_has_no_rate() -> None:
    assert rates([Sample(service="tax", people=1, pace=Pace(calls=3, busy_min=59), wait_min=1)]) == {}


def test_the_same_waits_give_the_same_model() -> None:
    assert fit(a_day(1000)) == fit(a_day(1000))


def test_a_model_of_another_hall_has_a_larger_loss() -> None:
    samples = a_day(2000)
    good = fit(samples)

    assert good.loss(samples) < replace(good, p90=(0.0, 0.5, 0.0), factors={}).loss(samples)


@pytest.mark.parametrize(
    ("present", "outlook", "after"),
    [
        (Warn.CALM, Range(20, 35), Warn.CALM),
        (Warn.CALM, Range(20, 41), Warn.AMBER),
        (Warn.CALM, Range(31, 45), Warn.RED),
        (Warn.RED, Range(25, 30), Warn.RED),
        (Warn.RED, Range(24, 36), Warn.AMBER),
        (Warn.AMBER, Range(20, 30), Warn.AMBER),
        (Warn.AMBER, Range(18, 30), Warn.CALM),
    ],
)
def test_a_coming_breach_of_half_an_hour_is_raised_and_lasts_until_it_is_well_below(present: Warn, outlook: Range, after: Warn) -> None:
    assert warn(present, outlook, promise_min=30) is after


def test_half_an_hour_ahead_counts_who_will_come_and_who_will_be_called() -> None:
    assert people_after(10, 30, arrivals_per_min=0.5, gap_min=3) == 15
    assert people_after(2, 30, arrivals_per_min=0, gap_min=3) == 0
