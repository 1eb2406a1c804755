"""How does a terminal give tickets whatever the hub does? It asks the hub, and gives one of its own when that does not answer."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from kiosk.actions import away
from kiosk.actions.away import TicketDesk, Wish
from kiosk.model.hall import Hall, HallAway, Ticket

ASK_AGAIN = timedelta(seconds=10)
"""After an answer did not come, nobody waits for the hub for so long."""

LOCKED_OUT = frozenset({"device-revoked", "not-for-this-role"})
"""The hub has answered: this machine must give no tickets."""


class SteadyHall:
    """What a terminal needs of a Hall: a ticket, its number and its paper in one commit here, within two seconds.

    The same request gives the same ticket for 48 h, whoever gave it. If the hub's answer was lost, both may have given one: the
    number on the paper counts, and the hub lets the other go when it hears of it. on_answer: called with True after an answer of the hub
    and with False after a ticket of our own; on the caller's thread.
    """

    def __init__(self, hub: Hall, desk: TicketDesk, *, on_answer: Callable[[bool], None] = lambda _: None) -> None:
        self._hub = hub
        self._desk = desk
        self._on_answer = on_answer
        self._away_since: datetime | None = None

    def take_ticket(self, request: UUID, *, service: str, language: str, audience: str, priority: str | None = None) -> Ticket:
        known = away.given_here(self._desk, request)
        if known is not None:
            return known
        wish = Wish(service=service, language=language, audience=audience, priority=priority)
        ticket = self._from_hub(request, wish)
        if ticket is None:
            ticket = away.issue(self._desk, request, wish)
            self._on_answer(False)
            return ticket
        away.keep(self._desk, request, wish, ticket)
        self._on_answer(True)
        return ticket

    def _from_hub(self, request: UUID, wish: Wish) -> Ticket | None:
        """None: it does not answer, or has not answered a moment ago."""
        now = self._desk.now()
        if self._away_since is not None and abs(now - self._away_since) < ASK_AGAIN:
            return None
        try:
            ticket = self._hub.take_ticket(request, **vars(wish))
        except HallAway as fault:
            if fault.facts.get("reason") in LOCKED_OUT:
                raise
            self._away_since = self._desk.now()
            return None
        self._away_since = None
        return ticket
