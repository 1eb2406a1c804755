"""What is happening in the hall? The hub's feed of server-sent events, read without a gap and without a double."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from random import Random

import requests

from kiosk.model.board import BoardState, FeedEvent, from_json
from kiosk.model.parcel import LinkState
from sync.http import Answer, Call, SignedSession
from sync.wire import event_of, link_state

STALE_S = 10.0
"""Without a byte for so long (the hub pings every 4 s) the screen says that it is not up to date."""

LONGEST_REST_S = 5.0


@dataclass(frozen=True, kw_only=True)
class Message:
    """One server-sent event (WHATWG HTML, 'Server-sent events'); a comment, such as a ping, has the name "ping"."""

    name: str
    data: str = ""
    id: str = ""


class Parser:
    """Cuts a stream of bytes into messages, wherever the pieces end."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, piece: bytes) -> Iterator[Message]:
        *whole, self._rest = (self._rest + piece).split(b"\n\n")
        return (_message(block.decode("utf-8", "replace")) for block in whole)


def _message(block: str) -> Message:
    fields = {"event": "message", "data": "", "id": ""}
    for line in block.split("\n"):
        name, _, value = line.partition(":")
        if name == "":
            fields["event"] = "ping"
        elif name in fields:
            fields[name] = value.removeprefix(" ")
    return Message(name=fields["event"], data=fields["data"], id=fields["id"])


class FeedReader:
    """Snapshot first, then every event after it, once and in order; `step` is a Worker's. The callbacks run on its thread.

    on_link: UP while the feed speaks, NEAR while it says that a central system is away, DOWN when it has been silent for STALE_S or is
    gone. after: the last event that is known already; None asks for the snapshot. Call `close` before stopping the worker.
    """

    def __init__(
        self, session: SignedSession, *, on_snapshot: Callable[[BoardState], None], on_event: Callable[[FeedEvent], None],
        on_link: Callable[[LinkState], None], random: Random, after: int | None = None,
    ) -> None:  # fmt: skip
        self._session = session
        self._on_snapshot = on_snapshot
        self._on_event = on_event
        self._on_link = on_link
        self._random = random
        self._seq = after
        self._response: requests.Response | None = None
        self._pieces: Iterator[bytes] = iter(())
        self._parser = Parser()
        self._failures = 0
        self._state = LinkState.UNKNOWN
        self._onward = LinkState.UNKNOWN
        self._closed = False

    def step(self) -> float:
        """Connect, or read what comes next: at most STALE_S long."""
        if self._closed:
            return LONGEST_REST_S
        if self._response is None:
            return 0.0 if self._connect() else self._rest_s()
        try:
            piece = next(self._pieces, None)
        except requests.RequestException:
            piece = None
        if piece is None:
            self._hang_up()
            return self._rest_s()
        self._take(piece)
        return 0.0

    def close(self) -> None:
        """From any thread: ends a read under way, for good."""
        self._closed = True
        response = self._response
        if response is not None:
            with suppress(ValueError, RuntimeError, OSError):  # it has just ended by itself
                response.raw.shutdown()

    def _connect(self) -> bool:
        if self._seq is None and not self._snapshot():
            return False
        call = Call(method="GET", path="/v1/feed", headers={"Last-Event-ID": str(self._seq)})
        opened = self._session.stream(call, silence_s=STALE_S)
        if not isinstance(opened, requests.Response):
            return False
        self._response, self._pieces, self._parser = opened, opened.iter_content(None), Parser()
        return True

    def _snapshot(self) -> bool:
        answer = self._session.request(Call(method="GET", path="/v1/hall"))
        if not isinstance(answer, Answer) or answer.status != 200:
            return False
        try:
            state = from_json(json.loads(answer.body))
        except (KeyError, TypeError, ValueError):
            return False
        self._seq = state.seq
        self._on_snapshot(state)
        return True

    def _take(self, piece: bytes) -> None:
        self._failures = 0
        messages = list(self._parser.feed(piece))
        for message in messages:
            if message.name == "link":
                self._onward = link_state(message.data)
        self._turn(LinkState.NEAR if self._onward is LinkState.DOWN else LinkState.UP)
        for message in messages:
            if message.name == "reset":
                self._seq = None
                self._hang_up()
                return
            if message.name == "message" and message.id.isdigit() and int(message.id) > (self._seq or 0):
                self._seq = int(message.id)
                self._on_event(event_of(self._seq, message.data))

    def _hang_up(self) -> None:
        if self._response is not None:
            self._response.close()
        self._response, self._pieces = None, iter(())

    def _rest_s(self) -> float:
        self._turn(LinkState.DOWN)
        ceiling_s = min(LONGEST_REST_S, 0.25 * 2**self._failures)
        self._failures = min(self._failures + 1, 16)
        return self._random.uniform(0, ceiling_s)

    def _turn(self, state: LinkState) -> None:
        if state is not self._state:
            self._state = state
            self._on_link(state)
