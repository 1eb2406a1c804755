"""Fits on the first seven working days of a file of snapshots, tells the waits of the others, and prints how right that was.

The rules that halls commonly use stand beside it: people times the mean gap of the last hour, and the same in busy minutes with
what is usual. An early day may be given for a shorter test: `--fit-days 3`.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from time import perf_counter

from kiosk.model.forecast import LONGEST_WAIT_MIN, Model, Range, fit, rates, told
from kiosk.model.quantiles import pinball
from tests.backtest.snapshots import Seen, read

FIT_DAYS = 7
SLOWEST = 1 / 60

Rule = Callable[[Seen], Range]


@dataclass(frozen=True, kw_only=True)
class Score:
    """mae: of the middle, minutes. covered: share of waits not later than p90. kept, inside: as it is told, in whole fives."""

    mae: float
    covered: float
    pinball90: float
    kept: float
    inside: float


def score(tested: Sequence[Seen], rule: Rule) -> Score:
    pairs = [(seen.sample.wait_min, rule(seen)) for seen in tested]
    heard = [(wait, told(said)) for wait, said in pairs]
    spoken = [(wait, range_) for wait, range_ in heard if range_ is not None]
    return Score(
        mae=fmean(abs(wait - said.p50) for wait, said in pairs),
        covered=fmean(wait <= said.p90 for wait, said in pairs),
        pinball90=fmean(pinball(wait - said.p90, 0.9) for wait, said in pairs),
        kept=fmean(wait <= range_.high_min for wait, range_ in spoken),
        inside=fmean(range_.low_min <= wait <= range_.high_min for wait, range_ in spoken),
    )


def plain_gap(seen: Seen) -> Range:
    """People times the mean gap of the last hour."""
    wait = min(LONGEST_WAIT_MIN, seen.sample.people / max(SLOWEST, seen.plain.calls / seen.plain.busy_min))
    return Range(wait, wait)


def busy_gap(model: Model) -> Rule:
    """The same in busy minutes, with what is usual."""

    def rule(seen: Seen) -> Range:
        gap = model.gap_min(seen.sample.service, seen.sample.pace) or 1 / SLOWEST
        wait = min(LONGEST_WAIT_MIN, seen.sample.people * gap)
        return Range(wait, wait)

    return rule


def backtest(seen: Sequence[Seen], fit_days: int = FIT_DAYS) -> dict[str, Score]:
    """By rule; ours is the last."""
    days = sorted({one.day for one in seen})
    known = [one.sample for one in seen if one.day in days[:fit_days]]
    tested = [one for one in seen if one.day not in days[:fit_days]]
    model = fit(known)
    usual = rates(known)
    return {
        "people x mean gap of the last hour": score(tested, plain_gap),
        "the same in busy minutes": score(tested, busy_gap(Model(usual=usual, others=model.others))),
        "the coefficients as shipped (of all ten days)": score(tested, lambda one: Model(usual=usual, others=model.others).of(one.sample)),
        "ours: two quantiles, a factor for each service": score(tested, lambda one: model.of(one.sample)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="snapshots, CSV in gzip")
    parser.add_argument("--fit-days", type=int, default=FIT_DAYS)
    args = parser.parse_args()
    seen = read(args.file)
    began = perf_counter()
    scores = backtest(seen, args.fit_days)
    print(f"{len(seen)} waits, {perf_counter() - began:.1f} s\n{'':52}{'MAE':>6}{'<=p90':>8}{'loss90':>8}{'kept':>8}{'inside':>8}")
    for name, one in scores.items():
        print(f"{name:52}{one.mae:6.2f}{one.covered:8.3f}{one.pinball90:8.2f}{one.kept:8.3f}{one.inside:8.3f}")


if __name__ == "__main__":
    main()
