"""The door of the hub: who comes in, with how much, and how often."""

import json
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from kiosk.actions import devices
from kiosk.actions import feed as happenings
from kiosk.security.signatures import sign
from sync.protocol import problem_of
from tests.builders import NINE, some_id
from tests.kiosk.hub.builders import KEYS, Site, a_site
from tests.sync.builders import a_bomb

WORDS = {"request": str(some_id(1)), "service": "tax", "language": "zh", "audience": "person"}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with a_site(tmp_path) as running:
        yield running


def prepared(
    site: Site, *, body: bytes | None = None, nonce: str = "n1", path: str = "/v1/tickets", encoding: str = ""
) -> requests.PreparedRequest:
    """A request to take a ticket, as the terminal K1 would sign it."""
    content = json.dumps(WORDS).encode() if body is None else body
    headers = {"Hall-Protocol": "1.0", "Content-Type": "application/json", **({"Content-Encoding": encoding} if encoding else {})}
    request = requests.Request("POST", site.listener.url + path, data=content, headers=headers).prepare()
    sign(request, device="K1", key=KEYS["K1"], now=site.clock.now(), nonce=nonce, body=content)
    return request


def sent(request: requests.PreparedRequest) -> tuple[int, str]:
    """Status, and the problem's name."""
    with requests.Session() as http:
        http.trust_env = False
        answer = http.send(request, timeout=5)
    problem = problem_of(answer.status_code, answer.content)
    return answer.status_code, problem.name if problem else ""


def test_an_honest_request_comes_in(site: Site) -> None:
    assert sent(prepared(site)) == (201, "")


def test_a_request_comes_in_once(site: Site) -> None:
    request = prepared(site)

    assert [sent(request), sent(request)] == [(201, ""), (401, "replayed")]


def test_what_was_changed_on_the_way_does_not(site: Site) -> None:
    body, query, header, host = (prepared(site, nonce=f"n{n}") for n in range(4))
    body.body = json.dumps({**WORDS, "service": "xat"}).encode()
    query.url = f"{site.listener.url}/v1/tickets?more=1"
    header.headers["Content-Encoding"] = "gzip"
    host.headers["Signature-Input"] = host.headers["Signature-Input"].replace("created=", "created=1")

    assert {sent(request) for request in (body, query, header, host)} == {(401, "bad-signature")}
    assert happenings.bounds(site.store) == (1, 0)


def test_another_authority_cannot_pass_a_request_on(site: Site) -> None:
    """What was signed for another server is not taken here, whatever the Host header says."""
    request = prepared(site)
    request.headers["Host"] = "other.example"
    elsewhere = requests.Request("POST", "http://other.example/v1/tickets", data=b"{}", headers={"Hall-Protocol": "1.0"}).prepare()
    sign(elsewhere, device="K1", key=KEYS["K1"], now=site.clock.now(), nonce="n9", body=b"{}")
    elsewhere.url = f"{site.listener.url}/v1/tickets"

    assert sent(request) == (201, "")
    assert sent(elsewhere) == (401, "bad-signature")


def test_an_unsigned_request_a_strange_device_and_an_old_protocol_stay_outside(site: Site) -> None:
    unsigned, strange, old = (prepared(site, nonce=f"n{n}") for n in range(3))
    del unsigned.headers["Signature"]
    strange.headers["Signature-Input"] = strange.headers["Signature-Input"].replace("K1", "K9")
    old.headers["Hall-Protocol"] = "2.0"

    assert sent(unsigned) == (401, "bad-signature")
    assert sent(strange) == (401, "bad-signature")
    assert sent(old) == (426, "unsupported-version")


def test_a_clock_that_is_off_is_told_to_holders_of_a_key_only(site: Site) -> None:
    late = prepared(site)
    site.clock.go_on(seconds=301)
    forged = prepared(site)
    forged.headers["Signature"] = late.headers["Signature"]

    assert sent(late) == (401, "clock-skew")
    assert sent(forged) == (401, "bad-signature")


def test_a_revoked_device_is_refused_within_two_seconds(site: Site) -> None:
    assert sent(prepared(site, nonce="n1"))[0] == 201
    devices.revoke(site.store, "K1", by="li", now=NINE)
    site.clock.go_on(seconds=3)

    assert sent(prepared(site, nonce="n2")) == (403, "device-revoked")


def test_a_restart_lets_no_old_request_in(site: Site, tmp_path: Path) -> None:
    request = prepared(site)
    first = sent(request)
    site.clock.go_on(seconds=1)
    (tmp_path / "again").mkdir()
    with a_site(tmp_path / "again", site.clock) as restarted:
        request.url = f"{restarted.listener.url}/v1/tickets"
        elsewhere = prepared(restarted, nonce="n1")
        site.clock.go_on(seconds=-1)
        replayed = prepared(restarted, nonce="n1")
        site.clock.go_on(seconds=1)

        assert first == (201, "")
        assert sent(replayed) == (401, "clock-skew")
        assert sent(elsewhere) == (201, "")


@pytest.mark.parametrize("path", [
    pytest.param("/v1/submissions:batch", id="signed", marks=pytest.mark.whole), pytest.param("/v1/devices:enrol", id="open to all"),
])  # fmt: skip
def test_300_megabytes_of_zeros_are_refused(site: Site, path: str) -> None:
    assert sent(prepared(site, body=a_bomb(), path=path, encoding="gzip")) == (413, "too-large")


def test_a_body_of_ten_megabytes_is_refused_before_it_is_read(site: Site) -> None:
    host, port = site.listener.socket.getsockname()
    with socket.create_connection((host, port), timeout=5) as line:
        line.sendall(b"POST /v1/submissions:batch HTTP/1.1\r\nHost: hub\r\nContent-Length: 10000000\r\n\r\n")
        answer = line.recv(4096)

    assert answer.startswith(b"HTTP/1.1 413")
    assert b"connection: close" in answer.lower()


def test_a_body_without_an_end_is_cut_at_the_limit(site: Site) -> None:
    request = prepared(site)
    request.headers.pop("Content-Length")
    request.headers["Transfer-Encoding"] = "chunked"
    request.body = (bytes(1_000_000) for _ in range(9))  # type: ignore[assignment]  # requests sends an iterator in chunks
    try:
        refused = sent(request)
    except requests.ConnectionError:  # the hub hung up while we were still sending
        refused = (413, "too-large")

    assert refused == (413, "too-large")


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "identity"])
def test_other_encodings_are_not_understood(site: Site, encoding: str) -> None:
    assert sent(prepared(site, encoding=encoding)) == (415, "encoding")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"request": 7}', b"\xff", b'{"service": "' + b"x" * 100 + b'"}'])
def test_malformed_words_are_refused_and_not_repeated(site: Site, body: bytes) -> None:
    request = prepared(site, body=body)
    with requests.Session() as http:
        http.trust_env = False
        answer = http.send(request, timeout=5)

    assert (answer.status_code, answer.json()["type"]) == (400, "urn:hall:malformed")
    assert "x" * 50 not in answer.text


def test_every_answer_bears_the_time_of_the_hub(site: Site) -> None:
    site.clock.go_on(**{"days": 3})
    with requests.Session() as http:
        http.trust_env = False
        answer = http.get(f"{site.listener.url}/v1/ping?n=word", timeout=5)

    assert (answer.status_code, answer.headers["Hall-Central"]) == (204, "word")
    assert answer.headers["Date"] == f"{NINE + timedelta(days=3):%a, %d %b %Y %H:%M:%S} GMT"
