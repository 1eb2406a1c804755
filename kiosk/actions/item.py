"""How does a submission travel? The JSON item of protocol v1: made once, and the same bytes in every attempt."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kiosk.model.canonical import canonical_json
from kiosk.model.errors import KioskError
from kiosk.model.parcel import Parcel, ParcelKind, PartRef
from kiosk.model.submission import SealedPart, Submission
from kiosk.security import seal

INSTANCE = ""
"""The name of the part that holds the filled form; its id is that of the submission."""

XML = "application/xml"
_LARGEST = 2**63 - 1


class BadItem(KioskError):
    """Not an item of protocol v1, or not one that we can read."""

    code = "sync.item"


def item_of(submission: Submission) -> bytes:
    """The instance is inside, sealed; attachments are named and travel by themselves."""
    instance, *attachments = submission.parts
    item = {
        "id": str(submission.id), "kind": ParcelKind.SUBMISSION, "service": submission.service, "form": submission.form,
        "form_version": submission.version, "central": submission.central, "receipt_no": submission.receipt_no,
        "hall": submission.hall, "station": submission.station, "station_seq": submission.station_seq,
        "language": submission.language, "created": submission.filed_at.isoformat(), "digest": submission.digest,
        "kid": instance.kid, "suite": seal.SUITE, "sealed": base64.b64encode(instance.sealed).decode(), "sha256": instance.sha256,
        "attachments": [
            {"id": str(part.id), "name": part.name, "mime": part.mime, "size": part.size_bytes, "sha256": part.sha256, "kid": part.kid}
            for part in attachments
        ],
        **({"visit": str(submission.visit)} if submission.visit else {}),
    }  # fmt: skip
    return canonical_json(item).encode()


def parcel_of(submission: Submission, destination: str) -> Parcel:
    """The submission, ready for the outbox."""
    body = item_of(submission)
    parts = tuple(
        PartRef(id=part.id, name=part.name, size_bytes=part.size_bytes, sha256=part.sha256, kid=part.kid)
        for part in submission.parts[1:]
    )  # fmt: skip
    digest = hashlib.sha256(body).hexdigest()
    return Parcel(id=submission.id, kind=ParcelKind.SUBMISSION, destination=destination, body=body, sha256=digest, parts=parts)


def submission_from_item(item: Mapping[str, Any]) -> Submission:
    """What another machine says, as far as it can be checked without a key; attachments come back without their bytes.

    Any: JSON of another machine. Raises BadItem.
    """
    try:
        return _submission(item)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise BadItem("this is not an item of protocol v1") from fault


def _submission(item: Mapping[str, Any]) -> Submission:
    if item["kind"] != ParcelKind.SUBMISSION or item["suite"] != seal.SUITE:
        raise ValueError("an unknown kind or suite")
    words = {name: _word(item[name]) for name in ("receipt_no", "service", "form", "central", "hall", "station", "language", "digest")}
    return Submission(
        **words,
        id=UUID(item["id"]),
        visit=UUID(item["visit"]) if item.get("visit") else None,
        version=_word(item["form_version"]),
        station_seq=_count(item["station_seq"]),
        filed_at=_instant(item["created"]),
        parts=(_instance(item), *(_attachment(said) for said in item["attachments"])),
    )


def _instance(item: Mapping[str, Any]) -> SealedPart:
    sealed = base64.b64decode(item["sealed"], validate=True)
    if hashlib.sha256(sealed).hexdigest() != item["sha256"]:
        raise ValueError("the sealed bytes are damaged")
    return SealedPart(
        id=UUID(item["id"]), name=INSTANCE, mime=XML, kid=_word(item["kid"]), sealed=sealed, sha256=item["sha256"], size_bytes=len(sealed)
    )  # fmt: skip


def _attachment(said: Mapping[str, Any]) -> SealedPart:
    words = {name: _word(said[name]) for name in ("name", "mime", "kid", "sha256")}
    if words["name"] == INSTANCE:
        raise ValueError("an attachment without a name")
    return SealedPart(**words, id=UUID(said["id"]), sealed=b"", size_bytes=_count(said["size"]))


def _word(said: object) -> str:
    """Any text that every database can keep."""
    if not isinstance(said, str) or "\n" in said or "\0" in said:
        raise ValueError("not a word")
    said.encode()  # half a surrogate pair is a ValueError
    return said


def _count(said: object) -> int:
    if not isinstance(said, int) or not 0 <= said <= _LARGEST:
        raise ValueError("not a count")
    return said


def _instant(said: str) -> datetime:
    at = datetime.fromisoformat(said)
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at.astimezone(UTC)
