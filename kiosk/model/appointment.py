"""What is an appointment, and what does it mean to come early, in time or late for it? (pure)"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from kiosk.model.hall import Ticket
from kiosk.model.queue import Policy, is_late, not_before

SHORTEST_CODE, LONGEST_CODE = 6, 32
NOT_COME_AFTER = timedelta(minutes=60)
"""Whoever has not come by then is not waited for any more."""

_CODE = re.compile(rf"[0-9A-Z]{{{SHORTEST_CODE},{LONGEST_CODE}}}")
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\t": None})
_AROUND = re.compile(r"[/=:#?&]")


class Timing(StrEnum):
    """When somebody came: before the place of the slot is open, in time for it, or after it was lost."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, kw_only=True)
class Booking:
    """A slot that somebody has, without a word about whom. code: as `clean_code` gives it; hall: of another hall, else blank."""

    code: str
    service: str
    slot: datetime
    language: str
    hall: str = ""
    cancelled: bool = False


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """The answer to a check-in. slot: what was booked; timing: how the citizen came for it; again: the ticket was given before."""

    ticket: Ticket
    slot: datetime
    timing: Timing
    again: bool = False


class Reception(Protocol):
    """Where citizens with an appointment are received; LocalHall and RemoteHall pass one contract test."""

    def check_in(self, request: UUID, *, code: str, language: str | None = None) -> Arrival:
        """The ticket of the appointment, the same one each time. language: None for the one that was booked in.

        Raises QueueRefused: unknown-code, wait (wait_s: too many wrong codes here), wrong-hall (hall), wrong-day (slot), cancelled,
        too-late (slot), closed, wrong-state (state: it is over).
        """
        ...


def clean_code(words: str) -> str | None:
    """The code in what was typed or scanned, in one spelling; None if there can be none. Of an address, its last part."""
    last = _AROUND.split(unicodedata.normalize("NFKC", words).strip())[-1]
    code = last.upper().translate(_ALIKE)
    return code if _CODE.fullmatch(code) else None


def timing(arrival: datetime, slot: datetime, *, policy: Policy) -> Timing:
    """Both ends of the span around the slot are in time."""
    if is_late(arrival, slot, policy=policy):
        return Timing.LATE
    return Timing.ON_TIME if not_before(arrival, slot, policy=policy) is None else Timing.EARLY
