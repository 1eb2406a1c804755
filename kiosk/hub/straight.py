"""How does a deed get past the framework? The few requests that people stand and wait for are matched, parsed and answered at once.

What goes wrong in them is told in the same words as everywhere else in the hub.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from anyio.to_thread import run_sync
from fastapi import Response
from pydantic import ValidationError
from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.model.device import Device, DeviceRole
from kiosk.model.errors import KioskError
from kiosk.model.queue import QueueRefused
from sync.door import problem_response
from sync.inbox import Refusal
from sync.protocol import Problem


@dataclass(frozen=True, kw_only=True)
class StraightRoute:
    """A POST from machines of one role. do: on a thread of the pool, with the path as it matched, the body and the sender.

    It may raise ValidationError (the body is not what it should be), Refusal and KioskError.
    """

    path: re.Pattern[str]
    role: DeviceRole
    do: Callable[[re.Match[str], bytes, Device], Response]


class Straight:
    """ASGI, behind the door, which gives the body in one piece: takes its own routes and leaves the others to `behind`."""

    def __init__(self, behind: ASGIApp, routes: Sequence[StraightRoute]) -> None:
        self._behind = behind
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            for route in self._routes:
                path = route.path.fullmatch(scope["path"])
                if path is not None:
                    body = (await receive())["body"]
                    response = await run_sync(_answer, route, path, body, scope["device"])
                    await response(scope, receive, send)
                    return
        await self._behind(scope, receive, send)


def _answer(route: StraightRoute, path: re.Match[str], body: bytes, device: Device) -> Response:
    if device.role is not route.role:
        return problem_response(Problem(status=403, name="not-for-this-role"))
    try:
        return route.do(path, body, device)
    except ValidationError:
        return problem_response(Problem(status=400, name="malformed"))
    except Refusal as refusal:
        return problem_response(refusal.problem)
    except KioskError as fault:
        return problem_response(problem_of_fault(fault))


def problem_of_fault(fault: KioskError) -> Problem:
    """A refusal of the queue is the caller's to read; of everything else the caller can only try again."""
    if isinstance(fault, QueueRefused):
        return Problem(status=409, name=fault.reason, facts=fault.facts)
    return Problem(status=503, name=fault.code, facts=fault.facts)
