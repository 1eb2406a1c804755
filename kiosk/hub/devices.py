"""Which machines may speak to the hub? Their keys, read from the store at most once in two seconds; enrolment by a code."""

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from kiosk.actions import devices
from kiosk.clock import Clock
from kiosk.model.device import Device
from kiosk.security.seal import SUITE, SealKey
from kiosk.store.database import Store
from sync.inbox import Refusal
from sync.protocol import Problem

KNOWN_FOR = timedelta(seconds=2)
"""A revocation, from whichever program, is obeyed after this time."""


class Roster:
    """The devices as they were at most KNOWN_FOR ago; used on the server's loop."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._known: dict[str, tuple[Device, datetime]] = {}

    def find(self, device: str) -> Device | None:
        now = self._clock.now()
        known = self._known.get(device)
        if known is not None and abs(now - known[1]) <= KNOWN_FOR:
            return known[0]
        found = devices.find(self._store, device)
        if found is not None:
            self._known[device] = (found, now)
        return found


class EnrolWords(BaseModel):
    code: Annotated[str, Field(max_length=64)]
    public_key: Annotated[str, Field(max_length=64)]


def device_routes(
    store: Store, clock: Clock, hall: str, seal_keys: Sequence[SealKey], publishers: Callable[[], Sequence[bytes]]
) -> APIRouter:
    """publishers: the public keys of those whose forms are used in this hall, as they are at each enrolment."""
    router = APIRouter()

    @router.post("/v1/devices:enrol", status_code=201)
    def enrol(words: EnrolWords) -> dict[str, object]:
        try:
            public = base64.b64decode(words.public_key, validate=True)
        except binascii.Error:
            public = b""
        device = devices.redeem(store, code=words.code, public=public, now=clock.now())
        if device is None:
            raise Refusal(Problem(status=403, name="bad-code"))
        keys = [{"kid": key.kid, "suite": SUITE, "public_key": base64.b64encode(key.public).decode()} for key in seal_keys]
        trusted = [base64.b64encode(public).decode() for public in publishers()]
        return {"device_id": device.id, "role": device.role, "hall": hall, "seal_keys": keys, "publisher_keys": trusted}

    return router
