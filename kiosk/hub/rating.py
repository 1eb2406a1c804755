"""Ratings over HTTP: what a ticket's holder may rate, for terminals; what comes of it, for managers."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from kiosk.actions.rating import Ratings, Seat
from kiosk.clock import Clock
from kiosk.model.device import Device, DeviceRole
from sync.inbox import allow
from sync.wire import MATTERS, REPORT

Terminal = Annotated[Device, Depends(allow(DeviceRole.TERMINAL))]
Console = Annotated[Device, Depends(allow(DeviceRole.COUNTER))]


class TicketWords(BaseModel):
    """What was scanned or typed from a ticket."""

    words: Annotated[str, Field(max_length=256)]


class ReportWords(BaseModel):
    session: Annotated[str, Field(max_length=256)]
    counter: int
    first: date
    last: date


def rating_routes(ratings: Ratings, clock: Clock) -> APIRouter:
    router = APIRouter()

    @router.post("/v1/ratings:matters")
    def matters(words: TicketWords, device: Terminal) -> Response:
        return _json(MATTERS.dump_json(ratings.matters(device.id, words.words, clock.now())))

    @router.post("/v1/ratings:report")
    def report(words: ReportWords, device: Console) -> Response:
        found = ratings.report_for(Seat(words.session, words.counter, device.id), words.first, words.last, now=clock.now())
        return _json(REPORT.dump_json(found))

    return router


def _json(body: bytes) -> Response:
    return Response(body, media_type="application/json")
