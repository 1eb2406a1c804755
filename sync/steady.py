"""How does a terminal give tickets whatever the hub does? It asks the hub, and gives one of its own when that does not answer."""

from collections.abc import Callable
from uuid import UUID

from kiosk.actions import away
from kiosk.actions.away import TicketDesk, Wish
from kiosk.model.hall import Hall, HallAway, Ticket

LOOK_S = 4.0
"""Between two looks whether the hub answers."""

LOCKED_OUT = frozenset({"device-revoked", "not-for-this-role"})
"""The hub has answered: this machine must give no tickets."""


class SteadyHall:
    """What a terminal needs of a Hall: a ticket, its number and its paper in one commit here, within two seconds.

    The same request gives the same ticket for 48 h, whoever gave it. If the hub's answer was lost, both may have given one: the
    number on the paper counts, and the hub lets the other go when it hears of it. Once an answer did not come, nobody waits for the
    hub until `step` has seen it again. on_back: called when it is, on the thread of `step`.
    """

    def __init__(self, hub: Hall, desk: TicketDesk, *, ping: Callable[[], bool], on_back: Callable[[], None] = lambda: None) -> None:
        self._hub = hub
        self._desk = desk
        self._ping = ping
        self._on_back = on_back
        self._is_away = False

    @property
    def is_away(self) -> bool:
        """As far as was seen last; any thread may ask."""
        return self._is_away

    def step(self) -> float:
        """A Worker's: look whether the hub answers, so that no citizen has to wait to find out."""
        was_away, self._is_away = self._is_away, not self._ping()
        if was_away and not self._is_away:
            self._on_back()
        return LOOK_S

    def take_ticket(
        self, request: UUID, *, service: str, language: str, audience: str, priority: str | None = None, submission: UUID | None = None
    ) -> Ticket:
        known = away.given_here(self._desk, request)
        if known is not None:
            return known
        wish = Wish(service=service, language=language, audience=audience, priority=priority, submission=submission)
        ticket = None if self._is_away else self._from_hub(request, wish)
        if ticket is None:
            return away.issue(self._desk, request, wish)
        away.keep(self._desk, request, wish, ticket)
        return ticket

    def _from_hub(self, request: UUID, wish: Wish) -> Ticket | None:
        """None: it does not answer."""
        try:
            return self._hub.take_ticket(request, **vars(wish))
        except HallAway as fault:
            if fault.facts.get("reason") in LOCKED_OUT:
                raise
            self._is_away = True
            return None
