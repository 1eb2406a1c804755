"""Request signatures: what they cover, and what they let through."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import HTTPMessageSigner, HTTPMessageVerifier, HTTPSignatureKeyResolver, algorithms

from kiosk.security.keys import DeviceKey
from kiosk.security.signatures import Nonces, Seen, Signed, sign, verify

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = DeviceKey(bytes(range(32)))
URL = "http://hub:8080/v1/attachments/7?size=3"
BODY = b'{"a":1}'


@dataclass
class Outgoing:
    """A request as requests prepares it."""

    method: str = "PUT"
    url: str = URL
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json", "Content-Encoding": "gzip"})


def a_signed_request(body: bytes = BODY, key: DeviceKey = KEY) -> dict[str, str]:
    request = Outgoing() if body else Outgoing(headers={})
    sign(request, device="K1", key=key, now=NINE, nonce="nonce-1", body=body)
    return request.headers


def read(headers: dict[str, str], *, method: str = "PUT", url: str = URL, body: bytes = BODY) -> Signed | None:
    return verify(wire(headers, method=method, url=url), body, {"K1": KEY.public}.get)


def wire(headers: dict[str, str], *, method: str = "PUT", url: str = URL) -> Seen:
    return Seen.of(method, url, [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()])


def test_a_signed_request_tells_device_time_and_nonce() -> None:
    assert read(a_signed_request()) == Signed(device="K1", created=NINE, nonce="nonce-1")
    assert read(a_signed_request(b""), body=b"") == Signed(device="K1", created=NINE, nonce="nonce-1")


@pytest.mark.parametrize(
    "change",
    [
        {"method": "POST"},
        {"url": "http://other:8080/v1/attachments/7?size=3"},
        {"url": "http://hub:8080/v1/attachments/8?size=3"},
        {"url": "http://hub:8080/v1/attachments/7?size=4"},
        {"url": "http://hub:8080/v1/attachments/7"},
        {"body": b'{"a":2}'},
        {"body": b""},
    ],
    ids=["method", "authority", "path", "query", "no query", "body", "no body"],
)
def test_nothing_of_a_request_can_be_changed(change: dict[str, str]) -> None:
    assert read(a_signed_request(), **change) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "header",
    [("Content-Type", "text/plain"), ("Content-Encoding", "br"), ("Upload-Offset", "9"), ("Last-Event-ID", "9")],
    ids=lambda header: header[0],
)
def test_no_header_that_matters_can_be_changed_or_added(header: tuple[str, str]) -> None:
    assert read(a_signed_request() | dict([header])) is None


def test_no_header_that_matters_can_be_taken_away() -> None:
    headers = a_signed_request()
    del headers["Content-Encoding"]

    assert read(headers) is None


def test_a_body_needs_its_digest() -> None:
    headers = a_signed_request(b"")

    assert read(headers, body=BODY) is None


def test_a_stranger_or_another_key_is_nobody() -> None:
    assert verify(wire(a_signed_request()), BODY, lambda _: None) is None
    assert read(a_signed_request(key=DeviceKey(bytes(32)))) is None


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Signature": "x", "Signature-Input": "y"},
        {"Signature": "hall=:AAAA:", "Signature-Input": 'hall=("@method");created=999999999999999;keyid="K1";nonce="n";tag="hall-sync-1"'},
        {"Signature": "hall=:AAAA:", "Signature-Input": 'hall=("@method" "@method");created=1;keyid="K1";nonce="n";tag="hall-sync-1"'},
        {"Signature": "hall=:AAAA:", "Signature-Input": 'hall=("@status");created=1;keyid=7;nonce="n";tag="hall-sync-1"'},
        {"Signature": "\xff", "Signature-Input": "hall=((((((((("},
    ],
)
def test_hostile_headers_are_only_not_valid(headers: dict[str, str]) -> None:
    assert read(headers) is None


def test_a_request_signed_twice_is_refused() -> None:
    headers = a_signed_request()
    headers["Signature"] += ", " + headers["Signature"].replace("hall=", "more=", 1)
    headers["Signature-Input"] += ", " + headers["Signature-Input"].replace("hall=", "more=", 1)

    assert read(headers) is None


def test_a_header_that_came_twice_is_not_what_was_signed() -> None:
    lines = [(name.encode(), value.encode()) for name, value in a_signed_request().items()]
    doubled = Seen.of("PUT", URL, [*lines, (b"content-type", b"text/plain")])

    assert verify(doubled, BODY, {"K1": KEY.public}.get) is None


class _Keys(HTTPSignatureKeyResolver):
    """For the reference implementation."""

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(KEY.public)

    def resolve_private_key(self, key_id: str) -> Ed25519PrivateKey:
        return KEY.private


@pytest.mark.parametrize("body", [BODY, b""], ids=["body", "no body"])
def test_another_implementation_of_the_rfc_reads_what_we_sign(body: bytes) -> None:
    verifier = HTTPMessageVerifier(signature_algorithm=algorithms.ED25519, key_resolver=_Keys())
    verifier.max_clock_skew = timedelta(days=36500)
    (result,) = verifier.verify(Outgoing(headers=a_signed_request(body)), max_age=None, expect_tag="hall-sync-1", body=body)

    assert (result.parameters["keyid"], result.nonce) == ("K1", "nonce-1")
    assert '"content-digest"' in result.covered_components or not body


def test_what_another_implementation_of_the_rfc_signs_is_read_by_us() -> None:
    request = Outgoing()
    covered = ("@method", "@authority", "@path", "@query", "content-type", "content-encoding", "content-digest")
    signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=_Keys())
    signer.sign(
        request, key_id="K1", created=NINE, nonce="nonce-1", tag="hall-sync-1", label="hall", covered_component_ids=covered, body=BODY
    )

    assert read(request.headers) == Signed(device="K1", created=NINE, nonce="nonce-1")


def judged(nonces: Nonces, created: datetime, nonce: str = "a", now: datetime = NINE) -> str | None:
    return nonces.judge(Signed(device="K1", created=created, nonce=nonce), now)


def test_a_nonce_passes_once() -> None:
    nonces = Nonces(NINE - timedelta(hours=1))

    assert judged(nonces, NINE) is None
    assert judged(nonces, NINE) == "replayed"
    assert judged(nonces, NINE, "b") is None


def test_a_clock_more_than_five_minutes_off_is_told_so() -> None:
    nonces = Nonces(NINE - timedelta(hours=1))

    assert judged(nonces, NINE - timedelta(seconds=301)) == "clock-skew"
    assert judged(nonces, NINE + timedelta(seconds=301)) == "clock-skew"
    assert judged(nonces, NINE - timedelta(seconds=300)) is None


def test_a_nonce_is_remembered_for_as_long_as_its_time_passes() -> None:
    nonces = Nonces(NINE - timedelta(hours=1))
    ahead = NINE + timedelta(seconds=299)
    judged(nonces, ahead)

    assert judged(nonces, ahead, now=NINE + timedelta(seconds=598)) == "replayed"
    assert judged(nonces, ahead, now=NINE + timedelta(seconds=601)) == "clock-skew"


def test_a_restart_opens_no_gap_for_what_was_signed_before() -> None:
    judged(Nonces(NINE - timedelta(hours=1)), NINE)
    restarted = Nonces(NINE + timedelta(seconds=1))

    assert judged(restarted, NINE, now=NINE + timedelta(seconds=1)) == "clock-skew"
