"""The hall's service over HTTP: a face of the actions, with no rules of its own."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from fastapi import FastAPI, Request, Response
from starlette.types import Receive, Scope, Send

from kiosk.actions.case import LocalCases
from kiosk.actions.filing import Forwarding
from kiosk.actions.lists import LocalLists
from kiosk.actions.queue import LocalHall
from kiosk.actions.rating import Ratings
from kiosk.actions.restoring import epoch_of
from kiosk.clock import Clock
from kiosk.hub.appointment import appointment_routes
from kiosk.hub.devices import Roster, device_routes
from kiosk.hub.feed import Feed, feed_routes
from kiosk.hub.inbox import station_inbox
from kiosk.hub.lending import lending_routes
from kiosk.hub.lists import lists_routes
from kiosk.hub.phone import PATH, PhoneParts, phone_routes
from kiosk.hub.queue import deeds, queue_routes
from kiosk.hub.rating import rating_routes
from kiosk.hub.straight import Straight, problem_of_fault
from kiosk.model.errors import KioskError
from kiosk.model.parcel import LinkState
from kiosk.security.seal import SealKey
from kiosk.store.database import Store
from kiosk.worker import Worker
from sync.door import Door, DoorParts, problem_response
from sync.inbox import inbox_routes, make_v1_app


@dataclass(frozen=True, kw_only=True)
class HubParts:
    """What the hub consists of.

    hall: the queue on the hub's own store; authority: host and port as stations call it; forwarding: the hall's seal keys and those
    of the central systems; seal_keys, publishers: told to stations at enrolment; on_accepted: wakes the couriers to the central systems;
    on_fault: our own faults, in a request or beside it; onward: whether the central systems answer this hub; phone: pages of tickets
    for telephones, if the hall has them; lists, cases: what consoles read.
    """

    store: Store
    hall: LocalHall
    authority: str
    clock: Clock
    forwarding: Forwarding = field(repr=False)
    seal_keys: tuple[SealKey, ...] = ()
    publishers: Callable[[], Sequence[bytes]] = tuple
    on_accepted: Callable[[], None] = lambda: None
    onward: Callable[[], LinkState] = lambda: LinkState.UNKNOWN
    on_fault: Callable[[Exception], None]
    phone: PhoneParts | None = None
    lists: LocalLists | None = None
    cases: LocalCases | None = None

    @property
    def ratings(self) -> Ratings:
        """The desk for ratings, on the same store and with the same keys."""
        link_key = self.phone.secret if self.phone else self.hall.pepper
        hall = self.hall
        return Ratings(store=self.store, shelf=hall.shelf, key=hall.pepper, link_key=link_key, entropy=hall.entropy)


class Hub:
    """The hub as an ASGI app."""

    def __init__(self, parts: HubParts) -> None:
        self._feed = Feed(parts.store, parts.onward)
        self._teller = Worker("feed", self._feed.step, on_fault=parts.on_fault)
        ratings = parts.ratings
        inbox = station_inbox(parts.hall.for_station, parts.forwarding, self._taken_in(parts.on_accepted), ratings)
        inbox = replace(inbox, onward=parts.onward, epoch=epoch_of(parts.store))
        app = make_v1_app(
            inbox_routes(inbox),
            queue_routes(parts.hall.for_station),
            appointment_routes(parts.hall.for_station, self._feed.wake),
            rating_routes(ratings, parts.clock),
            lending_routes(parts.hall.for_station),
            feed_routes(parts.store, self._feed, parts.clock),
            *([lists_routes(parts.lists, parts.cases)] if parts.lists and parts.cases else []),
            device_routes(parts.store, parts.clock, parts.hall.catalogue.hall, parts.seal_keys, parts.publishers),
            *([phone_routes(parts.phone, self._feed, ratings)] if parts.phone else []),
            on_fault=parts.on_fault,
            lifespan=self._alive,
        )
        _tell_faults(app)
        app.add_middleware(
            Straight, routes=deeds(parts.hall.for_station), changed=self._feed.wake, store=parts.store
        )  # fmt: skip
        find = Roster(parts.store, parts.clock).find
        self._door = Door(app, DoorParts(
            authority=parts.authority, find=find, clock=parts.clock, open_below=(PATH,) if parts.phone else ()
        ))  # fmt: skip

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._door(scope, receive, send)

    def wake_feed(self) -> None:
        """From any thread: something else in this program has made an event."""
        self._feed.wake()

    def _taken_in(self, on_accepted: Callable[[], None]) -> Callable[[], None]:
        """What comes in may be a ticket, and then the windows must see it."""

        def told() -> None:
            on_accepted()
            self._feed.wake()

        return told

    def end_streams(self) -> None:
        """From any thread: close all feeds, as before a stop (`before_stop` of sync.serve.Server); windows come back by themselves."""
        self._feed.end()

    @asynccontextmanager
    async def _alive(self, _app: FastAPI) -> AsyncIterator[None]:
        self._feed.open(self._teller.wake)
        self._teller.start()
        yield
        self._teller.stop()


def make_app(parts: HubParts) -> Hub:
    return Hub(parts)


def _tell_faults(app: FastAPI) -> None:
    @app.exception_handler(KioskError)
    async def faulty(_request: Request, fault: KioskError) -> Response:
        return problem_response(problem_of_fault(fault))
