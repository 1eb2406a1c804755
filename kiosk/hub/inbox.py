"""What do stations hand in? Submissions, tickets and deeds; each item ends in its own transaction with its own answer."""

import hashlib
from collections.abc import Callable, Sequence

from kiosk.actions import back, filing
from kiosk.actions.filing import BadItem, Forwarding, PartFate
from kiosk.actions.queue import LocalHall
from kiosk.actions.rating import Ratings
from kiosk.model.canonical import canonical_json
from kiosk.model.device import Device, DeviceRole
from kiosk.model.parcel import ParcelKind
from kiosk.model.submission import Accepted, Conflict, Duplicate, Inboxed, Missing, Rejected, SealedPart
from sync.inbox import InboxParts, Item, PartClaim, PartEnd
from sync.protocol import ItemResult, ItemStatus

_ENDS = {PartFate.CREATED: PartEnd.CREATED, PartFate.FOUND: PartEnd.FOUND, PartFate.CONFLICT: PartEnd.CONFLICT}


def station_inbox(
    hall_of: Callable[[str], LocalHall], forwarding: Forwarding, on_accepted: Callable[[], None], ratings: Ratings
) -> InboxParts:
    """hall_of: the hall as one station sees it. on_accepted: called after the commits of a batch that brought something new."""
    hall = hall_of("hub")
    store, clock = hall.store, hall.clock

    def take_part(claim: PartClaim, sealed: bytes) -> PartEnd:
        part = SealedPart(
            id=claim.id, name="", mime="", kid=claim.kid, sealed=sealed, sha256=claim.sha256, size_bytes=claim.size_bytes
        )  # fmt: skip
        return _ENDS[filing.take_part(store, part, now=clock.now())]

    def take_items(items: Sequence[Item], device: Device) -> Sequence[ItemResult]:
        results = [_take(hall_of(device.id), item, device, forwarding, ratings) for item in items]
        if any(result.status is ItemStatus.ACCEPTED for result in results):
            on_accepted()
        return results

    roles = frozenset({DeviceRole.TERMINAL, DeviceRole.COUNTER})
    return InboxParts(take_part=take_part, take_items=take_items, clock=clock, roles=roles)


def _take(hall: LocalHall, item: Item, device: Device, forwarding: Forwarding, ratings: Ratings) -> ItemResult:
    """Tickets and ratings come from terminals, and deeds from counters only."""
    item_id = str(item.get("id"))
    match item.get("kind"), device.role:
        case ParcelKind.SUBMISSION, _:
            return _result(item_id, _take_submission(hall, item, forwarding))
        case ParcelKind.TICKET, DeviceRole.TERMINAL:
            return _result(item_id, back.accept_ticket(hall, item))
        case ParcelKind.RATING, DeviceRole.TERMINAL:
            return _take_rating(ratings, item_id, item, hall)
        case ParcelKind.DEED, DeviceRole.COUNTER:
            return _result(item_id, back.accept_deed(hall, item))
        case _:
            return ItemResult(id=item_id, status=ItemStatus.REJECTED, problem="unknown-kind")


def _take_rating(ratings: Ratings, item_id: str, item: Item, hall: LocalHall) -> ItemResult:
    """A second rating, or one that comes too late, changes nothing, and the station need not know."""
    try:
        new = ratings.accept(item, hall.now(), station=hall.station)
    except BadItem:
        return ItemResult(id=item_id, status=ItemStatus.REJECTED, problem="malformed")
    return ItemResult(id=item_id, status=ItemStatus.ACCEPTED if new else ItemStatus.DUPLICATE, seq=0)


def _take_submission(hall: LocalHall, item: Item, forwarding: Forwarding) -> Inboxed:
    try:
        submission = filing.submission_from_item(item)
    except BadItem:
        return Rejected("malformed")
    digest = hashlib.sha256(canonical_json(item).encode()).hexdigest()
    return filing.accept(hall.store, submission, forwarding=forwarding, digest_of_item=digest, now=hall.clock.now())


def _result(item_id: str, ended: Inboxed) -> ItemResult:
    match ended:
        case Accepted(seq):
            return ItemResult(id=item_id, status=ItemStatus.ACCEPTED, seq=seq)
        case Duplicate(seq):
            return ItemResult(id=item_id, status=ItemStatus.DUPLICATE, seq=seq)
        case Conflict():
            return ItemResult(id=item_id, status=ItemStatus.CONFLICT)
        case Missing():
            return ItemResult(id=item_id, status=ItemStatus.RETRY, problem="attachments-missing")
        case Rejected(reason):
            return ItemResult(id=item_id, status=ItemStatus.REJECTED, problem=reason)
