"""The signed session: what the environment may not change, and what it learns about the time."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.security.keys import DeviceKey
from sync.http import Answer, Call, NoAnswer, SignedSession, Timeouts
from sync.serve import listen
from tests.builders import FakeClock
from tests.kiosk.hub.builders import KEYS, Site, a_site

HALL = Call(method="GET", path="/v1/hall")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with a_site(tmp_path) as running:
        yield running


def status(answer: Answer | NoAnswer) -> int | str:
    return answer.status if isinstance(answer, Answer) else answer.reason


def test_the_environment_changes_neither_the_way_nor_the_trust(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stranger = listen("127.0.0.1")
    stranger.socket.settimeout(0)
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, stranger.url)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "theirs.pem"))
    monkeypatch.setenv("CURL_CA_BUNDLE", str(tmp_path / "theirs.pem"))
    (tmp_path / "netrc").write_text("default login mallory password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    session = site.session("B1")

    assert status(session.request(HALL)) == 200
    assert not session._http.trust_env
    prepared = session._signed(HALL)
    assert "Authorization" not in prepared.headers
    with pytest.raises(BlockingIOError):
        stranger.socket.accept()  # nobody has come to the proxy
    stranger.socket.close()


def test_the_trust_is_the_one_that_was_configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.pem", tmp_path / "theirs.pem"
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(theirs))
    session = SignedSession("https://127.0.0.1:9", device="K1", key=KEYS["K1"], clock=FakeClock(), ca=ours)
    merged = session._http.merge_environment_settings("https://127.0.0.1:9", {}, None, None, None)
    session.close()

    assert merged["verify"] == str(ours)


@pytest.mark.parametrize("off", [timedelta(hours=1), timedelta(hours=-2), timedelta(days=365)], ids=str)
def test_a_wrong_clock_is_learned_from_the_first_answer_and_kept(site: Site, off: timedelta) -> None:
    wrong = FakeClock(site.clock.now() + off)
    session = site.session("B1", clock=wrong)

    assert status(session.request(HALL)) == 200
    assert session.offset == -off
    site.line.paths.clear()
    assert status(session.request(HALL)) == 200
    assert site.line.paths == ["/v1/hall"]


def test_no_answer_is_told_by_its_kind(site: Site) -> None:
    site.line.lose = 1
    nobody = listen("127.0.0.1")
    nobody.socket.close()
    refused = SignedSession(nobody.url, device="K1", key=KEYS["K1"], clock=site.clock)
    quick = SignedSession(site.listener.url, device="B1", key=KEYS["B1"], clock=site.clock, timeouts=Timeouts(read_s=0.05))

    assert site.session("B1").request(HALL) == NoAnswer("connection")
    assert refused.request(HALL) == NoAnswer("connection")
    site.line.still_above_bytes = -1
    assert quick.request(HALL) == NoAnswer("timeout")
    refused.close()
    quick.close()


def test_redirects_are_not_followed_and_cookies_not_kept(site: Site) -> None:
    session = site.session("B1")
    site.line.answers = [(302, {"location": "http://127.0.0.1:9/", "set-cookie": "who=K1"}, b"")]

    assert status(session.request(HALL)) == 302
    assert list(session._http.cookies) == []


def test_a_session_is_of_one_device(site: Site) -> None:
    other = site.session("B1", key=DeviceKey(bytes(32)))
    answer = other.request(HALL)

    assert isinstance(answer, Answer)
    assert answer.problem is not None
    assert (answer.status, answer.problem.name) == (401, "bad-signature")
