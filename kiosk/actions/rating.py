"""How was it? Whoever was served says so once for each matter, and nobody can tell who it was (C29).

What is kept has no time, no ticket and no person. A one-way mark of the matter refuses a second rating for two days; then it is
thrown away. No free text: it could name people, and somebody would have to read it before anybody else does.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from kiosk.actions import guess, staff
from kiosk.actions.here import MANAGER
from kiosk.actions.item import BadItem
from kiosk.actions.shelf import Shelf
from kiosk.model.audit import AuditEvent
from kiosk.model.canonical import canonical_json
from kiosk.model.catalogue import Audience, Catalogue
from kiosk.model.hall import QueueRefused
from kiosk.model.parcel import HUB, Parcel, ParcelKind
from kiosk.model.rating import GRADES, PHONE, TERMINAL, ByNumber, Matter, Rating, Report, may_rate, offered, read_words, report
from kiosk.security.links import read_link
from kiosk.security.marks import digits, mark
from kiosk.store import audit, outbox
from kiosk.store import rating as rows
from kiosk.store.database import Store, Transaction

MOST_REASONS = 20


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a citizen says of a matter."""

    grade: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A rating as it leaves a terminal. words: of the ticket; None: matter is a form that was filed there, for this service."""

    matter: Matter
    verdict: Verdict
    audience: str = Audience.PERSON
    words: str | None = None


@dataclass(frozen=True)
class Seat:
    """Where somebody says to be signed in."""

    session: str
    counter: int
    station: str


@dataclass(frozen=True, kw_only=True)
class Ratings:
    """The hub's desk for ratings; any thread may ask. key: of this hub; link_key: that the addresses of tickets are sealed with."""

    store: Store
    shelf: Shelf
    key: bytes = field(repr=False)
    link_key: bytes = field(repr=False)
    entropy: Callable[[int], bytes] = field(repr=False)

    @property
    def catalogue(self) -> Catalogue:
        return self.shelf.catalogue

    def matters(self, station: str, words: str, now: datetime) -> tuple[Matter, ...]:
        """What a ticket's holder may rate, at a terminal. words: scanned or typed. Raises QueueRefused unknown-code or wait."""
        with self.store.write() as tx:
            refusal = guess.must_wait(tx, station, now)
            visit = self._visit(tx, words, now) if refusal is None else None
            if visit is not None:
                return self.of_visit(tx, visit, now)
            refusal = refusal or guess.was_wrong(tx, station, now)
        raise refusal

    def of_holder(self, visit: UUID, now: datetime) -> tuple[Matter, ...]:
        """The same, for whoever has the secret of the ticket."""
        with self.store.read() as tx:
            return self.of_visit(tx, visit, now)

    def of_visit(self, tx: Transaction, visit: UUID, now: datetime) -> tuple[Matter, ...]:
        """What of a visit may be rated now, or was."""
        ended = [one for one in rows.completed(tx, visit) if may_rate(one[3], now, self.catalogue.zone)]
        rated = rows.rated(tx, [self._mark(leg) for leg, *_ in ended])
        return tuple(Matter(id=leg, service=service, rated=self._mark(leg) in rated) for leg, service, *_ in ended)

    def give(self, visit: UUID, leg: UUID, verdict: Verdict, *, channel: str = PHONE, now: datetime) -> None:
        """Raises QueueRefused: unknown-leg (not of this visit, not over, or its time has passed), rated."""
        with self.store.write() as tx:
            where = self._of_leg(tx, visit, leg, now)
            if where is None:
                raise QueueRefused("unknown-leg")
            if not self._put(tx, leg, self._rating(verdict, channel=channel, **where), now):
                raise QueueRefused("rated")

    def accept(self, item: Mapping[str, Any], now: datetime, *, station: str) -> bool:
        """A rating from a terminal's outbox; False: there is one, or it came too late. Raises BadItem. Any: JSON of another machine."""
        verdict, at = _said(item), min(_instant(item), now)
        with self.store.write() as tx:
            if "leg" in item:
                visit, leg = self._visit(tx, str(item.get("words")), at), _uuid(item, "leg")
                where = self._of_leg(tx, visit, leg, at) if visit else None
                return where is not None and self._put(tx, leg, self._rating(verdict, channel=TERMINAL, **where), now)
            if not may_rate(at, now, self.catalogue.zone):
                return False
            return self._put(tx, _uuid(item, "submission"), self._of_filing(item, verdict, at, station), now)

    def report(self, first: date, last: date) -> Report:
        """For managers, both days included."""
        return shares(self.store, self.catalogue, first, last)

    def report_for(self, at: Seat, first: date, last: date, *, now: datetime) -> Report:
        """Asked for by somebody who is signed in at a counter. Raises QueueRefused: signed-out, manager-needed."""
        with self.store.read() as tx:
            person = staff.signed_in(tx, at.session, counter=at.counter, station=at.station, now=now)
        if person.role != MANAGER:
            raise QueueRefused("manager-needed")
        return self.report(first, last)

    def keep(self, now: datetime) -> int:
        """One round of the hub: marks that are of no use any more are thrown away."""
        yesterday = now.astimezone(self.catalogue.zone).date() - timedelta(days=1)
        with self.store.write() as tx:
            return rows.forget_marks(tx, yesterday, self.entropy)

    def _visit(self, tx: Transaction, words: str, now: datetime) -> UUID | None:
        """Whose ticket that is: by the secret in its code, or by its number and the digits below it."""
        match read_words(words):
            case str(secret):
                return read_link(self.link_key, secret, now)
            case ByNumber() as number:
                today = now.astimezone(self.catalogue.zone).date()
                found = rows.visits_of(tx, self.catalogue.hall, (today, today - timedelta(days=1)), number)
                return next((visit for visit in found if rating_code(self.key, visit) == number.code), None)
            case _:
                return None

    def _of_leg(self, tx: Transaction, visit: UUID, leg: UUID, now: datetime) -> dict[str, Any] | None:  # Any: fields of a rating
        """Where it was handled; None if it is none of this visit, is not over, or its time has passed."""
        ended = next((one for one in rows.completed(tx, visit) if one[0] == leg), None)
        if ended is None or not may_rate(ended[3], now, self.catalogue.zone):
            return None
        _, service, counter, ended_at = ended
        day = ended_at.astimezone(self.catalogue.zone).date()
        return {"day": day, "service": service, "audience": rows.audience_of(tx, visit), "counter": counter}

    def _of_filing(self, item: Mapping[str, Any], verdict: Verdict, at: datetime, station: str) -> Rating:  # Any: JSON of another machine
        service, audience = str(item.get("service")), str(item.get("audience"))
        if service not in {one.code for one in self.catalogue.services} or audience not in set(Audience):
            raise BadItem("a rating of nothing that is offered here")
        day = at.astimezone(self.catalogue.zone).date()
        return self._rating(verdict, day=day, service=service, audience=audience, station=station, channel=TERMINAL)

    def _rating(self, verdict: Verdict, **where: Any) -> Rating:  # Any: fields of a rating
        """Reasons that do not go with the grade are left out."""
        may = offered(self.catalogue.rating_reasons, verdict.grade)
        return Rating(grade=verdict.grade, reasons=tuple(code for code in may if code in verdict.reasons), **where)

    def _put(self, tx: Transaction, matter: UUID, kept: Rating, now: datetime) -> bool:
        new = rows.put(tx, self._mark(matter), kept)
        if new:
            audit.append(tx, now, AuditEvent.RATING_GIVEN, "citizen", service=kept.service)
        return new

    def _mark(self, matter: UUID) -> str:
        return mark(self.key, "hall-rating-1", matter.bytes)


def send(store: Store, slip: Slip, *, now: datetime) -> bool:
    """At a terminal: on its way to the hub sooner or later, the hub being away or not. False: this matter was rated here before."""
    parcel = _parcel(slip, now)
    with store.write() as tx:
        if outbox.knows(tx, parcel.id, HUB):
            return False
        outbox.put(tx, parcel, now=now)
    return True


def _parcel(slip: Slip, now: datetime) -> Parcel:
    parcel_id = uuid5(slip.matter.id, "rating")
    of: dict[str, object] = {"leg": str(slip.matter.id), "words": slip.words}
    if slip.words is None:
        of = {"submission": str(slip.matter.id), "service": slip.matter.service, "audience": slip.audience}
    said = {"grade": slip.verdict.grade, "reasons": list(slip.verdict.reasons), "created": now.isoformat()}
    body = canonical_json({"id": str(parcel_id), "kind": ParcelKind.RATING, **of, **said}).encode()
    return Parcel(id=parcel_id, kind=ParcelKind.RATING, destination=HUB, body=body, sha256=hashlib.sha256(body).hexdigest())


def shares(store: Store, catalogue: Catalogue, first: date, last: date) -> Report:
    """How matters of these days were rated, both days included."""
    with store.read() as tx:
        found = rows.of_days(tx, first, last)
    return report(found, {service.code: service.department for service in catalogue.services})


def rating_code(key: bytes, visit: UUID) -> str:
    """Six digits on the ticket, for those who type. key: of this hub."""
    return digits(key, "hall-rating-code-1", visit.bytes)


def verdict_of(grade: object, reasons: Sequence[object]) -> Verdict:
    """Raises BadItem for a grade that is none."""
    if type(grade) is not int or grade not in GRADES or len(reasons) > MOST_REASONS:
        raise BadItem("no such grade")
    return Verdict(grade=grade, reasons=tuple(str(reason)[:64] for reason in reasons))


def _said(item: Mapping[str, Any]) -> Verdict:  # Any: JSON of another machine
    reasons = item.get("reasons")
    if item.get("kind") != ParcelKind.RATING or not isinstance(reasons, list):
        raise BadItem("this is not a rating")
    return verdict_of(item.get("grade"), reasons)


def _uuid(item: Mapping[str, Any], name: str) -> UUID:  # Any: JSON of another machine
    try:
        return UUID(str(item.get(name)))
    except ValueError as fault:
        raise BadItem("this is not a rating") from fault


def _instant(item: Mapping[str, Any]) -> datetime:  # Any: JSON of another machine
    try:
        at = datetime.fromisoformat(str(item.get("created")))
    except ValueError as fault:
        raise BadItem("this is not a rating") from fault
    if at.tzinfo is None:
        raise BadItem("a time without a zone")
    return at
