"""Who may come in? The server's side of protocol v1 in front of an app: body limits, signatures, nonces, revocation."""

from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import format_datetime
from http import HTTPStatus

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.clock import Clock
from kiosk.model.device import Device
from kiosk.model.errors import KioskError
from kiosk.security.signatures import Nonces, Seen, verify
from sync.protocol import ATTACHMENT_LIMIT_BYTES, JSON_LIMIT_BYTES, PROTOCOL_HEADER, Problem, inflate

ATTACHMENTS = "/v1/attachments/"
_PROTOCOL = PROTOCOL_HEADER.lower()


@dataclass(frozen=True, kw_only=True)
class DoorParts:
    """authority: host and port as clients call this server; find: a device by its id.

    unsigned: paths open to everybody; open_below: paths that begin so are open to whoever knows them.
    """

    authority: str
    find: Callable[[str], Device | None] = field(repr=False)
    clock: Clock
    unsigned: frozenset[str] = frozenset({"/v1/ping", "/v1/devices:enrol"})
    open_below: tuple[str, ...] = ()
    scheme: str = "http"


class Door:
    """ASGI: lets a request through with its whole, inflated body, and with the device that signed it in `scope["device"]`."""

    def __init__(self, app: ASGIApp, parts: DoorParts) -> None:
        self._app = app
        self._parts = parts
        self._nonces = Nonces(parts.clock.now())
        self._date = (0, b"")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = Seen.of(scope["method"], self._url(scope), scope["headers"])
        dated = self._dated(send)
        body = await _whole_body(scope, seen, receive)
        outcome = Problem(status=413, name="too-large") if body is None else self._judged(scope, seen, body)
        if isinstance(outcome, Problem):
            await problem_response(outcome, closing=body is None)(scope, receive, dated)
            return
        await self._app(scope, _replay(outcome, receive), dated)

    def _judged(self, scope: Scope, seen: Seen, wire: bytes) -> bytes | Problem:
        """As `_judge`; where nobody can say who is known, everybody waits outside."""
        try:
            return self._judge(scope, seen, wire)
        except KioskError as fault:
            return Problem(status=503, name=fault.code)

    def _judge(self, scope: Scope, seen: Seen, wire: bytes) -> bytes | Problem:
        """The inflated body, or why the request stays outside."""
        if scope["path"] not in self._parts.unsigned and not scope["path"].startswith(self._parts.open_below):
            device = self._sender(seen, wire)
            if isinstance(device, Problem):
                return device
            scope["device"] = device
        encoding = seen.headers.get("content-encoding")
        if encoding is None:
            return wire
        if encoding != "gzip":
            return Problem(status=415, name="encoding")
        plain = inflate(wire, JSON_LIMIT_BYTES)
        return Problem(status=413, name="too-large") if plain is None else plain

    def _sender(self, seen: Seen, wire: bytes) -> Device | Problem:
        if seen.headers.get(_PROTOCOL, "").partition(".")[0] != "1":
            return Problem(status=HTTPStatus.UPGRADE_REQUIRED, name="unsupported-version")
        known: dict[str, Device] = {}

        def public_of(device_id: str) -> bytes | None:
            device = self._parts.find(device_id)
            if device is None:
                return None
            known[device_id] = device
            return device.public

        signed = verify(seen, wire, public_of)
        if signed is None:
            return Problem(status=401, name="bad-signature")
        device = known[signed.device]
        if device.revoked:
            return Problem(status=403, name="device-revoked")
        stale = self._nonces.judge(signed, self._parts.clock.now())
        return device if stale is None else Problem(status=401, name=stale)

    def _url(self, scope: Scope) -> str:
        path = scope.get("raw_path", scope["path"].encode()).decode("latin-1")
        query = scope["query_string"].decode("latin-1")
        return f"{self._parts.scheme}://{self._parts.authority}{path}" + (f"?{query}" if query else "")

    def _dated(self, send: Send) -> Send:
        """Every answer bears the clock that signatures are judged by: clients learn their offset from it."""

        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"date", self._now_in_words())]
            await send(message)

        return dated

    def _now_in_words(self) -> bytes:
        """Made once a second."""
        now = self._parts.clock.now()
        second = int(now.timestamp())
        if self._date[0] != second:
            self._date = (second, format_datetime(now, usegmt=True).encode())
        return self._date[1]


def problem_response(problem: Problem, *, closing: bool = False) -> Response:
    headers = {"connection": "close"} if closing else None
    return Response(problem.to_json(), problem.status, headers=headers, media_type="application/problem+json")


async def _whole_body(scope: Scope, seen: Seen, receive: Receive) -> bytes | None:
    """The bytes on the wire; None if there are too many, told as early as possible. Raises ClientDisconnect."""
    limit = ATTACHMENT_LIMIT_BYTES if scope["path"].startswith(ATTACHMENTS) else JSON_LIMIT_BYTES
    announced = seen.headers.get("content-length", "0")
    if not announced.isdigit() or int(announced) > limit:
        return None
    pieces: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        piece, more = message.get("body", b""), message.get("more_body", False)
        size += len(piece)
        if size > limit:
            return None
        pieces.append(piece)
    return b"".join(pieces)


def _replay(body: bytes, receive: Receive) -> Receive:
    """First the body in one piece, then whatever comes on the connection (its end)."""
    waiting = [body]

    async def replayed() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return replayed
