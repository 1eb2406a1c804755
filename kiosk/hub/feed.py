"""How does the hall hear what happens? Server-sent events, each row read and encoded once, to every window that listens."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header
from fastapi.responses import StreamingResponse

from kiosk.actions import feed as happenings
from kiosk.clock import Clock
from kiosk.model.board import FeedEvent, to_json
from kiosk.model.device import DeviceRole
from kiosk.model.parcel import LinkState
from kiosk.store.database import Store
from sync.inbox import allow
from sync.wire import event_to_json

PING_S = 4.0
POLL_S = 1.0
"""Events of other programs on the same database are seen within this time."""

TOGETHER_S = 0.005
"""Events within this time are read and sent together."""

WAITING_EVENTS = 256
"""So many may wait for one listener; then it is cut off, and resumes with Last-Event-ID."""

MOST_BEHIND = 5_000
"""Whoever lacks more events takes the snapshot: that is sooner there."""

_BATCH = 200
_RESET = b"event: reset\ndata:\n\n"


class Listener:
    """One open stream, on the loop: what it has not sent yet."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, bytes]] = []
        self._awake = asyncio.Event()
        self._is_over = False

    def offer(self, seq: int, line: bytes) -> bool:
        """False: it is too slow, and was cut off."""
        if len(self._waiting) >= WAITING_EVENTS:
            self.end()
            return False
        self._waiting.append((seq, line))
        self._awake.set()
        return True

    def beat(self) -> None:
        """Time for a ping."""
        self._awake.set()

    def end(self) -> None:
        self._is_over = True
        self._awake.set()

    async def next(self) -> list[tuple[int, bytes]] | None:
        """All that has come since, by number; nothing: a ping is due; None: it is over."""
        await self._awake.wait()
        self._awake.clear()
        come, self._waiting = self._waiting, []
        if not self._is_over:
            return come
        self._awake.set()  # the end is told after what came before it
        return come or None


class Feed:
    """Tells listeners of each event, in order. `step` is a Worker's: it reads the rows; the listeners live on the server's loop.

    While nobody listens nothing is read; while many things happen at once they are read together. onward: whether the hub reaches
    the central systems, told at the beginning, with every ping, and after an event if it has changed.
    """

    def __init__(self, store: Store, onward: Callable[[], LinkState] = lambda: LinkState.UNKNOWN) -> None:
        self._store = store
        self._onward = onward
        self._listeners: set[Listener] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._worker_wake: Callable[[], None] = lambda: None
        self._told: int | None = None
        self._is_waking = False

    def open(self, wake: Callable[[], None]) -> None:
        """On the loop, before the worker starts; wake: the worker's."""
        self._loop = asyncio.get_running_loop()
        self._worker_wake = wake
        self._loop.call_later(PING_S, self._beat, self._loop)

    def wake(self) -> None:
        """From any thread: something was committed that may have made an event."""
        if self._told is not None and not self._is_waking and self._loop is not None:
            self._is_waking = True
            self._loop.call_soon_threadsafe(self._loop.call_later, TOGETHER_S, self._wake_now)

    def step(self) -> float:
        """Read what is new and hand it over to the loop."""
        told = self._told
        if told is None or self._loop is None:
            return POLL_S
        events = happenings.events_after(self._store, told, _BATCH)
        if events:
            self._told = events[-1].seq
            self._loop.call_soon_threadsafe(self._tell, [(event.seq, _line(event)) for event in events])
        return 0.0 if len(events) == _BATCH else POLL_S

    def end(self) -> None:
        """From any thread, while the server runs: close all streams; windows come back after the last event they have."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._end)

    async def stream(self, after: int) -> AsyncIterator[bytes]:
        """Listens first, then reads the rows after `after`, then passes on what it did not send yet."""
        listener = Listener()
        self._listeners.add(listener)
        try:
            yield self._ping()
            first, last = await run_sync(happenings.bounds, self._store)
            self._told = last if self._told is None else self._told
            if not max(first - 1, last - MOST_BEHIND) <= after <= last:
                yield _RESET
                return
            more = after < last
            while more:  # what happens meanwhile comes to the listener: who reads until nothing is new never ends in a busy hall
                rows = await run_sync(happenings.events_after, self._store, after, _BATCH)
                more = len(rows) == _BATCH
                after = rows[-1].seq if rows else after
                yield b"".join(map(_line, rows))
            async for line in self._live(listener, after):
                yield line
        finally:
            self._listeners.discard(listener)
            self._told = self._told if self._listeners else None

    async def beats(self) -> AsyncIterator[bool]:
        """True after an event, False with every ping; ends with the streams. For those who ask what has changed by themselves."""
        listener = Listener()
        self._listeners.add(listener)
        try:
            if self._told is None:
                self._told = (await run_sync(happenings.bounds, self._store))[1]
            while True:
                heard = await listener.next()
                if heard is None:
                    return
                yield bool(heard)
        finally:
            self._listeners.discard(listener)
            self._told = self._told if self._listeners else None

    async def _live(self, listener: Listener, after: int) -> AsyncIterator[bytes]:
        told = self._ping()
        while (heard := await listener.next()) is not None:
            new = [line for seq, line in heard if seq > after]
            after = max([after, *(seq for seq, _ in heard)])
            if not heard or self._ping() != told:
                told = self._ping()
                new.append(told)
            if new:
                yield b"".join(new)

    def _ping(self) -> bytes:
        return b"event: link\ndata: %s\n\n" % str(self._onward()).encode()

    def _wake_now(self) -> None:
        self._is_waking = False
        self._worker_wake()

    def _tell(self, lines: Sequence[tuple[int, bytes]]) -> None:
        for seq, line in lines:
            self._listeners = {listener for listener in self._listeners if listener.offer(seq, line)}

    def _beat(self, loop: asyncio.AbstractEventLoop) -> None:
        """One clock for all, instead of one for each listener and event."""
        for listener in self._listeners:
            listener.beat()
        loop.call_later(PING_S, self._beat, loop)

    def _end(self) -> None:
        for listener in self._listeners:
            listener.end()


def feed_routes(store: Store, feed: Feed, clock: Clock) -> APIRouter:
    router = APIRouter(dependencies=[Depends(allow(*DeviceRole))])

    @router.get("/v1/hall")
    def hall() -> dict[str, object]:
        return to_json(happenings.snapshot(store, clock.now()))

    @router.get("/v1/feed")
    async def events(last_event_id: Annotated[int, Header(ge=0)] = 0) -> StreamingResponse:
        return StreamingResponse(feed.stream(last_event_id), media_type="text/event-stream", headers={"cache-control": "no-store"})

    return router


def _line(event: FeedEvent) -> bytes:
    return b"id: %d\ndata: %s\n\n" % (event.seq, event_to_json(event))
