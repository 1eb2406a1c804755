"""What does an answer mean for what was sent? The table of protocol v1: wait, stop, park, or go on."""

from dataclasses import dataclass

from kiosk.model.parcel import Unreachable
from sync.connector import TIMEOUT
from sync.http import Answer, NoAnswer

PORTAL_S = 60.0
STOPPED_S = 300.0

FAULT = Unreachable("http-500")
"""The server stumbled: over one item, or altogether."""

_BAD_REQUEST = frozenset({400, 413, 415, 422})
_AGAIN = frozenset({408, 425, 429})


@dataclass(frozen=True)
class Bad:
    """Something in this very request is wrong: find the one bad item, hold it, go on with the rest."""

    reason: str


def verdict(answer: Answer | NoAnswer) -> Bad | Unreachable:
    """For every answer but the good ones; never by the text of a message."""
    if isinstance(answer, NoAnswer):
        return Unreachable(TIMEOUT if answer.reason == "timeout" else "connection")
    told = answer.problem
    if answer.status == 413 or (answer.status in _BAD_REQUEST and told is not None):
        return Bad(told.name if told is not None else f"http-{answer.status}")
    if answer.status in _AGAIN or (answer.status >= 500 and answer.status != 511):
        return Unreachable(f"http-{answer.status}", _retry_after(answer))
    if told is not None:
        return Unreachable(told.name, STOPPED_S)
    return Unreachable("portal", PORTAL_S)


def _retry_after(answer: Answer) -> float | None:
    text = answer.headers.get("retry-after", "")
    return min(float(text), STOPPED_S) if text.isdigit() else None
