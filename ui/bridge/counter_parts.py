"""What does a counter console need from its program?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.model.case import Cases
from kiosk.model.catalogue import Catalogue
from kiosk.model.lists import Lists
from kiosk.model.queue import Hall
from kiosk.model.screen import Screen
from ui.bridge.away import Alone
from ui.jobs import Jobs


@dataclass(frozen=True, kw_only=True)
class CounterParts:
    """request: makes the id of one deed; reads: for reading, beside the deeds; alone: goes on without the hub, if it
    can."""

    hall: Hall
    lists: Lists
    cases: Cases
    catalogue: Catalogue
    counter: int
    screen: Screen
    now: Callable[[], datetime]
    request: Callable[[], UUID]
    jobs: Jobs
    reads: Jobs
    language: str = "zh"
    full_screen: bool = False
    alone: Alone | None = None
