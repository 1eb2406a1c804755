"""Who sits where, and may they? What every deed of a clerk at a counter stands on."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from uuid import UUID

from kiosk.actions.turn import Turn
from kiosk.model.catalogue import Catalogue, Counter
from kiosk.model.hall import CounterState, CounterView, Deed, Leg, Order, QueueRefused
from kiosk.model.queue import COUNTER_AFTER, Policy
from kiosk.store import queue as rows
from kiosk.store.staff import Person

BUSY = frozenset({CounterState.CALLING, CounterState.SERVING})
MANAGER = "manager"


@dataclass(frozen=True, kw_only=True)
class Here:
    """A signed-in clerk at a counter, and the counter as it stands."""

    clerk: Person
    counter: Counter
    view: CounterView
    policy: Policy
    catalogue: Catalogue
    new_id: Callable[[], UUID] = field(repr=False)

    @property
    def services(self) -> frozenset[str]:
        """What this clerk may serve here, of what a manager has set for the counter, or else of the catalogue. Raises no-skill."""
        services = self.clerk.skills(frozenset(self.view.services) or self.counter.services)
        if not services:
            raise QueueRefused("no-skill")
        return services

    @property
    def pins(self) -> frozenset[str]:
        """Under which names legs are kept for this clerk or this counter."""
        return frozenset({f"staff {self.clerk.code}", f"counter {self.counter.number}"})

    @property
    def is_manager(self) -> bool:
        return self.clerk.role == MANAGER

    def after(self, deed: Deed, leg: Leg | None = None) -> CounterView:
        """The counter after a deed; a pause that was asked for begins when the citizen has gone."""
        state, view = COUNTER_AFTER[deed], self.view
        own = CounterView(number=view.number, state=state, staff=self.clerk.code, pausing=view.pausing)
        if leg is not None:
            return replace(own, leg=leg.id)
        if state is CounterState.AVAILABLE and view.pausing is not None:
            return replace(own, state=CounterState.PAUSED, reason=view.pausing, pausing=None)
        return own


def refuse_if_busy(view: CounterView) -> None:
    if view.state in BUSY:
        raise QueueRefused("counter-busy", label=view.label or "")


def refuse_unless_mine(here: Here) -> None:
    if here.view.state is CounterState.CLOSED:
        raise QueueRefused("wrong-state", state=here.view.state)
    if here.view.staff != here.clerk.code:
        raise QueueRefused("not-yours")


def refuse_unless_free(here: Here) -> None:
    """A counter that can take somebody now."""
    refuse_if_busy(here.view)
    refuse_unless_mine(here)
    if here.view.state is CounterState.PAUSED:
        raise QueueRefused("wrong-state", state=here.view.state)


def held(turn: Turn, here: Here) -> Leg:
    """The leg that this clerk has here. Raises QueueRefused wrong-state or not-yours."""
    refuse_unless_mine(here)
    if here.view.leg is None:
        raise QueueRefused("wrong-state", state=here.view.state)
    return rows.get_leg(turn.tx, here.view.leg)


def reason_of(order: Order) -> str:
    """Raises QueueRefused reason-needed."""
    if not order.reason:
        raise QueueRefused("reason-needed")
    return order.reason
