"""The queue over HTTP: tickets for terminals, calls for counters. Each deed commits, then the feed is woken, then it answers."""

import re
from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field, field_validator

from kiosk.hub.straight import StraightRoute
from kiosk.model.device import Device, DeviceRole
from kiosk.model.hall import Hall, Order
from sync.inbox import Refusal, allow
from sync.protocol import Problem
from sync.wire import CALL, COUNTER, SESSION, TICKET

Code = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f]+$")]
Console = Annotated[Device, Depends(allow(DeviceRole.COUNTER))]
LONGEST_WORDS = 500
_TICKETS = re.compile("/v1/tickets")
_AT_COUNTER = re.compile("/v1/counters/(?P<counter>[0-9]{1,6}):(?P<deed>[a-z-]{1,32})")
HallOf = Callable[[str], Hall]
"""The hall as one station sees it."""


class TicketWords(BaseModel):
    request: UUID
    service: Code
    language: Code
    audience: Code
    priority: Code | None = None
    submission: UUID | None = None


class DeedWords(BaseModel):
    """order: for the deed "do" only."""

    request: UUID
    session: Annotated[str, Field(max_length=256)]
    order: Order | None = None

    @field_validator("order")
    @classmethod
    def _short(cls, order: Order | None) -> Order | None:
        if order is None:
            return order
        words = (order.note, order.reason, order.outcome, order.service, order.priority, order.code, *(order.services or ()))
        if any(len(word or "") > LONGEST_WORDS for word in words):
            raise ValueError("too long")
        return order


class SignInWords(BaseModel):
    staff: Code
    pin: Code
    counter: int


def queue_routes(hall_of: HallOf) -> APIRouter:
    """What is not a deed; those go straight (kiosk.hub.straight)."""
    router = APIRouter()

    @router.post("/v1/staff:sign-in")
    def sign_in(words: SignInWords, device: Console) -> Response:
        return _json(SESSION.dump_json(hall_of(device.id).sign_in(staff=words.staff, pin=words.pin, counter=words.counter)))

    return router


def deeds(hall_of: HallOf) -> tuple[StraightRoute, ...]:
    def take_ticket(_path: re.Match[str], body: bytes, device: Device) -> Response:
        words = TicketWords.model_validate_json(body)
        ticket = hall_of(device.id).take_ticket(
            words.request, service=words.service, language=words.language, audience=words.audience, priority=words.priority,
            submission=words.submission,
        )  # fmt: skip
        return _json(TICKET.dump_json(ticket), 201)

    def at_counter(path: re.Match[str], body: bytes, device: Device) -> Response:
        words = DeedWords.model_validate_json(body)
        done = _deed(hall_of(device.id), path["deed"], words, int(path["counter"]))
        return Response(status_code=204) if done is None else _json(done)

    return (
        StraightRoute(path=_TICKETS, role=DeviceRole.TERMINAL, do=take_ticket),
        StraightRoute(path=_AT_COUNTER, role=DeviceRole.COUNTER, do=at_counter),
    )


def _deed(hall: Hall, deed: str, words: DeedWords, counter: int) -> bytes | None:
    request, session = words.request, words.session
    match deed:
        case "do" if words.order is not None:
            return COUNTER.dump_json(hall.do(request, session=session, counter=counter, order=words.order))
        case "call-next":
            call = hall.call_next(request, session=session, counter=counter)
            return None if call is None else CALL.dump_json(call)
        case "recall":
            return CALL.dump_json(hall.recall(request, session=session, counter=counter))
        case "open":
            return COUNTER.dump_json(hall.open_counter(request, session=session, counter=counter))
        case "close":
            return COUNTER.dump_json(hall.close_counter(request, session=session, counter=counter))
        case "start":
            return COUNTER.dump_json(hall.start(request, session=session, counter=counter))
        case "no-show":
            return COUNTER.dump_json(hall.no_show(request, session=session, counter=counter))
        case "finish":
            return COUNTER.dump_json(hall.finish(request, session=session, counter=counter))
        case _:
            raise Refusal(Problem(status=404, name="unknown-deed"))


def _json(body: bytes, status: int = 200) -> Response:
    return Response(body, status, media_type="application/json")
