"""Which appointments has the centre given? The hub asks for the news every few minutes, and keeps them for days without a line."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.actions.appointment import cursor, keep, set_cursor, take_over
from kiosk.actions.queue import LocalHall
from kiosk.model.appointment import Booking, clean_code
from kiosk.model.catalogue import Catalogue
from sync.http import Answer, Call, SignedSession

PULL_S = 180.0
PATH = "/v1/appointments"


@dataclass(frozen=True, kw_only=True)
class Page:
    """News in their order. last: the number of the newest that the centre has; left: how many could not be used."""

    bookings: tuple[Booking, ...]
    seq: int
    last: int
    left: int = 0

    @property
    def more(self) -> bool:
        return self.seq < self.last


class AppointmentPuller:
    """News of one central system; `step` is a Worker's. on_news: called after something was taken over."""

    def __init__(self, session: SignedSession, hall: LocalHall, central: str, *, on_news: Callable[[Page], None]) -> None:
        self._session = session
        self._hall = hall
        self._central = central
        self._on_news = on_news

    def step(self) -> float:
        """All news there are, page by page; the rest until the next look. A centre without appointments is asked all the same."""
        while True:
            known = cursor(self._hall.store, self._central)
            page = news(self._session, known, self._hall.catalogue)
            if page is None:
                return PULL_S
            if page.last < known:  # the centre was put back from a copy: everything is asked for again
                set_cursor(self._hall.store, self._central, 0)
                continue
            if page.seq > known:
                take_over(self._hall, page.bookings, self._central)
                set_cursor(self._hall.store, self._central, page.seq)
                while keep(self._hall):
                    pass
                self._on_news(page)
            if not page.more:
                return PULL_S


def news(session: SignedSession, after: int, catalogue: Catalogue) -> Page | None:
    """None: the centre does not answer, or has no such thing."""
    answer = session.request(Call(method="GET", path=PATH, query={"after": str(after)}))
    if not isinstance(answer, Answer) or answer.status != 200:
        return None
    try:
        told = json.loads(answer.body)
        items, last = list(told["items"]), int(told["last"])
        seq = max((int(item["seq"]) for item in items), default=min(after, last))
    except (ValueError, KeyError, TypeError):
        return None
    found = {item["code"]: booking for item in items if (booking := _booking(item, catalogue)) is not None}
    return Page(bookings=tuple(found.values()), seq=seq, last=last, left=len(items) - len(found))


def _booking(item: Any, catalogue: Catalogue) -> Booking | None:  # Any: JSON of another machine
    """None: it is for no service of this hall, or cannot be understood."""
    try:
        code, slot, language = clean_code(item["code"]), datetime.fromisoformat(item["slot"]), str(item.get("language"))
        service, hall, cancelled = str(item["service"]), str(item["hall"]), item.get("cancelled") is True
    except (ValueError, KeyError, TypeError):
        return None
    here = hall == catalogue.hall
    offered = any(one.code == service and one.has_ticket for one in catalogue.services)
    if code is None or slot.tzinfo is None or (here and not offered):
        return None
    known = language if language in catalogue.languages else catalogue.languages[0]
    return Booking(code=code, service=service, slot=slot, language=known, hall="" if here else hall, cancelled=cancelled)
