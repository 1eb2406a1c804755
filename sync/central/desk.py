"""May this submission be taken, and was it taken before? One transaction a batch, with every effect in it."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Connection

from kiosk.security.seal import SealPrivateKey, context, open_sealed
from sync.central import store
from sync.central.store import CentralStore, PartRow, Taken
from sync.inbox import Item, PartClaim, PartEnd
from sync.protocol import ItemResult, ItemStatus


class ItemPart(BaseModel):
    """An attachment that an item names."""

    model_config = ConfigDict(frozen=True)
    id: UUID
    name: str
    size: int
    sha256: str
    kid: str


class SubmissionItem(BaseModel):
    """An item of kind "submission"; fields that are not known are left alone."""

    model_config = ConfigDict(frozen=True)
    id: UUID
    kind: str
    form: str
    form_version: str
    hall: str
    receipt_no: str
    created: str
    digest: str
    kid: str
    sealed: str
    attachments: tuple[ItemPart, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the central system judges by. openers: kid -> key; forms: form and version that it knows."""

    store: CentralStore
    openers: Mapping[str, SealPrivateKey] = field(repr=False)
    forms: frozenset[tuple[str, str]]

    def take_part(self, claim: PartClaim, sealed: bytes) -> PartEnd:
        """Keep an attachment; a repeated one is found, other bytes under its id are a conflict."""
        with self.store.write() as tx:
            if store.keep_part(tx, PartRow(sealed=sealed, **vars(claim))):
                return PartEnd.CREATED
            there = store.part_of(tx, claim.id)
        return PartEnd.FOUND if there is not None and there.sha256 == claim.sha256 else PartEnd.CONFLICT

    def take_items(self, items: Sequence[Item], *, now: datetime) -> Sequence[ItemResult]:
        with self.store.write() as tx:
            return [self._take(tx, item, now) for item in items]

    def _take(self, tx: Connection, raw: Item, now: datetime) -> ItemResult:
        if raw.get("kind") != "submission":
            return _rejected(raw, "unknown-kind")
        try:
            item = SubmissionItem.model_validate(raw)
        except ValidationError:
            return _rejected(raw, "malformed")
        item_sha256 = hashlib.sha256(_canonical(raw)).hexdigest()
        known = store.known(tx, item.id)
        if known is not None:
            same = known[0] == item_sha256 or self._is_sealed_anew(tx, item)
            return ItemResult(id=str(item.id), status=ItemStatus.DUPLICATE if same else ItemStatus.CONFLICT, seq=known[1])
        return self._first_time(tx, item, item_sha256, now)

    def _is_sealed_anew(self, tx: Connection, item: SubmissionItem) -> bool:
        """A hub that was restored from a copy seals once more what it has sent already: other bytes around the very same instance."""
        parts = [store.part_of(tx, part.id) for part in item.attachments]
        xml = self._opened(item, [part for part in parts if part is not None]) if None not in parts else None
        return xml is not None and hashlib.sha256(xml).hexdigest() == item.digest == store.digest_of(tx, item.id)

    def _first_time(self, tx: Connection, item: SubmissionItem, item_sha256: str, now: datetime) -> ItemResult:
        if (item.form, item.form_version) not in self.forms:
            return ItemResult(id=str(item.id), status=ItemStatus.REJECTED, problem="unknown-form")
        parts = [store.part_of(tx, part.id) for part in item.attachments]
        if any(part is None for part in parts):
            return ItemResult(id=str(item.id), status=ItemStatus.RETRY, problem="attachments-missing")
        xml = self._opened(item, [part for part in parts if part is not None])
        if xml is None:
            return ItemResult(id=str(item.id), status=ItemStatus.REJECTED, problem="bad-key")
        if hashlib.sha256(xml).hexdigest() != item.digest:
            return ItemResult(id=str(item.id), status=ItemStatus.REJECTED, problem="checksum")
        same = {name: getattr(item, name) for name in ("id", "form", "hall", "receipt_no", "digest", "created")}
        seq = store.keep(tx, Taken(item_sha256=item_sha256, version=item.form_version, xml=xml, **same), at=now.isoformat())
        return ItemResult(id=str(item.id), status=ItemStatus.ACCEPTED, seq=seq)

    def _opened(self, item: SubmissionItem, parts: Sequence[PartRow]) -> bytes | None:
        """The plain instance; None unless it and every attachment open with a key of ours, and are those that the item names."""
        for named, there in zip(item.attachments, parts, strict=True):
            if (named.sha256, named.kid, item.id) != (there.sha256, there.kid, there.submission):
                return None
            if self._open(item, named.kid, named.name, there.sealed) is None:
                return None
        try:
            sealed = base64.b64decode(item.sealed, validate=True)
        except binascii.Error:
            return None
        return self._open(item, item.kid, "", sealed)

    def _open(self, item: SubmissionItem, kid: str, part: str, sealed: bytes) -> bytes | None:
        opener = self.openers.get(kid)
        if opener is None or "\n" in item.form + item.form_version + part:
            return None
        return open_sealed(sealed, opener, context(kid, item.id, item.form, item.form_version, part))


def _rejected(raw: Item, problem: str) -> ItemResult:
    return ItemResult(id=str(raw.get("id")), status=ItemStatus.REJECTED, problem=problem)


def _canonical(raw: Item) -> bytes:
    return json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
