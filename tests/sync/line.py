"""A bad line between two machines: answers get lost, or others answer."""

import zlib

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Troubled:
    """An app on a bad line.

    lose: so many of the next answers are lost after the work was done; away: nothing is done; answers: said instead of the app's;
    still_above_bytes: larger requests are never answered; stumble_over: 500 for every body with these bytes.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.lose = 0
        self.away = False
        self.still_above_bytes = 1_000_000_000
        self.stumble_over: bytes | None = None
        self.answers: list[tuple[int, dict[str, str], bytes]] = []
        self.paths: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self.away:
            await _hang_up(send)
        elif scope["type"] != "http" or scope["path"] == "/v1/ping":
            await self._app(scope, receive, send)
        else:
            self.paths.append(scope["path"])
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if int(Request(scope).headers.get("content-length", "0")) > self.still_above_bytes:
            await _stand_still(receive)
        elif self.answers:
            status, headers, body = self.answers.pop(0)
            await Response(body, status, headers)(scope, receive, send)
        elif self.stumble_over is not None:
            await self._stumble(scope, receive, send, self.stumble_over)
        elif self.lose:
            self.lose -= 1
            await self._app(scope, receive, _into_nothing)
            await _hang_up(send)
        else:
            await self._app(scope, receive, send)


    async def _stumble(self, scope: Scope, receive: Receive, send: Send, over: bytes) -> None:
        wire = await Request(scope, receive).body()
        plain = zlib.decompress(wire, wbits=31) if wire[:2] == b"\x1f\x8b" else wire

        async def again() -> Message:
            return {"type": "http.request", "body": wire, "more_body": False}

        if over in plain:
            await Response(b"stumbled", 500)(scope, receive, send)
        else:
            await self._app(scope, again, send)


async def _stand_still(receive: Receive) -> None:
    """Until the client has given up."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _hang_up(send: Send) -> None:
    """An answer shorter than it says: the server drops the connection."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9")]})
    await send({"type": "http.response.body", "body": b""})


async def _into_nothing(_message: Message) -> None:
    pass
