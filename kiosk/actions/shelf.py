"""Which catalogue is in force? One at a time; a new one is taken over between two deeds, without a restart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kiosk.actions.turn import Turn
from kiosk.model.audit import AuditEvent
from kiosk.model.catalogue import Catalogue, Counter, Service
from kiosk.model.queue import Policy, policy_of
from kiosk.store import meta
from kiosk.store import queue as rows
from kiosk.store.database import Transaction

_VERSION = "catalogue version"


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A catalogue in force, and what follows from it. orphans: services with tickets that no counter of it takes; all may serve them."""

    catalogue: Catalogue
    policy: Policy
    orphans: frozenset[str] = field(default=frozenset())

    def service(self, code: str) -> Service | None:
        """None: a service that the hall has no more, though somebody may still wait for it."""
        return self._services.get(code)

    def counter(self, number: int) -> Counter | None:
        return self._counters.get(number)

    @cached_property
    def skills(self) -> Mapping[str, str]:
        """Which services ask for a skill of the clerk, and for which."""
        return {service.code: service.skill for service in self.catalogue.services if service.skill is not None}

    @cached_property
    def _services(self) -> Mapping[str, Service]:
        return {service.code: service for service in self.catalogue.services}

    @cached_property
    def _counters(self) -> Mapping[int, Counter]:
        return {counter.number: counter for counter in self.catalogue.counters}


class Shelf:
    """Holds the edition of the moment; any thread may read it. rest: numbers of the policy that no catalogue says."""

    def __init__(self, catalogue: Catalogue, rest: Policy | None = None) -> None:
        self._rest = rest
        self.now = Edition(catalogue=catalogue, policy=policy_of(catalogue, rest))

    @property
    def catalogue(self) -> Catalogue:
        return self.now.catalogue

    def use(self, catalogue: Catalogue) -> None:
        """At a station, which has no counters of its own to keep anybody for."""
        self.put(catalogue, frozenset())

    def put(self, catalogue: Catalogue, orphans: frozenset[str]) -> None:
        """From the next deed on. orphans: besides what was offered until now and is not any more."""
        gone = _offered(self.catalogue) - _taken(catalogue)
        self.now = Edition(catalogue=catalogue, policy=policy_of(catalogue, self._rest), orphans=orphans | gone)


def note_edition(turn: Turn, catalogue: Catalogue) -> None:
    """Every window is told of the new version, and the audit trail has it."""
    was = meta.get(turn.tx, _VERSION) or ""
    meta.put(turn.tx, _VERSION, catalogue.version)
    turn.tell("catalogue", {"deed": "catalogue", "was": was}, v=catalogue.version)
    turn.note(AuditEvent.CATALOGUE_TAKEN_OVER, version=catalogue.version, was=was)


def last_version(tx: Transaction) -> str | None:
    """Of the catalogue that was in force last; None at a new hub."""
    return meta.get(tx, _VERSION)


def orphans(tx: Transaction, catalogue: Catalogue) -> frozenset[str]:
    """Services that ever gave a ticket and that no counter takes now."""
    return frozenset(rows.waiting(tx)) - _taken(catalogue)


def _taken(catalogue: Catalogue) -> frozenset[str]:
    """By some counter."""
    return frozenset().union(*(counter.services for counter in catalogue.counters))


def _offered(catalogue: Catalogue) -> frozenset[str]:
    """With tickets: a terminal without a hub may still have given one."""
    return frozenset(service.code for service in catalogue.services if service.has_ticket)
