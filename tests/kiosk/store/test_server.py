"""The database at a server: opened, refused, shared by many at once, stopped and started under way."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kiosk.actions import filing
from kiosk.actions.audit import broken_at, trail
from kiosk.actions.feed import events_after, snapshot
from kiosk.actions.housekeeping import check_after_crash, forget
from kiosk.actions.queue import LocalHall
from kiosk.config import DatabaseServer
from kiosk.model.audit import AuditEvent
from kiosk.model.submission import Accepted, Duplicate
from kiosk.store import audit, meta, tables
from kiosk.store.database import Store
from kiosk.store.errors import (
    DatabaseAway,
    DatabaseBusy,
    DatabaseInUse,
    ForeignFile,
    NewerDatabase,
    NoCopyHere,
    NoRights,
    OlderDatabase,
    OldServer,
)
from kiosk.store.look import keeps_what_it_says, look_at
from kiosk.store.server import bring_up_to_date
from tests.builders import NINE, FakeClock, a_desk, a_filing, a_hall, a_ticket, an_open_counter, new_id
from tests.kiosk.actions.test_filing import only_parcel, receive
from tests.kiosk.store.test_opening import BAD, tomorrow
from tests.postgres import Databases, PostgresServer, command


@pytest.fixture
def empty(databases: Databases) -> Iterator[DatabaseServer]:
    with databases.a_database(empty=True) as place:
        yield place


@pytest.fixture
def place(databases: Databases) -> Iterator[DatabaseServer]:
    with databases.a_database() as made:
        yield made


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """All on threads of their own; what they raise is raised."""
    start = threading.Barrier(len(deeds))

    def one(deed: Callable[[], object]) -> object:
        start.wait(timeout=30)
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def do(place: DatabaseServer, statement: str) -> None:
    command(place.url, sql.SQL(statement))


# -- opening ----------------------------------------------------------------------------------------------------------


def test_an_empty_database_is_filled_and_begins_its_audit_trail(empty: DatabaseServer) -> None:
    with Store.open(empty, now=NINE) as store:
        [first] = trail(store)

        assert (first.event, first.at) == (AuditEvent.DATABASE_CREATED, NINE)
        assert check_after_crash(store, now=NINE)


def test_many_programs_that_start_at_once_fill_it_once(empty: DatabaseServer) -> None:
    at_once(*[lambda: Store.open(empty, now=NINE).close()] * 4)

    with Store.open(empty, now=NINE) as store:
        assert [row.event for row in trail(store)] == [AuditEvent.DATABASE_CREATED]


@pytest.mark.whole
def test_an_upgrade_is_one_transaction(place: DatabaseServer, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="half way"):
        bring_up_to_date(place, now=NINE, migrations=tomorrow(tmp_path, BAD))
    with Store.open(place, now=NINE) as store:
        assert AuditEvent.DATABASE_UPGRADED not in {row.event for row in trail(store)}


def test_a_later_program_upgrades_once_the_earlier_ones_have_stopped(place: DatabaseServer, tmp_path: Path) -> None:
    migrations = tomorrow(tmp_path)
    with Store.open(place, now=NINE) as store:
        trail(store)
        with pytest.raises(DatabaseInUse, match="older version"):
            bring_up_to_date(place, now=NINE, migrations=migrations)
    bring_up_to_date(place, now=NINE, migrations=migrations)
    bring_up_to_date(place, now=NINE, migrations=migrations)

    for shared in (False, True):
        with pytest.raises(NewerDatabase) as refused:
            Store.open(place, now=NINE, shared=shared)
        assert refused.value.facts["revision"] == "0002"


def test_a_database_of_another_program_is_refused_and_left_alone(empty: DatabaseServer) -> None:
    do(empty, "CREATE TABLE alembic_version (version_num text)")
    with pytest.raises(ForeignFile, match="belongs to another program"):
        Store.open(empty, now=NINE)

    do(empty, "DROP TABLE alembic_version")
    with pytest.raises(OlderDatabase), look_at(empty):
        pass


@pytest.mark.whole
def test_a_user_who_may_not_make_tables_is_told(empty: DatabaseServer) -> None:
    do(empty, "CREATE ROLE guest LOGIN")
    guest = DatabaseServer(url=empty.url.replace("postgres@", "guest@"))
    try:
        with pytest.raises(NoRights) as refused:
            Store.open(guest, now=NINE)
    finally:
        do(empty, "DROP ROLE guest")

    assert refused.value.facts == {"database": empty.name}


@pytest.mark.whole
def test_an_encoding_that_cannot_hold_every_name_is_refused(databases: Databases, place: DatabaseServer) -> None:
    do(place, "CREATE DATABASE hall_ascii ENCODING SQL_ASCII LOCALE 'C' TEMPLATE template0")
    try:
        with pytest.raises(OldServer) as refused:
            Store.open(databases.named("hall_ascii"), now=NINE)
    finally:
        do(place, "DROP DATABASE hall_ascii WITH (FORCE)")

    assert str(refused.value.facts["found"]).endswith("with SQL_ASCII")


@pytest.mark.whole
def test_a_look_changes_nothing_and_sees_what_there_is(empty: DatabaseServer) -> None:
    with pytest.raises(OlderDatabase) as refused, look_at(empty):
        pass
    Store.open(empty, now=NINE).close()

    assert refused.value.facts["revision"] == "none"
    with look_at(empty) as tx:
        assert audit.broken_at(tx) is None
        assert not keeps_what_it_says(tx)  # tests have no power cuts: fsync is off


@pytest.mark.whole
def test_a_tool_joins_or_begins_but_leaves_an_upgrade_to_the_program(empty: DatabaseServer, tmp_path: Path) -> None:
    with Store.open(empty, now=NINE, shared=True) as tool, Store.open(empty, now=NINE):
        assert broken_at(tool) is None
    with pytest.raises(OlderDatabase) as refused:
        bring_up_to_date(empty, now=NINE, shared=True, migrations=tomorrow(tmp_path))

    assert refused.value.facts == {"database": empty.name, "revision": "0001"}


def test_copies_and_room_are_the_servers(server_store: Store, tmp_path: Path) -> None:
    with pytest.raises(NoCopyHere):
        server_store.copy_to(tmp_path / "copy")

    assert server_store.check()
    assert server_store.has_room
    assert server_store.renew_reserve()
    assert forget(server_store, now=NINE, keep=NINE - NINE) == 0
    assert not list(tmp_path.iterdir())


@pytest.mark.whole
def test_the_session_keeps_what_it_commits_whatever_the_server_is_set_to(server_store: Store) -> None:
    with server_store.write() as tx:
        assert tx.scalar(text("SHOW synchronous_commit")) == "on"


# -- what stands in texts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "said"), [("twice", "23505 meta"), (None, "23502 meta value")])
def test_neither_bound_values_nor_rows_stand_in_the_text_of_an_error(server_store: Store, value: str | None, said: str) -> None:
    rows = [{"name": "canary-7351", "value": value}] * 2
    with pytest.raises(IntegrityError) as fault, server_store.write() as tx:
        tx.execute(tables.meta.insert(), rows)

    assert said in texts_of(fault.value)
    assert "canary-7351" not in texts_of(fault.value)


@pytest.mark.whole
def test_a_password_comes_from_its_file_or_the_environment_and_stands_in_no_text(
    own_server: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do(own_server.server("postgres"), "CREATE ROLE hall LOGIN SUPERUSER PASSWORD 's3cret-word'")
    own_server.ask_for_the_password_of("hall")
    file = tmp_path / "password"
    asked = own_server.server("postgres", user="hall")
    place = DatabaseServer(url=asked.url, password_file=file)
    faults = []
    for word in (None, "wr0ng-word"):
        if word:
            file.write_text(word, encoding="utf-8")
        with pytest.raises(DatabaseAway) as away:
            Store.open(place, now=NINE)
        faults.append(away.value)
    file.write_text("s3cret-word\n", encoding="utf-8")
    Store.open(place, now=NINE).close()
    monkeypatch.setenv("PGPASSWORD", "s3cret-word")
    with Store.open(asked, now=NINE) as store:
        assert store.name == "postgres"

    assert "password cannot be read" in str(faults[0].facts["reason"])
    assert "authentication failed" in str(faults[1].facts["reason"])
    assert all("wr0ng" not in texts_of(fault) for fault in faults)
    assert "s3cret" not in repr(place)


def texts_of(fault: BaseException | None) -> str:
    """Everything that it and what led to it say of themselves."""
    if fault is None:
        return ""
    own = f"{fault} {fault!r} {getattr(fault, 'facts', '')} {getattr(fault, 'orig', '')!r}"
    return own + texts_of(fault.__cause__ or fault.__context__)


# -- many at once -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("each", [20, pytest.param(200, marks=pytest.mark.whole)])
def test_eight_threads_of_two_hubs_never_give_a_number_twice(place: DatabaseServer, clock: FakeClock, each: int) -> None:
    """Half of the tickets are asked for a second time; two programs share the database."""
    with Store.open(place, now=NINE) as one, Store.open(place, now=NINE) as two:
        halls = [a_hall(one, clock), a_hall(two, clock)]

        def terminal(hall: LocalHall) -> list[str]:
            labels = []
            for number in range(each):
                request = new_id()
                label = a_ticket(hall, request=request).label
                if number % 2:
                    assert a_ticket(hall, request=request).label == label
                labels.append(label)
            return labels

        given = [label for labels in at_once(*[lambda hall=hall: terminal(hall) for hall in halls * 4]) for label in labels]  # type: ignore[attr-defined]

        assert len(set(given)) == len(given) == 8 * each
        assert snapshot(one).waiting == {"tax": 8 * each}
        assert [event.seq for event in events_after(one, 0, 5000)] == list(range(1, 8 * each + 1))
        assert broken_at(two) is None


def test_the_same_request_at_the_same_instant_gets_one_answer_at_every_hub(place: DatabaseServer, clock: FakeClock) -> None:
    with Store.open(place, now=NINE) as one, Store.open(place, now=NINE) as two:
        halls, request = [a_hall(one, clock), a_hall(two, clock)], new_id()
        tickets = at_once(*[lambda hall=hall: a_ticket(hall, request=request) for hall in halls * 4])

        assert all(ticket == tickets[0] for ticket in tickets)
        assert snapshot(one).waiting == {"tax": 1}


def test_counters_of_two_hubs_share_the_line_and_a_double_press_calls_one(place: DatabaseServer, clock: FakeClock) -> None:
    with Store.open(place, now=NINE) as one, Store.open(place, now=NINE) as two:
        halls = [a_hall(one, clock), a_hall(two, clock)]
        sessions = {number: an_open_counter(halls[0], counter=number) for number in (1, 2, 3)}
        for _ in range(3):
            a_ticket(halls[0])
        request = {number: new_id() for number in sessions}
        presses = [
            lambda hall=hall, number=number: hall.call_next(request[number], session=sessions[number], counter=number)
            for hall in halls
            for number in sessions
        ]
        calls = at_once(*presses)

        assert {call.label for call in calls} == {"A001", "A002", "A003"}  # type: ignore[attr-defined]
        assert calls[:3] == calls[3:]


def test_a_submission_that_is_delivered_twice_at_once_is_accepted_once(place: DatabaseServer, file_store: Store) -> None:
    filing.file(file_store, a_filing(), desk=a_desk(), now=NINE)
    parcel = only_parcel(file_store)
    with Store.open(place, now=NINE) as one, Store.open(place, now=NINE) as two:
        ends = at_once(*[lambda hub=hub: receive(hub, parcel) for hub in (one, two)])

        assert sorted(ends, key=repr) == [Accepted(1), Duplicate(1)]
        assert only_parcel(one, "city").id == parcel.id
        assert broken_at(two) is None


@pytest.mark.whole
def test_whoever_waits_too_long_for_the_others_is_told(place: DatabaseServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.store.postgres.LOCK_WAIT_MS", 200)
    with Store.open(place, now=NINE) as one, Store.open(place, now=NINE) as two:
        with one.write(), pytest.raises(DatabaseBusy), two.write():
            pass
        with two.write() as tx:
            meta.put(tx, "word", "later")


# -- the server stops and starts --------------------------------------------------------------------------------------


@pytest.mark.whole
@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_server_that_goes_away_and_comes_back_loses_nothing(own_server: PostgresServer, clock: FakeClock, how: str) -> None:
    with Store.open(own_server.server("postgres"), now=NINE) as store:
        hall, last = a_hall(store, clock), new_id()
        first = a_ticket(hall)

        def stopped_in_the_middle() -> None:
            with store.write() as tx:
                meta.put(tx, "word", "lost")
                own_server.stop(how)

        with pytest.raises(DatabaseAway):
            stopped_in_the_middle()
        for _ in range(2):
            with pytest.raises(DatabaseAway) as away:
                a_ticket(hall, request=last)
            with pytest.raises(DatabaseAway):
                snapshot(store)
        with pytest.raises(DatabaseAway) as closed:
            Store.open(own_server.server("postgres"), now=NINE)
        own_server.start()

        assert (away.value.code, away.value.facts) == ("store.away", {"database": "postgres"})
        assert "failed" in str(closed.value.facts["reason"])
        assert [first.label, a_ticket(hall, request=last).label, a_ticket(hall, request=last).label] == ["A001", "A002", "A002"]
        assert broken_at(store) is None
        with store.read() as tx:
            assert meta.get(tx, "word") is None
