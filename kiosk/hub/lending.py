"""What do stations get ahead of time? Terminals blocks of numbers, counters their lanes."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import TypeAdapter, ValidationError

from kiosk.actions import lane, lease
from kiosk.actions.lane import Console
from kiosk.actions.queue import LocalHall
from kiosk.model.device import Device, DeviceRole
from sync.inbox import Refusal, WholeBody, allow
from sync.lending import Word
from sync.protocol import Problem
from sync.wire import BLOCKS, LANE_ANSWER, LANE_WORD, LEASE_WISH

Terminal = Annotated[Device, Depends(allow(DeviceRole.TERMINAL))]
Counter = Annotated[Device, Depends(allow(DeviceRole.COUNTER))]


def lending_routes(hall_of: Callable[[str], LocalHall]) -> APIRouter:
    router = APIRouter()

    @router.post("/v1/leases")
    def lend(body: WholeBody, device: Terminal) -> Response:
        blocks = lease.lend(hall_of(device.id), _words(LEASE_WISH, body))
        return Response(BLOCKS.dump_json(blocks), media_type="application/json")

    @router.post("/v1/lanes")
    def exchange(body: WholeBody, device: Counter) -> Response:
        hall = hall_of(device.id)
        console = Console(station=device.id, edition=hall.shelf.now)
        answer = lane.exchange(hall.store, _words(LANE_WORD, body), console, now=hall.now())
        return Response(LANE_ANSWER.dump_json(answer), media_type="application/json")

    return router


def _words(adapter: TypeAdapter[Word], body: bytes) -> Word:
    try:
        return adapter.validate_json(body)
    except ValidationError:
        raise Refusal(Problem(status=400, name="malformed")) from None
