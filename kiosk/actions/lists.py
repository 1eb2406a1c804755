"""What does a clerk see? The lists of one counter, read in one go for whoever is signed in there."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from kiosk.actions import staff
from kiosk.actions.here import MANAGER, served
from kiosk.actions.queue import LocalHall, desk_of
from kiosk.actions.undo import undoable
from kiosk.actions.why import standing
from kiosk.model.hall import CounterView, Leg, LegState, QueueRefused
from kiosk.model.lists import PAGE, CounterLists, EarlyWarning, Present, Row, Standing
from kiosk.store import lists, notes
from kiosk.store import queue as rows
from kiosk.store.database import Transaction
from kiosk.store.staff import Person

ABSENT_SINCE = timedelta(hours=1)
ABSENT_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class _Clerk:
    """Who asks, where, and for which services."""

    person: Person
    view: CounterView
    services: tuple[str, ...]
    now: datetime

    @property
    def pins(self) -> tuple[str, str]:
        return f"staff {self.person.code}", f"counter {self.view.number}"

    @property
    def is_manager(self) -> bool:
        return self.person.role == MANAGER


def nothing(_now: datetime) -> tuple[EarlyWarning, ...]:
    """For a hall that looks at no forecast."""
    return ()


@dataclass(frozen=True, kw_only=True)
class LocalLists:
    """The lists of a hall that is kept in this machine's store; any thread may ask. warnings: what threatens each line now."""

    hall: LocalHall
    warnings: Callable[[datetime], tuple[EarlyWarning, ...]] = nothing

    def for_station(self, station: str) -> "LocalLists":
        """The same lists, read from another station."""
        return replace(self, hall=self.hall.for_station(station))

    def read(self, *, session: str, counter: int, find: str = "") -> CounterLists:
        warnings = self.warnings(self.hall.now())
        with self.hall.store.read() as tx:
            clerk = self._clerk(tx, session, counter)
            counts = {service: count for service, count in rows.waiting(tx).items() if count and service in clerk.services}
            return CounterLists(
                view=clerk.view, services=clerk.services, count=sum(counts.values()), waiting=_waiting(tx, clerk, counts),
                held=tuple(_row(leg, clerk, since=leg.started_at) for leg in lists.held(tx, clerk.services, PAGE)),
                absent=tuple(self._absent(clerk, leg) for leg in lists.absent(tx, clerk.services, clerk.now - ABSENT_SINCE, ABSENT_SHOWN)),
                elsewhere=_elsewhere(tx, clerk), found=self._found(tx, clerk, find), present=_present(tx, clerk),
                undo=undoable(tx, clerk.view, clerk.person, policy=self.hall.policy, now=clerk.now), warnings=warnings,
                desks=tuple(view for view, _ in rows.counters(tx)) if clerk.is_manager else (),
            )  # fmt: skip

    def why(self, *, session: str, counter: int, leg: UUID) -> Standing:
        with self.hall.store.read() as tx:
            self._clerk(tx, session, counter)
            found = rows.find_leg(tx, leg)
            if found is None:
                raise QueueRefused("unknown-leg")
            if found.state is not LegState.WAITING:
                raise QueueRefused("wrong-state", state=found.state)
            stands = standing(tx, found)
        return replace(stands, wait_min=self._wait(found.service, stands.ahead + 1))

    def _clerk(self, tx: Transaction, session: str, counter: int) -> _Clerk:
        edition, now, view = self.hall.shelf.now, self.hall.now(), rows.get_counter(tx, counter)
        place = desk_of(edition, view)
        person = staff.signed_in(tx, session, counter=counter, station=self.hall.station, now=now)
        services = served(person, place, view, edition)
        return _Clerk(person=person, view=view, services=tuple(sorted(services)), now=now)

    def _absent(self, clerk: _Clerk, leg: Leg) -> Row:
        policy = self.hall.policy
        assert leg.ended_at is not None, "a no-show has ended"
        late = clerk.now > leg.ended_at + policy.reinstate_within or leg.absences >= policy.absences
        return _row(leg, clerk, since=leg.ended_at, late=late)

    def _found(self, tx: Transaction, clerk: _Clerk, said: str) -> tuple[Row, ...]:
        catalogue = self.hall.catalogue
        if not said:
            return ()
        series = sorted({service.series for service in catalogue.services if service.series})
        day = clerk.now.astimezone(catalogue.zone).date()
        legs = lists.by_number(tx, said, hall=catalogue.hall, day=day, series=series)
        return tuple(self._absent(clerk, leg) if leg.state is LegState.NO_SHOW else _row(leg, clerk, since=_since(leg)) for leg in legs)

    def _wait(self, service: str, people: int) -> tuple[int, int] | None:
        insight = self.hall.insight
        outlook = insight.outlook(service, people, *insight.pace(service, self.hall.now())) if insight else None
        return (outlook.told.low_min, outlook.told.high_min) if outlook and outlook.told else None


def _waiting(tx: Transaction, clerk: _Clerk, busy: Collection[str]) -> tuple[Row, ...]:
    """By due time; those who are booked for later come last. busy: services for which somebody waits."""
    kept = lists.kept(tx, clerk.services, clerk.pins, PAGE)
    own = [leg for leg in kept if leg.pin is not None]
    first = sorted([*lists.first_waiting(tx, busy, PAGE), *own], key=lambda leg: (leg.due, leg.arrived_at, leg.id))
    booked = [leg for leg in kept if leg.pin is None]
    return tuple(_row(leg, clerk) for leg in (*first, *booked)[:PAGE])


def _row(leg: Leg, clerk: _Clerk, *, since: datetime | None = None, late: bool = False) -> Row:
    served = clerk.is_manager or leg.service in clerk.services
    return Row(
        leg=leg.id, label=leg.label, service=leg.service, state=leg.state, arrived_at=leg.arrived_at, since=since,
        priority=leg.priority, counter=leg.counter, open_at=leg.open_at, kept=leg.pin is not None, reason=leg.reason, pool=leg.pool,
        mine=served and (leg.pin is None or leg.pin in clerk.pins or clerk.is_manager), late=late,
        slot=leg.booked_for,
    )  # fmt: skip


def _elsewhere(tx: Transaction, clerk: _Clerk) -> tuple[Row, ...]:
    """Called or served at other counters, of the services here; a manager sees all."""
    views = [view for view, _ in rows.counters(tx) if view.leg is not None and view.number != clerk.view.number]
    seen = [view.leg for view in views if view.leg and (clerk.is_manager or view.service in clerk.services)]
    legs = [rows.get_leg(tx, leg_id) for leg_id in seen]
    return tuple(_row(leg, clerk, since=_since(leg)) for leg in legs)


def _since(leg: Leg) -> datetime | None:
    return leg.ended_at or leg.started_at or leg.called_at


def _present(tx: Transaction, clerk: _Clerk) -> Present | None:
    if clerk.view.leg is None:
        return None
    leg = rows.get_leg(tx, clerk.view.leg)
    why, passed = lists.why_called(tx, leg)
    return Present(
        leg=leg.id, label=leg.label, service=leg.service, language=leg.language, arrived_at=leg.arrived_at, called_at=leg.called_at,
        started_at=leg.started_at, calls=leg.calls, priority=leg.priority, done=lists.done_before(tx, leg), todo=clerk.view.todo,
        note=notes.note_of(tx, leg.visit), back=leg.return_to is not None, why=why, passed=passed,
        submission=lists.submission_of(tx, leg.visit),
    )  # fmt: skip
