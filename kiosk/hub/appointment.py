"""Check-in over HTTP: a code for a ticket, at terminals and at reception."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from kiosk.model.appointment import Reception
from kiosk.model.device import Device, DeviceRole
from sync.inbox import allow
from sync.wire import ARRIVAL

Station = Annotated[Device, Depends(allow(DeviceRole.TERMINAL, DeviceRole.COUNTER))]
ReceptionOf = Callable[[str], Reception]
"""The hall as one station sees it."""


class CheckInWords(BaseModel):
    request: UUID
    code: Annotated[str, Field(max_length=256, pattern=r"^[^\x00-\x1f]*$")]
    language: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f]+$")] | None = None


def appointment_routes(reception_of: ReceptionOf, changed: Callable[[], None]) -> APIRouter:
    """changed: called after each commit that may have made an event."""
    router = APIRouter()

    @router.post("/v1/appointments:check-in")
    def check_in(words: CheckInWords, device: Station) -> Response:
        arrival = reception_of(device.id).check_in(words.request, code=words.code, language=words.language)
        changed()
        return Response(ARRIVAL.dump_json(arrival), 201, media_type="application/json")

    return router
