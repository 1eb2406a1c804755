"""What the hub answers to bad input and in bad times, over real HTTP: a clear name each, nothing lost, and honest people go on.

A body without an end, bombs, forged and repeated requests: test_door. The hub killed at each step: tests/whole/test_named_kills. A
database server that goes away: test_database.
"""

import ast
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import pytest
import requests
from pysqlite3 import dbapi2 as sqlite

from kiosk.actions import devices
from kiosk.actions import feed as happenings
from kiosk.actions.day import end_day
from kiosk.model.queue import HallAway, QueueRefused
from kiosk.programs.explain import explanations
from kiosk.security.signatures import sign
from kiosk.store import staff
from kiosk.store.staff import Person
from sync.hall import RemoteHall
from sync.protocol import problem_of
from tests.builders import NINE, FakeClock, a_catalogue, a_service, new_id, some_id
from tests.kiosk.hub.builders import KEYS, Site, a_site
from tests.kiosk.store.test_database import full

ROOT = Path(__file__).parents[3]
TOKEN = "a token of D1"
Words: TypeAlias = dict[str, Any]  # Any: JSON


@contextmanager
def a_hall_at_work(folder: Path) -> Iterator[Site]:
    """Of the service "permit" one ticket a day is given; a clerk has signed in at counter 1, at the console D1."""
    catalogue = a_catalogue(a_service(), a_service("permit", series="B", day_limit=1))
    with a_site(folder, catalogue=catalogue) as running:
        with running.store.write() as tx:
            staff.put(tx, Person(code="li", name="Li", role="clerk", services=frozenset("*"), pin=""))
            hashed, until = hashlib.sha256(TOKEN.encode()).hexdigest(), NINE + timedelta(hours=12)
            staff.open_session(tx, hashed, person="li", counter=1, station="D1", now=NINE, until=until)
        yield running


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with a_hall_at_work(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One hub meets all that is wrong, and goes on."""
    with a_hall_at_work(tmp_path_factory.mktemp("shared")) as running:
        yield running


def ticket(**changes: object) -> Words:
    return {"request": str(new_id()), "service": "tax", "language": "zh", "audience": "person", **changes}


def deed(**changes: object) -> Words:
    return {"request": str(new_id()), "session": TOKEN, **changes}


def said(site: Site, device: str, path: str, words: Words | bytes, *, age_s: int = 0) -> tuple[int, str]:
    """Status, and the problem's name."""
    body = words if isinstance(words, bytes) else json.dumps(words).encode()
    headers = {"Hall-Protocol": "1.0", "Content-Type": "application/json"}
    request = requests.Request("POST", site.listener.url + path, data=body, headers=headers).prepare()
    signed_at = site.clock.now() - timedelta(seconds=age_s)
    sign(request, device=device, key=KEYS[device], now=signed_at, nonce=new_id().hex, body=body)
    with requests.Session() as http:
        http.trust_env = False
        answer = http.send(request, timeout=10)
    problem = problem_of(answer.status_code, answer.content)
    return answer.status_code, problem.name if problem else ""


CALL = "/v1/counters/1:call-next"
CASES: dict[str, tuple[tuple[str, str, Words | bytes], tuple[int, str]]] = {
    "an unknown service": (("K1", "/v1/tickets", ticket(service="nothing")), (409, "unknown-service")),
    "an unknown class": (("K1", "/v1/tickets", ticket(priority="king")), (409, "unknown-class")),
    "an emergency by a citizen": (("K1", "/v1/tickets", ticket(priority="emergency")), (409, "unknown-class")),
    "a counter that takes a ticket": (("D1", "/v1/tickets", ticket()), (403, "not-for-this-role")),
    "a board that takes a ticket": (("B1", "/v1/tickets", ticket()), (403, "not-for-this-role")),
    "a terminal that calls": (("K1", CALL, deed()), (403, "not-for-this-role")),
    "a board that signs in": (("B1", "/v1/staff:sign-in", {"staff": "li", "pin": "1", "counter": 1}), (403, "not-for-this-role")),
    "a token at another console": (("D2", CALL, deed()), (409, "signed-out")),
    "a token at another counter": (("D1", "/v1/counters/2:call-next", deed()), (409, "signed-out")),
    "a token that nobody has": (("D1", CALL, deed(session="guessed")), (409, "signed-out")),
    "an unknown counter": (("D1", "/v1/counters/99:call-next", deed()), (409, "unknown-counter")),
    "a counter beyond all numbers": (("D1", "/v1/counters/9999999:call-next", deed()), (404, "no-such")),
    "an unknown deed": (("D1", "/v1/counters/1:dance", deed()), (404, "unknown-deed")),
    "an order without an order": (("D1", "/v1/counters/1:do", deed()), (404, "unknown-deed")),
    "an order of an unknown deed": (("D1", "/v1/counters/1:do", deed(order={"deed": "dance"})), (400, "malformed")),
    "a note without an end": (("D1", "/v1/counters/1:do", deed(order={"deed": "hold", "note": "x" * 501})), (400, "malformed")),
    "a session without an end": (("D1", CALL, deed(session="x" * 257)), (400, "malformed")),
    "another path": (("K1", "/v1/nothing", {}), (404, "no-such")),
    "half a request": (("K1", "/v1/tickets", b'{"request": "01'), (400, "malformed")),
    "no id": (("K1", "/v1/tickets", ticket(request="seven")), (400, "malformed")),
    "a control character": (("K1", "/v1/tickets", ticket(service="t\x00x")), (400, "malformed")),
    "no text": (("K1", "/v1/tickets", b"\xff\xfe"), (400, "malformed")),
    "a million brackets": (("K1", "/v1/tickets", b"[" * 1_000_000), (400, "malformed")),
    "ten megabytes": (("K1", "/v1/tickets", b"x" * 10_000_000), (413, "too-large")),
    "ten megabytes at a counter": (("D1", CALL, b"x" * 10_000_000), (413, "too-large")),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_has_a_name_and_changes_nothing(shared: Site, case: str) -> None:
    (device, path, words), expected = CASES[case]
    before = happenings.bounds(shared.store)
    try:
        answer = said(shared, device, path, words)
    except requests.ConnectionError:  # the hub hung up while we were still sending
        answer = (413, "too-large")

    assert answer == expected
    assert happenings.bounds(shared.store) == before
    assert said(shared, "K1", "/v1/tickets", ticket()) == (201, "")


def test_before_and_after_the_opening_hours_no_ticket_is_given_and_the_next_opening_is_told(site: Site) -> None:
    site.clock.go_on(hours=14)
    with pytest.raises(QueueRefused) as refused:
        RemoteHall(site.session("K1")).take_ticket(new_id(), service="tax", language="zh", audience="person")

    assert refused.value.code == "queue.closed"
    assert datetime.fromisoformat(str(refused.value.facts["opens_at"])) > site.clock.now()


def test_beyond_the_limit_of_the_day_no_ticket_is_given_and_a_repeated_request_still_has_its_own(site: Site) -> None:
    first = ticket(service="permit")

    assert said(site, "K1", "/v1/tickets", first) == (201, "")
    assert said(site, "K1", "/v1/tickets", ticket(service="permit")) == (409, "limit-reached")
    assert said(site, "K1", "/v1/tickets", first) == (201, "")
    site.clock.go_on(days=1)
    assert said(site, "K1", "/v1/tickets", ticket(service="permit")) == (201, "")


def test_a_request_id_with_other_words_is_refused(site: Site) -> None:
    first = ticket()

    assert said(site, "K1", "/v1/tickets", first) == (201, "")
    assert said(site, "K1", "/v1/tickets", {**first, "language": "en"}) == (409, "id-reused")
    assert said(site, "K2", "/v1/tickets", first) == (409, "id-reused")


def test_a_request_that_lay_for_long_is_expired(site: Site) -> None:
    assert said(site, "K1", "/v1/tickets", ticket(), age_s=301) == (401, "clock-skew")
    assert said(site, "K1", "/v1/tickets", ticket(), age_s=-301) == (401, "clock-skew")
    assert happenings.bounds(site.store) == (1, 0)


def test_a_revoked_machine_is_told_so_and_what_it_did_stays(site: Site) -> None:
    assert said(site, "K1", "/v1/tickets", ticket()) == (201, "")
    devices.revoke(site.store, "K1", by="li", now=NINE)
    site.clock.go_on(seconds=3)

    assert said(site, "K1", "/v1/tickets", ticket()) == (403, "device-revoked")
    assert happenings.bounds(site.store) == (1, 1)


def test_a_database_that_another_program_holds_is_told_and_the_same_request_goes_through_later(site: Site) -> None:
    words = ticket()
    with site.store.write() as tx:
        tx.exec_driver_sql("PRAGMA busy_timeout=20").fetchall()
    other = sqlite.connect(site.store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    held = said(site, "K1", "/v1/tickets", words)
    other.execute("COMMIT")
    other.close()

    assert held == (503, "store.busy")
    assert said(site, "K1", "/v1/tickets", words) == (201, "")
    assert happenings.bounds(site.store) == (1, 1)


def test_a_full_disk_is_told_nothing_is_lost_and_the_same_request_goes_through_once_there_is_room(site: Site) -> None:
    hall = RemoteHall(site.session("K1"))
    full(site.store)
    given: list[str] = []

    def take(request: UUID) -> str:
        return hall.take_ticket(request, service="tax", language="zh", audience="person").label

    def take_on() -> None:
        for number in range(500):
            given.append(take(some_id(number)))

    with pytest.raises(HallAway) as away:
        take_on()
    with site.store.write() as tx:
        tx.exec_driver_sql("PRAGMA max_page_count=1000000").fetchall()

    assert away.value.facts == {"reason": "store.full"}
    assert take(some_id(len(given))) == f"A{len(given) + 1:03d}"
    assert happenings.bounds(site.store) == (1, len(given) + 1)


def test_a_database_that_is_damaged_takes_nothing_more_and_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(site, "K1", "/v1/tickets", ticket()) == (201, "")
    site.store.checkpoint()
    path = site.store.path
    whole = path.read_bytes()
    path.write_bytes(whole[: 40 * 4096] + bytes(20 * 4096) + whole[60 * 4096 :])
    assert not site.store.check()

    assert said(site, "K1", "/v1/tickets", ticket()) == (503, "store.damaged")
    path.write_bytes(whole)


@pytest.mark.parametrize("days", [1, -1])
def test_a_station_whose_clock_is_a_day_off_learns_the_time_and_its_tickets_bear_the_hubs(site: Site, days: int) -> None:
    wrong = FakeClock(site.clock.now() + timedelta(days=days))
    session = site.session("K1", clock=wrong)
    given = RemoteHall(session).take_ticket(new_id(), service="tax", language="zh", audience="person")

    assert (given.label, given.taken_at) == ("A001", NINE)
    assert abs(session.offset + timedelta(days=days)) < timedelta(seconds=2)


def test_after_a_start_a_day_too_late_numbers_begin_anew_and_a_known_request_keeps_its_own(site: Site) -> None:
    words = ticket()
    hall = RemoteHall(site.session("K1"))

    def take(request: UUID) -> tuple[str, str]:
        taken = hall.take_ticket(request, service="tax", language="zh", audience="person")
        return taken.label, taken.day.isoformat()

    first = take(UUID(words["request"]))
    site.clock.go_on(days=1)

    assert take(UUID(words["request"])) == first == ("A001", "2026-03-02")
    assert take(new_id()) == ("A001", "2026-03-03")
    assert said(site, "D1", CALL, deed()) == (409, "signed-out")


def test_after_a_start_a_day_too_early_nobody_is_let_go_and_no_number_is_given_twice(tmp_path: Path) -> None:
    """The hub was on the right day, and is started again with a clock that is a day behind."""
    clock = FakeClock(NINE + timedelta(days=1))
    with a_site(tmp_path, clock) as before:
        session = RemoteHall(before.session("K1"))
        labels = [session.take_ticket(some_id(number), service="tax", language="zh", audience="person").label for number in (1, 2)]
    clock = FakeClock(NINE)
    with a_site(tmp_path, clock) as after:
        hall = RemoteHall(after.session("K1"))
        let_go = end_day(after.hall)
        known = hall.take_ticket(some_id(1), service="tax", language="zh", audience="person")
        clock.go_on(days=1)
        right = hall.take_ticket(some_id(3), service="tax", language="zh", audience="person")

        assert let_go == 0
        assert labels == ["A001", "A002"]
        assert (known.label, right.label) == ("A001", "A003")
        assert happenings.bounds(after.store) == (1, 3)


def names_of_problems() -> Iterator[str]:
    """All that the program may answer with Problem(name=...), as the source says it."""
    for package in ("kiosk", "sync"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
                    said = [word.value for word in node.keywords if word.arg == "name"]
                    yield from (str(value.value) for value in said if isinstance(value, ast.Constant))


def test_every_name_of_a_problem_is_described_with_what_to_do() -> None:
    known = explanations()

    assert {f"urn:hall:{name}" for name in (*names_of_problems(), "clock-skew", "replayed")} <= set(known)
