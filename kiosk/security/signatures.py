"""Who sent this request, and is it whole? HTTP message signatures (RFC 9421) with the Ed25519 key of a device.

They survive a gateway that opens TLS. Client: `sign`. Server: `verify`, then `Nonces.judge` with its own clock. Of all that the
RFC allows one spelling is made and taken: these components in this order, these parameters, one signature, one SHA-256 digest.
Telling apart why a signature is no good would help nobody but an attacker, so that answer is one word.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Protocol
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.security.keys import DeviceKey

TAG = "hall-sync-1"
ALWAYS = ("@method", "@authority", "@path", "@query")
IF_SENT = ("content-type", "content-encoding", "upload-offset", "last-event-id")
"""Headers that must be covered when the request has them: else one could be added unseen."""

WINDOW = timedelta(seconds=300)
"""How far the time of a request may be from the server's."""


_REST = r'created=(?P<created>[0-9]{1,11});keyid="(?P<device>[A-Za-z0-9._-]{1,64})";alg="ed25519";nonce="(?P<nonce>[A-Za-z0-9_-]{1,64})"'
_INPUT = re.compile(rf'hall=(?P<params>\([a-z0-9@" -]{{1,200}}\);(?P<rest>{_REST};tag="{TAG}"))')
_SIGNATURE = re.compile(r"hall=:([A-Za-z0-9+/]{86}==):")


class Message(Protocol):
    """A request on its way out; url with scheme and authority."""

    @property
    def headers(self) -> MutableMapping[str, str]: ...

    @property
    def method(self) -> str | None: ...

    @property
    def url(self) -> str | None: ...


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A request as it came in. url: with the authority of the server's own settings, never that of a Host header.

    headers: names in lower case; the values of a name that came twice joined by ", ".
    """

    method: str
    url: str
    headers: Mapping[str, str]

    @classmethod
    def of(cls, method: str, url: str, headers: Iterable[tuple[bytes, bytes]]) -> "Seen":
        """From the header lines of the wire, in their order."""
        joined: dict[str, str] = {}
        for raw_name, raw_value in headers:
            name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1").strip(" \t")
            joined[name] = f"{joined[name]}, {value}" if name in joined else value
        return cls(method=method, url=url, headers=joined)


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What a good signature says. created: the sender's clock, a claim."""

    device: str
    created: datetime
    nonce: str


def sign(message: Message, *, device: str, key: DeviceKey, now: datetime, nonce: str, body: bytes = b"") -> None:
    """Add Content-Digest (if there is a body), Signature-Input and Signature. body: the bytes on the wire, compressed or not."""
    headers = message.headers
    if body:
        headers["Content-Digest"] = _digest(body)
    values = {name.lower(): value.strip(" \t") for name, value in headers.items()}
    covered = _covered(values, body)
    params = _params(covered, f'created={int(now.timestamp())};keyid="{device}";alg="ed25519";nonce="{nonce}";tag="{TAG}"')
    signature = key.private.sign(_base(message.method or "", message.url or "", values, covered, params))
    headers["Signature-Input"] = f"hall={params}"
    headers["Signature"] = f"hall=:{base64.b64encode(signature).decode()}:"


def verify(seen: Seen, body: bytes, public_of: Callable[[str], bytes | None]) -> Signed | None:
    """Who signed this very request, or None. body: the bytes on the wire; public_of: device -> its key, None if it has none."""
    said = _INPUT.fullmatch(seen.headers.get("signature-input", ""))
    signature = _SIGNATURE.fullmatch(seen.headers.get("signature", ""))
    if said is None or signature is None:
        return None
    covered = _covered(seen.headers, body)
    public = public_of(said["device"])
    if public is None or said["params"] != _params(covered, said["rest"]) or (body and seen.headers.get("content-digest") != _digest(body)):
        return None
    try:
        base = _base(seen.method, seen.url, seen.headers, covered, said["params"])
        _public_key(public).verify(base64.b64decode(signature[1]), base)
    except (InvalidSignature, ValueError):  # ValueError: a header beyond ASCII
        return None
    return Signed(device=said["device"], created=datetime.fromtimestamp(int(said["created"]), UTC), nonce=said["nonce"])


class Nonces:
    """Which signed requests were here already? Kept in memory for as long as their time would still pass.

    What was signed before `since` (the start of this server) cannot be checked any more, so it is not judged fresh: an honest
    sender learns the time from the answer and signs again.
    """

    def __init__(self, since: datetime) -> None:
        self._since = since.replace(microsecond=0)
        self._seen: dict[tuple[str, str], datetime] = {}
        self._swept_at = since

    def judge(self, signed: Signed, now: datetime) -> str | None:
        """None: fresh, and remembered. Else "clock-skew" or "replayed". One thread at a time."""
        if abs(signed.created - now) > WINDOW or signed.created < self._since:
            return "clock-skew"
        self._sweep(now)
        key = (signed.device, signed.nonce)
        if key in self._seen:
            return "replayed"
        self._seen[key] = signed.created + WINDOW
        return None

    def _sweep(self, now: datetime) -> None:
        if now - self._swept_at < timedelta(seconds=10):
            return
        self._swept_at = now
        self._seen = {key: until for key, until in self._seen.items() if until >= now}


@lru_cache(maxsize=512)
def _public_key(public: bytes) -> Ed25519PublicKey:
    """Raises ValueError for bytes that are no key."""
    return Ed25519PublicKey.from_public_bytes(public)


def _covered(headers: Mapping[str, str], body: bytes) -> tuple[str, ...]:
    return (*ALWAYS, *(name for name in IF_SENT if name in headers), *(("content-digest",) if body else ()))


def _params(covered: tuple[str, ...], rest: str) -> str:
    names = " ".join(f'"{name}"' for name in covered)
    return f"({names});{rest}"


def _base(method: str, url: str, headers: Mapping[str, str], covered: tuple[str, ...], params: str) -> bytes:
    """The bytes that are signed (RFC 9421, 2.5). headers: names in lower case. Raises ValueError beyond ASCII."""
    parts = urlsplit(url)
    own = {"@method": method, "@authority": parts.netloc.lower(), "@path": parts.path or "/", "@query": f"?{parts.query}"}
    lines = [f'"{name}": {own[name] if name in own else headers[name]}' for name in covered]
    return "\n".join((*lines, f'"@signature-params": {params}')).encode("ascii")


def _digest(body: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"
