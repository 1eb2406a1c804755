"""What was measured, against which goal, and beside which limit of the same machine in the same run?"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Goal:
    """`figure` (p50, p95, p99, max or value) must not be above `most`, or not below `least`."""

    figure: str
    most: float | None = None
    least: float | None = None

    def is_met(self, found: float) -> bool:
        return (self.most is None or found <= self.most) and (self.least is None or found >= self.least)

    def in_words(self) -> str:
        return f"{self.figure} at most {self.most:g}" if self.most is not None else f"{self.figure} at least {self.least:g}"


@dataclass(frozen=True, kw_only=True)
class Result:
    """One row of build/bench.json. limit: the same figure of the bare limit (raw commits, say), measured in this run.

    A name without samples says that what would be measured beside it is not on this machine.
    """

    name: str
    unit: str
    samples: tuple[float, ...]
    goal: Goal | None = None
    limit_name: str | None = None
    limit_samples: tuple[float, ...] = ()

    def figures(self) -> dict[str, float]:
        return figures(self.samples)

    def row(self) -> dict[str, object]:
        """The JSON object: name, unit, n, figures, and where there is one limit, ratio, goal, met."""
        own = self.figures()
        row: dict[str, object] = {"name": self.name, "unit": self.unit, "n": len(self.samples), **rounded(own)}
        if self.goal:
            row["goal"] = self.goal.in_words()
            row["met"] = self.goal.is_met(own[self.goal.figure])
        if self.limit_samples:
            figure = self.goal.figure if self.goal else "p50"
            limit = figures(self.limit_samples)[figure]
            row["limit"] = {"name": self.limit_name, figure: round(limit, 3)}
            row["ratio"] = round(own[figure] / limit, 2) if limit else None
        elif self.limit_name:
            row["limit"], row["ratio"] = f"{self.limit_name}, which is not here", None
        return row


def figures(samples: Sequence[float]) -> dict[str, float]:
    """One sample is a `value`; more are percentiles (nearest rank) and the largest."""
    if len(samples) == 1:
        return {"value": samples[0]}
    cuts = statistics.quantiles(samples, n=100, method="inclusive")
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(samples)}


def rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in values.items()}
