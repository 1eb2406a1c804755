"""The reference central system over HTTP: protocol v1, and what it has made of what it took."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter, Depends
from starlette.types import ASGIApp

from kiosk.clock import Clock
from kiosk.model.device import Device, DeviceRole
from kiosk.security.seal import SealPrivateKey
from sync.central import store
from sync.central.appointment import appointment_routes
from sync.central.desk import Desk
from sync.central.store import CentralStore
from sync.door import Door, DoorParts
from sync.inbox import InboxParts, allow, inbox_routes, make_v1_app


@dataclass(frozen=True, kw_only=True)
class CentralParts:
    """What the central system consists of.

    authority: host and port as hubs call it; hubs: id -> 32 raw bytes of Ed25519, whoever may send; openers: its seal keys, all
    that may still be in use; forms: form and version that it knows; on_fault: our own faults.
    """

    store: CentralStore
    authority: str
    clock: Clock
    hubs: Mapping[str, bytes]
    openers: tuple[SealPrivateKey, ...] = field(repr=False)
    forms: frozenset[tuple[str, str]]
    on_fault: Callable[[Exception], None]


def make_app(parts: CentralParts) -> ASGIApp:
    desk = Desk(store=parts.store, openers={opener.kid: opener for opener in parts.openers}, forms=parts.forms)
    inbox = InboxParts(
        take_part=desk.take_part,
        take_items=lambda items, _: desk.take_items(items, now=parts.clock.now()),
        clock=parts.clock,
        roles=frozenset({DeviceRole.HUB}),
    )
    app = make_v1_app(inbox_routes(inbox), _effect_routes(parts.store), appointment_routes(parts.store), on_fault=parts.on_fault)
    return Door(app, DoorParts(authority=parts.authority, find=lambda device: _hub(parts.hubs, device), clock=parts.clock))


def _effect_routes(central: CentralStore) -> APIRouter:
    router = APIRouter()

    @router.get("/v1/effects", dependencies=[Depends(allow(DeviceRole.HUB))])
    def effects() -> list[dict[str, str | int | bool]]:
        """One entry a submission: how many cases it has opened, and whether what is kept is what the station saw."""
        with central.read() as tx:
            taken = store.effects(tx)
        return [
            {
                "id": str(one.id), "form": one.form, "version": one.version, "receipt_no": one.receipt_no,
                "received_at": one.received_at, "effects": one.effects,
                "digest_equal": hashlib.sha256(one.xml).hexdigest() == one.digest,
            }
            for one in taken
        ]  # fmt: skip

    return router


def _hub(hubs: Mapping[str, bytes], device: str) -> Device | None:
    public = hubs.get(device)
    return None if public is None else Device(id=device, role=DeviceRole.HUB, public=public)
