"""What does a server of protocol v1 take in? Ping, attachments and batches: the same routes at the hub and at a central system."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from kiosk.clock import Clock
from kiosk.model.device import Device, DeviceRole
from kiosk.model.parcel import LinkState
from sync.door import problem_response
from sync.protocol import (
    BATCH_ITEMS,
    EPOCH_HEADER,
    ONWARD_HEADER,
    PING_HEADER,
    PROTOCOL_HEADER,
    SPEAKS,
    ItemResult,
    ItemStatus,
    Problem,
    results_body,
)

Item = Mapping[str, Any]
"""One item of a batch as JSON; Any: another machine's words, parsed by whoever takes it."""


class PartEnd(Enum):
    """What became of an attachment."""

    CREATED = 201
    FOUND = 200
    CONFLICT = 409


@dataclass(frozen=True, kw_only=True)
class PartClaim:
    """An attachment ahead of the submission that names it. sha256: hex, of the sealed bytes."""

    id: UUID
    submission: UUID
    size_bytes: int
    sha256: str
    kid: str


@dataclass(frozen=True, kw_only=True)
class InboxParts:
    """What a server does with what comes in; both are called on a thread of the pool and return after their commit.

    take_items: with the device that brings them.
    onward: whether the machines behind this one answer it, told with every ping; None where there are none. epoch: of the database
    behind it, told likewise; blank where nobody asks.
    """

    take_part: Callable[[PartClaim, bytes], PartEnd]
    take_items: Callable[[Sequence[Item], Device], Sequence[ItemResult]]
    clock: Clock
    roles: frozenset[DeviceRole]
    onward: Callable[[], LinkState] | None = None
    epoch: str = ""


async def whole_body(request: Request) -> bytes:
    """The body that the door has read and inflated."""
    return await request.body()


WholeBody = Annotated[bytes, Depends(whole_body)]
KeyId = Annotated[str, Query(max_length=64, pattern=r"^[^\x00-\x1f]*$")]


class Refusal(Exception):
    """Ends a request with a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.name)
        self.problem = problem


def allow(*roles: DeviceRole) -> Callable[[Request], Awaitable[Device]]:
    """A dependency: the device that signed the request, if its role is one of these."""

    async def device_of(request: Request) -> Device:
        device = request.scope.get("device")
        if not isinstance(device, Device) or device.role not in roles:
            raise Refusal(Problem(status=403, name="not-for-this-role"))
        return device

    return device_of


def inbox_routes(parts: InboxParts) -> APIRouter:
    router = APIRouter()
    bringer = allow(*parts.roles)
    sender = Depends(bringer)

    @router.get("/v1/ping")
    async def ping(n: Annotated[str, Query(max_length=64)]) -> Response:
        behind = {} if parts.onward is None else {ONWARD_HEADER: str(parts.onward()), EPOCH_HEADER: parts.epoch}
        return Response(status_code=204, headers={PING_HEADER: n, PROTOCOL_HEADER: SPEAKS, **behind})

    @router.put("/v1/attachments/{part}", dependencies=[sender])
    def attachment(
        *, part: UUID, submission: UUID, size: int, sha256: str, body: WholeBody, kid: KeyId
    ) -> Response:
        if len(body) != size or hashlib.sha256(body).hexdigest() != sha256:
            raise Refusal(Problem(status=422, name="checksum"))
        end = parts.take_part(PartClaim(id=part, submission=submission, size_bytes=size, sha256=sha256, kid=kid), body)
        if end is PartEnd.CONFLICT:
            raise Refusal(Problem(status=409, name="conflict"))
        return Response(json.dumps({"offset": size}), status_code=end.value, media_type="application/json")

    @router.post("/v1/submissions:batch")
    def batch(body: WholeBody, device: Annotated[Device, sender]) -> Response:
        results = parts.take_items(_items(body), device)
        well = all(result.status in {ItemStatus.ACCEPTED, ItemStatus.DUPLICATE} for result in results)
        told = results_body(results, parts.clock.now().isoformat())
        return Response(told, status_code=200 if well else 207, media_type="application/json")

    return router


def make_v1_app(*routers: APIRouter, on_fault: Callable[[Exception], None], **options: Any) -> FastAPI:  # Any: FastAPI's own
    """An app whose errors are problems; nothing of a request is repeated in them, and no page about the API is served.

    on_fault: our own faults; the other side gets a bare 500 and tries again.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, **options)
    for router in routers:
        app.include_router(router)

    @app.exception_handler(Refusal)
    async def refused(_request: Request, refusal: Refusal) -> Response:
        return problem_response(refusal.problem)

    @app.exception_handler(RequestValidationError)
    async def malformed(_request: Request, _fault: RequestValidationError) -> Response:
        return problem_response(Problem(status=400, name="malformed"))

    @app.exception_handler(HTTPException)
    async def no_such(_request: Request, fault: HTTPException) -> Response:
        return problem_response(Problem(status=fault.status_code, name="malformed" if fault.status_code == 400 else "no-such"))

    @app.exception_handler(Exception)
    async def our_fault(_request: Request, fault: Exception) -> Response:
        on_fault(fault)
        return problem_response(Problem(status=500, name="fault"))

    return app


def _items(body: bytes) -> Sequence[Item]:
    """The items of a batch; one that is no object ends the whole, as the bisection of couriers expects."""
    try:
        told = json.loads(body)
        items = told["items"] if told.get("v") == 1 else None
    except (ValueError, KeyError, AttributeError, RecursionError):
        items = None
    if not isinstance(items, list) or len(items) > BATCH_ITEMS or not all(isinstance(item, dict) for item in items):
        raise Refusal(Problem(status=400, name="malformed"))
    return items
