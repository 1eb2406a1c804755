"""A bad line between two machines: answers get lost, or others answer."""

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Troubled:
    """An app on a bad line.

    lose: so many of the next answers are lost after the work was done; away: nothing is done; answers: said instead of the app's.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.lose = 0
        self.away = False
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
        if self.answers:
            status, headers, body = self.answers.pop(0)
            await Response(body, status, headers)(scope, receive, send)
        elif self.lose:
            self.lose -= 1
            await self._app(scope, receive, _into_nothing)
            await _hang_up(send)
        else:
            await self._app(scope, receive, send)


async def _hang_up(send: Send) -> None:
    """An answer shorter than it says: the server drops the connection."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9")]})
    await send({"type": "http.response.body", "body": b""})


async def _into_nothing(_message: Message) -> None:
    pass
