"""Signing in: PINs, waits, locks, sessions. argon2 takes its time, so each test tries as seldom as it can."""


import pytest

from kiosk.actions import staff
from kiosk.actions.audit import trail
from kiosk.actions.queue import LocalHall
from kiosk.actions.staff import LOCK_AFTER, Newcomer, Secrets
from kiosk.model.audit import AuditEvent
from kiosk.model.queue import QueueRefused
from kiosk.store import staff as rows
from kiosk.store.database import Store
from tests.builders import NINE, PIN, FakeClock, a_hall, new_id, some_entropy
from tests.postgres import NewPlace

SECRETS = Secrets(entropy=some_entropy())


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    staff.add(store, Newcomer(code="li", name="Li", pin=PIN), secrets=SECRETS, now=NINE)
    return a_hall(store, clock)


def refused(hall: LocalHall, pin: str = "000000", code: str = "li") -> QueueRefused:
    with pytest.raises(QueueRefused) as fault:
        hall.sign_in(staff=code, pin=pin, counter=1)
    return fault.value


def failures(store: Store) -> int:
    with store.read() as tx:
        person = rows.get(tx, "li")
    assert person is not None
    return person.failures


def with_failures(store: Store, count: int) -> None:
    with store.write() as tx:
        rows.note_failures(tx, "li", count, None)


def test_the_right_pin_opens_a_session_of_its_counter(hall: LocalHall) -> None:
    session = hall.sign_in(staff="li", pin=PIN, counter=1)

    assert (session.staff, session.name, session.role) == ("li", "Li", "clerk")
    assert hall.open_counter(new_id(), session=session.token, counter=1).staff == "li"
    with pytest.raises(QueueRefused, match="signed-out"):
        hall.open_counter(new_id(), session=session.token, counter=2)


def test_a_session_ends_by_itself_and_by_the_next_sign_in(hall: LocalHall, clock: FakeClock) -> None:
    first = hall.sign_in(staff="li", pin=PIN, counter=1)
    second = hall.sign_in(staff="li", pin=PIN, counter=2)
    with pytest.raises(QueueRefused, match="signed-out"):
        hall.open_counter(new_id(), session=first.token, counter=1)
    clock.go_on(hours=12)
    with pytest.raises(QueueRefused, match="signed-out"):
        hall.open_counter(new_id(), session=second.token, counter=2)


def test_the_token_is_not_in_the_database(file_store: Store, clock: FakeClock) -> None:
    staff.add(file_store, Newcomer(code="li", name="Li", pin=PIN), secrets=SECRETS, now=NINE)
    token = a_hall(file_store, clock).sign_in(staff="li", pin=PIN, counter=1).token

    for file in file_store.path.parent.iterdir():
        assert token.encode() not in file.read_bytes()
        assert PIN.encode() not in file.read_bytes()


def test_an_unknown_counter_is_refused_before_the_pin_is_looked_at(hall: LocalHall) -> None:
    with pytest.raises(QueueRefused, match="unknown-counter"):
        hall.sign_in(staff="li", pin=PIN, counter=99)


def test_an_unknown_code_gets_the_same_answer_as_a_wrong_pin(hall: LocalHall) -> None:
    assert refused(hall, code="nobody").reason == refused(hall).reason == "wrong-pin"


def test_a_wrong_pin_makes_the_next_try_wait(hall: LocalHall, clock: FakeClock) -> None:
    assert refused(hall).facts == {"wait_s": 2, "left": 4}

    assert refused(hall, PIN).facts == {"wait_s": 2}
    clock.go_on(seconds=1)
    assert refused(hall, PIN).facts == {"wait_s": 1}
    clock.go_on(seconds=1)
    assert hall.sign_in(staff="li", pin=PIN, counter=1).staff == "li"
    assert failures(hall.store) == 0


def test_each_wrong_pin_doubles_the_wait(hall: LocalHall) -> None:
    with_failures(hall.store, 3)

    assert refused(hall).facts == {"wait_s": 16, "left": 1}


def test_the_fifth_wrong_pin_locks_until_somebody_helps(hall: LocalHall, clock: FakeClock) -> None:
    with_failures(hall.store, LOCK_AFTER - 1)
    assert refused(hall).reason == "locked"
    clock.go_on(days=1000)
    assert refused(hall, PIN).reason == "locked"

    assert staff.unlock(hall.store, "li", by="technician", now=clock.now())
    assert hall.sign_in(staff="li", pin=PIN, counter=1)
    events = [row.event for row in trail(hall.store)]
    assert AuditEvent.STAFF_LOCKED in events
    assert AuditEvent.STAFF_UNLOCKED in events


def test_nobody_unlocks_a_stranger(hall: LocalHall) -> None:
    assert not staff.unlock(hall.store, "nobody", by="technician", now=NINE)


def test_a_try_counts_even_if_the_program_dies_before_it_answers(hall: LocalHall, monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(*_: object, **__: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("kiosk.actions.staff.pins.verify_pin", power_cut)
    with pytest.raises(KeyboardInterrupt):
        hall.sign_in(staff="li", pin="000000", counter=1)

    assert failures(hall.store) == 1


def test_the_count_survives_a_restart(new_place: NewPlace, clock: FakeClock) -> None:
    path = new_place()
    with Store.open(path, now=NINE) as store:
        staff.add(store, Newcomer(code="li", name="Li", pin=PIN), secrets=SECRETS, now=NINE)
        assert refused(a_hall(store, clock)).reason == "wrong-pin"

    with Store.open(path, now=NINE) as store:
        assert refused(a_hall(store, clock), PIN).reason == "wait"
        assert failures(store) == 1


def test_a_clock_set_back_begins_the_wait_anew_and_ends_it_in_time(hall: LocalHall, clock: FakeClock) -> None:
    with_failures(hall.store, 2)
    assert refused(hall).facts == {"wait_s": 8, "left": 2}
    clock.go_on(hours=-5)
    assert refused(hall, PIN).facts == {"wait_s": 8}

    clock.go_on(seconds=7)
    assert refused(hall, PIN).facts == {"wait_s": 1}
    clock.go_on(seconds=1)
    assert hall.sign_in(staff="li", pin=PIN, counter=1)


def test_people_are_listed_without_saying_their_pin(hall: LocalHall) -> None:
    [person] = staff.people(hall.store)

    assert person.code == "li"
    assert "argon2" not in repr(person)


def test_a_person_who_is_entered_again_gets_the_new_values(hall: LocalHall) -> None:
    with_failures(hall.store, 3)
    again = Newcomer(code="li", name="Li Na", pin="135791", services=("tax", "permit"))
    staff.add(hall.store, again, secrets=SECRETS, now=NINE)

    [person] = staff.people(hall.store)
    assert (person.name, person.services, person.failures) == ("Li Na", frozenset({"tax", "permit"}), 0)
