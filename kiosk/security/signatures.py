"""Who sent this request, and is it whole? HTTP message signatures (RFC 9421) with the Ed25519 key of a device.

They survive a gateway that opens TLS. Client: `sign`. Server: `verify`, then `judge` with its own clock; telling apart why
a signature is no good would help nobody but an attacker, so that answer is one word.
"""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    algorithms,
)

from kiosk.security.keys import DeviceKey

TAG = "hall-sync-1"
ALWAYS = ("@method", "@authority", "@path", "@query")
IF_SENT = ("content-type", "content-encoding", "upload-offset", "last-event-id")
"""Headers that must be covered when the request has them: else one could be added unseen."""

WINDOW = timedelta(seconds=300)
"""How far the time of a request may be from the server's."""


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
    """A request as it came in. url: with the authority of the server's own settings, never that of a Host header."""

    method: str
    url: str
    headers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What a good signature says. created: the sender's clock, a claim."""

    device: str
    created: datetime
    nonce: str


def sign(message: Message, *, device: str, key: DeviceKey, now: datetime, nonce: str, body: bytes = b"") -> None:
    """Add Content-Digest (if there is a body), Signature-Input and Signature. body: the bytes on the wire, compressed or not."""
    signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=_OneKey(key.private))
    covered = (*_covered(message.headers, body), *(("content-digest",) if body else ()))
    signer.sign(
        message, key_id=device, created=now, nonce=nonce, tag=TAG, label="hall", covered_component_ids=covered, body=body or None
    )


def verify(seen: Seen, body: bytes, public_of: Callable[[str], bytes | None]) -> Signed | None:
    """Who signed this very request, or None. body: the bytes on the wire; public_of: device -> its key, None if it has none."""
    verifier = HTTPMessageVerifier(signature_algorithm=algorithms.ED25519, key_resolver=_Keys(public_of))
    verifier.max_clock_skew = timedelta(days=36500)  # the library's limit of 5 s; `judge` compares the times
    required = (*_covered(seen.headers, body), *(("content-digest",) if body else ()))
    try:
        results = verifier.verify(seen, max_age=None, expect_tag=TAG, require_components=required, body=body)
    except HTTPMessageSignaturesException:
        return None
    if len(results) != 1 or not results[0].nonce:
        return None
    parameters = results[0].parameters
    created = datetime.fromtimestamp(int(parameters["created"]), UTC)
    return Signed(device=str(parameters["keyid"]), created=created, nonce=results[0].nonce)


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


def _covered(headers: Mapping[str, str], body: bytes) -> tuple[str, ...]:
    names = {name.lower() for name in headers}
    return (*ALWAYS, *(name for name in IF_SENT if name in names))


class _OneKey(HTTPSignatureKeyResolver):
    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    def resolve_private_key(self, key_id: str) -> Ed25519PrivateKey:
        return self._key


class _Keys(HTTPSignatureKeyResolver):
    def __init__(self, public_of: Callable[[str], bytes | None]) -> None:
        self._public_of = public_of

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:
        public = self._public_of(key_id)
        return None if public is None else Ed25519PublicKey.from_public_bytes(public)
