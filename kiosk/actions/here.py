"""Who sits where, and may they? What every deed of a clerk at a counter stands on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from kiosk.actions.shelf import Edition
from kiosk.actions.turn import Turn
from kiosk.model.catalogue import Catalogue, Counter
from kiosk.model.hall import CounterState, CounterView, Deed, Leg, Order, QueueRefused
from kiosk.model.queue import BUSY, COUNTER_AFTER, Policy
from kiosk.store import queue as rows
from kiosk.store.staff import Person

MANAGER = "manager"
_REASONED: Mapping[Deed, str] = {
    Deed.HOLD: "hold", Deed.PAUSE: "pause", Deed.TRANSFER: "transfer", Deed.REQUEUE: "requeue", Deed.CANCEL: "cancel",
    Deed.CALL_CHOSEN: "chosen", Deed.REINSTATE: "reinstate", Deed.TAKE_OVER: "take_over", Deed.OPEN_LANE: "take_over",
    Deed.SET_CLASS: "emergency",
}  # fmt: skip
"""Under which word the catalogue offers reasons for a deed."""


def served(clerk: Person, counter: Counter, view: CounterView, edition: Edition) -> frozenset[str]:
    """What a clerk may serve at a counter: of what a manager has set for it, or else of the catalogue."""
    offered = counter.services if view.services is None else view.services
    return clerk.may_serve(offered | edition.orphans, edition.skills)


@dataclass(frozen=True, kw_only=True)
class Here:
    """A signed-in clerk at a counter, and the counter as it stands."""

    clerk: Person
    counter: Counter
    view: CounterView
    edition: Edition
    new_id: Callable[[], UUID] = field(repr=False)

    @property
    def catalogue(self) -> Catalogue:
        return self.edition.catalogue

    @property
    def policy(self) -> Policy:
        return self.edition.policy

    @cached_property
    def services(self) -> frozenset[str]:
        """What this clerk may serve here. Raises QueueRefused no-skill if that is nothing."""
        services = served(self.clerk, self.counter, self.view, self.edition)
        if not services:
            raise QueueRefused("no-skill")
        return services

    @property
    def relief(self) -> frozenset[str]:
        """Of these, what is served here only to help out; a manager's word goes before it."""
        return self.counter.relief if self.view.services is None else frozenset()

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

    def after_leaving(self, deed: Deed, leg: Leg, now: datetime) -> CounterView:
        """The counter after a deed that lets go of `leg`: the clerk has the time that its service needs to be wrapped up."""
        own, service = self.after(deed), self.edition.service(leg.service)
        if service is None or service.wrap_s == 0 or own.state is not CounterState.AVAILABLE:
            return own
        return replace(own, state=CounterState.WRAP_UP, wrap_until=now + timedelta(seconds=service.wrap_s))


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


def reason_of(here: Here, order: Order) -> str:
    """One of the hall's reasons for this deed, or any where it has none. Raises QueueRefused reason-needed, unknown-reason."""
    reason = reason_if_any(here, order)
    if not reason:
        raise QueueRefused("reason-needed")
    return reason


def reason_if_any(here: Here, order: Order) -> str | None:
    """Raises QueueRefused unknown-reason."""
    known = {reason.code for reason in here.catalogue.reasons if _REASONED[order.deed] in reason.deeds}
    if order.reason and known and order.reason not in known:
        raise QueueRefused("unknown-reason", code=order.reason)
    return order.reason or None


def outcome_of(here: Here, leg: Leg, order: Order) -> str | None:
    """How the matter ended, if the service wants to know. Raises QueueRefused outcome-needed, unknown-outcome."""
    service = here.edition.service(leg.service)
    if service is None:
        return order.outcome
    if order.outcome is None and service.outcome_needed:
        raise QueueRefused("outcome-needed")
    if order.outcome is not None and service.outcomes and order.outcome not in service.outcomes:
        raise QueueRefused("unknown-outcome", code=order.outcome)
    return order.outcome
