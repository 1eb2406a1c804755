"""What do machines of a hall say to one another? Protocol v1: its limits, headers, problems, and the shape of a batch."""

import gzip
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

VERSION = "1.0"
SPEAKS = "1.0-1.0"
"""The range of minor versions that this server understands, told in the answer to a ping."""

PROTOCOL_HEADER = "Hall-Protocol"
TRACE_HEADER = "Hall-Trace"
PING_HEADER = "Hall-Central"
ONWARD_HEADER = "Hall-Onward"
"""In a hub's answer to a ping: whether it reaches the central systems, as up, down or unknown."""

EPOCH_HEADER = "Hall-Epoch"
"""In a hub's answer to a ping: another word after its database was restored from a copy."""

USER_AGENT = "service-hall-kiosk"

JSON_LIMIT_BYTES = 8 * 1024 * 1024
"""Of a JSON body, on the wire and inflated."""

ATTACHMENT_LIMIT_BYTES = 32 * 1024 * 1024
BATCH_ITEMS = 50
GZIP_ABOVE_BYTES = 1024

_PREFIX = "urn:hall:"


class ItemStatus(StrEnum):
    """How one item of a batch ended at the server."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    RETRY = "retry"


@dataclass(frozen=True, kw_only=True)
class ItemResult:
    """The server's word on one item; seq: its number there, if it has it; problem: a problem's name without the prefix."""

    id: str
    status: ItemStatus
    seq: int | None = None
    problem: str | None = None


@dataclass(frozen=True, kw_only=True)
class Problem:
    """An answer that is an error (RFC 9457). name: the type without "urn:hall:"; facts: ids, codes and numbers."""

    status: int
    name: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def to_json(self) -> bytes:
        body = {"type": _PREFIX + self.name, "status": self.status, "facts": dict(self.facts)}
        return json.dumps(body, ensure_ascii=False).encode()


def problem_of(status: int, body: bytes) -> Problem | None:
    """The problem that an answer tells; None if this is no problem of ours (a portal, a proxy)."""
    told = _object(body)
    kind = told.get("type")
    if not isinstance(kind, str) or not kind.startswith(_PREFIX):
        return None
    facts = told.get("facts", {})
    return Problem(status=status, name=kind.removeprefix(_PREFIX), facts=facts if isinstance(facts, dict) else {})


def squeeze(body: bytes) -> tuple[bytes, str | None]:
    """The bytes for the wire, and their Content-Encoding."""
    return (gzip.compress(body, 6, mtime=0), "gzip") if len(body) > GZIP_ABOVE_BYTES else (body, None)


def inflate(body: bytes, limit: int) -> bytes | None:
    """What was gzipped; None if it is damaged, has a tail, or would be longer than `limit`: never more than that is made."""
    engine = zlib.decompressobj(wbits=31)
    try:
        plain = engine.decompress(body, limit + 1)
    except zlib.error:
        return None
    return plain if engine.eof and len(plain) <= limit and not engine.unused_data else None


def batch(items: Iterable[bytes]) -> bytes:
    """The body of a batch; the items stand in it with the very bytes that were frozen."""
    return b'{"v":1,"items":[' + b",".join(items) + b"]}"


def results_body(results: Sequence[ItemResult], server_time: str) -> bytes:
    told = [{name: value for name, value in vars(result).items() if value is not None} for result in results]
    return json.dumps({"v": 1, "server_time": server_time, "results": told}).encode()


def results_of(body: bytes) -> dict[str, ItemResult] | None:
    """The results by id; None if this is not the answer to a batch. Unknown words count as "retry"."""
    told = _object(body).get("results")
    if not isinstance(told, list):
        return None
    return {str(entry.get("id")): _result(entry) for entry in told if isinstance(entry, dict)}


def _result(entry: Mapping[str, Any]) -> ItemResult:  # Any: JSON of another machine
    known = entry.get("status") in set(ItemStatus)
    status = ItemStatus(entry["status"]) if known else ItemStatus.RETRY
    seq, problem = entry.get("seq"), entry.get("problem")
    return ItemResult(id=str(entry.get("id")), status=status, seq=seq if isinstance(seq, int) else None, problem=problem and str(problem))


def _object(body: bytes) -> Mapping[str, Any]:  # Any: JSON of another machine
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
