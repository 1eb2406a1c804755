"""Which line lies above a given share of all points? Linear quantile regression without a library (pure)."""

import math
from collections.abc import Sequence

Row = tuple[float, float, float]
"""The three columns of one sample; the first is 1."""

ROUNDS = 60
_NEAR = 0.05
"""Keeps the weight of a point that lies on the line finite; of the size of a fraction of the unit."""
_FIRM = 1e-6
"""Keeps the equations soluble when two columns are alike."""


def quantile(rising: Sequence[float], share: float) -> float:
    """Straight between two values. rising: at least one."""
    place = share * (len(rising) - 1)
    below = math.floor(place)
    above = min(below + 1, len(rising) - 1)
    return rising[below] + (place - below) * (rising[above] - rising[below])


def pinball(error: float, share: float) -> float:
    """The loss whose mean is least at the quantile (Koenker and Bassett, 1978). error: true less said."""
    return max(share * error, (share - 1) * error)


def dot(coefficients: Row, row: Row) -> float:
    return coefficients[0] * row[0] + coefficients[1] * row[1] + coefficients[2] * row[2]


def fit(rows: Sequence[Row], values: Sequence[float], share: float) -> Row:
    """The coefficients, by one weighted least-squares step after another (Hunter and Lange, 2000)."""
    at: Row = (0.0, 0.0, 0.0)
    for _ in range(ROUNDS):
        found = _step(rows, values, share, at)
        moved = max(abs(new - old) for new, old in zip(found, at, strict=True))
        at = found
        if moved < 1e-4:
            break
    return at


def _step(rows: Sequence[Row], values: Sequence[float], share: float, at: Row) -> Row:
    """The lowest point of the parabola that touches the loss at `at` and lies above it everywhere."""
    lean = 2 * share - 1
    s00 = s01 = s02 = s11 = s12 = s22 = r0 = r1 = r2 = 0.0
    for (one, x, z), value in zip(rows, values, strict=True):
        weight = 1.0 / (_NEAR + abs(value - at[0] - at[1] * x - at[2] * z))
        pull, wx, wz = weight * value + lean, weight * x, weight * z
        s00, s01, s02 = s00 + weight, s01 + wx, s02 + wz
        s11, s12, s22 = s11 + wx * x, s12 + wx * z, s22 + wz * z
        r0, r1, r2 = r0 + one * pull, r1 + x * pull, r2 + z * pull
    return _solved(((s00 + _FIRM, s01, s02), (s01, s11 + _FIRM, s12), (s02, s12, s22 + _FIRM)), (r0, r1, r2))


def _solved(matrix: tuple[Row, Row, Row], right: Row) -> Row:
    """By Cramer's rule; the matrix is symmetric, so its rows are its columns."""
    a, b, c = matrix
    whole = _volume(a, b, c)
    return _volume(right, b, c) / whole, _volume(a, right, c) / whole, _volume(a, b, right) / whole


def _volume(a: Row, b: Row, c: Row) -> float:
    return a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0])
