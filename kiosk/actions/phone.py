"""Where do I stand, how long will it be, and why not me yet? What a citizen's telephone asks (C6, C48)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kiosk.actions.insight import Insight
from kiosk.actions.shelf import Shelf
from kiosk.actions.why import standing
from kiosk.model.hall import LegState
from kiosk.store import queue as rows
from kiosk.store.database import Store


@dataclass(frozen=True, kw_only=True)
class Passed:
    """Somebody who came later and was called before. why: the codes of that call; slot: of the appointment, as HH:MM."""

    label: str
    why: tuple[str, ...]
    slot: str | None = None


@dataclass(frozen=True, kw_only=True)
class Place:
    """A visit as its own page shows it; nothing personal. state: of the leg that is under way, or of the last.

    service: its code. ahead: people before it, None when it does not wait; classed: how many of them have a class with credit.
    wait_min: from and to. todo: codes of the services after this one. slot: of its own appointment, as HH:MM; early: nobody is called
    for it so long before, unless nobody else waits.
    """

    label: str
    language: str
    state: LegState
    service: str
    counter: int | None = None
    ahead: int | None = None
    classed: int = 0
    wait_min: tuple[int, int] | None = None
    about: bool = False
    passed: tuple[Passed, ...] = ()
    todo: tuple[str, ...] = ()
    slot: str | None = None
    early: bool = False


@dataclass(frozen=True, kw_only=True)
class Phone:
    """What the page reads from; any thread may ask."""

    store: Store
    shelf: Shelf
    insight: Insight

    def names(self, codes: Iterable[str]) -> dict[str, dict[str, str]]:
        """Of these services, in every language; one that the hall has no more is called by its code."""
        edition = self.shelf.now
        known = {code: edition.service(code) for code in codes}
        bare = edition.catalogue.languages
        return {code: dict(service.name) if service else dict.fromkeys(bare, code) for code, service in known.items()}

    def place(self, visit: UUID, now: datetime) -> Place | None:
        """None: there is no such visit here."""
        with self.store.read() as tx:
            leg = rows.present_leg(tx, visit)
            if leg is None:
                return None
            place = Place(
                label=leg.label, language=leg.language, state=leg.state, service=leg.service, todo=rows.get_visit(tx, visit).todo,
                counter=leg.counter if leg.state in {LegState.CALLED, LegState.SERVING} else None,
                slot=self._clock_time(leg.booked_for), early=leg.open_at is not None and leg.pin is None,
            )  # fmt: skip
            if leg.state is not LegState.WAITING:
                return place
            stands = standing(tx, leg)
            passed = tuple(self._passed(one.label, one.why, one.slot) for one in stands.passed)
            waiting = replace(place, ahead=stands.ahead, classed=stands.classed, passed=passed)
        return waiting if waiting.early else self._told(waiting, now)

    def _passed(self, label: str, why: tuple[str, ...], slot: datetime | None) -> Passed:
        """Which class somebody else has is nobody's business."""
        classes = self.shelf.now.policy.credits
        return Passed(label=label, why=tuple("priority" if code in classes else code for code in why), slot=self._clock_time(slot))

    def _clock_time(self, slot: datetime | None) -> str | None:
        return f"{slot.astimezone(self.shelf.catalogue.zone):%H:%M}" if slot else None

    def _told(self, place: Place, now: datetime) -> Place:
        outlook = self.insight.outlook(place.service, (place.ahead or 0) + 1, *self.insight.pace(place.service, now))
        if outlook is None or outlook.told is None:
            return place
        return replace(place, wait_min=(outlook.told.low_min, outlook.told.high_min), about=outlook.about)
