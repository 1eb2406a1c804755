"""Which waiting legs may only one counter call, so that it can go on without the hub? (pure)

A counter's console holds its lane in its own file. Without the hub it calls only what is in that file, and the hub lets others call
only what no console holds. Each exchange has a turn, which rises: whoever is late is not heard.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kiosk.model.away import Kept
from kiosk.model.hall import Leg

LANE_REST_S = 10.0
"""Between two exchanges: far shorter than the time in which the places at the head are called."""


@dataclass(frozen=True, kw_only=True)
class LaneWord:
    """What a console says: its turn, all that it holds, and the epoch of the hub that it has heard of."""

    turn: int
    counter: int
    holds: tuple[UUID, ...]
    epoch: str


@dataclass(frozen=True, kw_only=True)
class LaneAnswer:
    """What the hub says to it. back: to be given back; more: to be kept from now on; ask: numbers to ask for aloud.

    turn: that of the question; a higher one: the console is behind, and holds nothing.
    """

    turn: int
    back: tuple[UUID, ...] = ()
    more: tuple[Kept, ...] = ()
    ask: tuple[str, ...] = ()


def share(line: Sequence[Leg], *, rank: int, counters: int, taken: Collection[UUID]) -> list[Leg]:
    """Every `counters`-th of what nobody holds yet, so that each counter's lane runs through the whole line."""
    return [leg for place, leg in enumerate(line) if leg.id not in taken and place % counters == rank]


def ranks(counters: Mapping[int, frozenset[str]], service: str) -> list[int]:
    """The open counters that offer the service, in order."""
    return sorted(number for number, services in counters.items() if service in services)
