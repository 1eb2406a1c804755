"""What do stations hand in? Attachments ahead, then submissions; each item ends in its own transaction with its own answer."""

import hashlib
from collections.abc import Callable, Sequence

from kiosk.actions import filing
from kiosk.actions.filing import BadItem, Forwarding, PartFate
from kiosk.actions.rating import Ratings
from kiosk.clock import Clock
from kiosk.model.canonical import canonical_json
from kiosk.model.device import DeviceRole
from kiosk.model.submission import Accepted, Conflict, Duplicate, Missing, Rejected, SealedPart
from kiosk.store.database import Store
from sync.inbox import InboxParts, Item, PartClaim, PartEnd
from sync.protocol import ItemResult, ItemStatus

_ENDS = {PartFate.CREATED: PartEnd.CREATED, PartFate.FOUND: PartEnd.FOUND, PartFate.CONFLICT: PartEnd.CONFLICT}


def station_inbox(
    store: Store, forwarding: Forwarding, clock: Clock, on_accepted: Callable[[], None], ratings: Ratings
) -> InboxParts:
    """on_accepted: called after the commits of a batch that brought something new."""

    def take_part(claim: PartClaim, sealed: bytes) -> PartEnd:
        part = SealedPart(
            id=claim.id, name="", mime="", kid=claim.kid, sealed=sealed, sha256=claim.sha256, size_bytes=claim.size_bytes
        )  # fmt: skip
        return _ENDS[filing.take_part(store, part, now=clock.now())]

    def take_items(items: Sequence[Item]) -> Sequence[ItemResult]:
        results = [_take_rating(ratings, item, clock) or _take(store, item, forwarding, clock) for item in items]
        if any(result.status is ItemStatus.ACCEPTED for result in results):
            on_accepted()
        return results

    roles = frozenset({DeviceRole.TERMINAL, DeviceRole.COUNTER})
    return InboxParts(take_part=take_part, take_items=take_items, clock=clock, roles=roles)


def _take_rating(ratings: Ratings, item: Item, clock: Clock) -> ItemResult | None:
    """None: the item is something else. A second rating, or one that comes too late, changes nothing, and the station need not know."""
    if item.get("kind") != "rating":
        return None
    item_id = str(item.get("id"))
    try:
        new = ratings.accept(item, clock.now())
    except BadItem:
        return ItemResult(id=item_id, status=ItemStatus.REJECTED, problem="malformed")
    return ItemResult(id=item_id, status=ItemStatus.ACCEPTED if new else ItemStatus.DUPLICATE, seq=0)


def _take(store: Store, item: Item, forwarding: Forwarding, clock: Clock) -> ItemResult:
    item_id = str(item.get("id"))
    if item.get("kind") != "submission":
        return ItemResult(id=item_id, status=ItemStatus.REJECTED, problem="unknown-kind")
    try:
        submission = filing.submission_from_item(item)
    except BadItem:
        return ItemResult(id=item_id, status=ItemStatus.REJECTED, problem="malformed")
    digest = hashlib.sha256(canonical_json(item).encode()).hexdigest()
    match filing.accept(store, submission, forwarding=forwarding, digest_of_item=digest, now=clock.now()):
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
