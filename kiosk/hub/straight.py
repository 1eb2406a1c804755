"""How does a deed get past the framework? The few requests that people stand and wait for are matched, parsed and answered at once.

What goes wrong in them is told in the same words as everywhere else in the hub.
"""

import asyncio
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
from kiosk.store.database import Store
from kiosk.store.together import MOST_TOGETHER, NotAtOnce
from sync.door import problem_response
from sync.inbox import Refusal
from sync.protocol import Problem


@dataclass(frozen=True, kw_only=True)
class StraightRoute:
    """A POST from machines of one role. do: on the loop or a thread of the pool, with the path as it matched, the body and the sender.

    It may raise ValidationError (the body is not what it should be), Refusal and KioskError.
    """

    path: re.Pattern[str]
    role: DeviceRole
    do: Callable[[re.Match[str], bytes, Device], Response]


@dataclass(frozen=True)
class _Asked:
    route: StraightRoute
    path: re.Match[str]
    body: bytes
    device: Device


class Straight:
    """ASGI, behind the door, which gives the body in one piece: takes its own routes and leaves the others to `behind`.

    store: where it joins commits, what is asked while one round of deeds is under way is the next round, with one commit. As long as
    nobody else writes, a round is done on the loop itself: a thread would cost more than the deeds do. changed: called after each
    commit that may have made an event.
    """

    def __init__(
        self,
        behind: ASGIApp,
        routes: Sequence[StraightRoute],
        changed: Callable[[], None],
        store: Store,
    ) -> None:
        self._behind = behind
        self._routes = routes
        self._changed = changed
        self._store = store
        self._next: list[_Asked] = []
        self._round: asyncio.Task[Sequence[Response]] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            for route in self._routes:
                path = route.path.fullmatch(scope["path"])
                if path is not None:
                    body = (await receive())["body"]
                    response = await self._answered(_Asked(route, path, body, scope["device"]))
                    await response(scope, receive, send)
                    return
        await self._behind(scope, receive, send)

    async def _answered(self, asked: _Asked) -> Response:
        """The answer, once it is on the disk. Whoever goes away takes nobody else's answer along."""
        if not self._store.joins_commits:
            return await run_sync(self._do_alone, asked)
        if self._round is None or len(self._next) >= MOST_TOGETHER:
            self._next = []
            self._round = asyncio.create_task(self._go_round(self._next))
        mine, place = self._round, len(self._next)
        self._next.append(asked)
        return (await asyncio.shield(mine))[place]

    async def _go_round(self, mine: list[_Asked]) -> Sequence[Response]:
        async with self._one_at_a_time:
            if self._next is mine:
                self._round = None
            try:
                return self._do(mine, at_once=True)
            except NotAtOnce:
                return await run_sync(self._do, mine)

    def _do(self, asked: Sequence[_Asked], *, at_once: bool = False) -> Sequence[Response]:
        """Raises NotAtOnce before anything was done."""
        try:
            with self._store.together(at_once=at_once):
                answers = [_answer(one) for one in asked]
        except KioskError as fault:  # nothing is on the disk, whatever was answered
            return [problem_response(problem_of_fault(fault)) for _ in asked]
        self._changed()
        return answers

    def _do_alone(self, asked: _Asked) -> Response:
        answer = _answer(asked)
        self._changed()
        return answer


def _answer(asked: _Asked) -> Response:
    if asked.device.role is not asked.route.role:
        return problem_response(Problem(status=403, name="not-for-this-role"))
    try:
        return asked.route.do(asked.path, asked.body, asked.device)
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
