"""Another catalogue is taken over between two deeds, and whoever is in the hall goes on."""

from dataclasses import replace

import pytest

from kiosk.actions.audit import trail
from kiosk.actions.feed import events_after
from kiosk.actions.insight import Insight
from kiosk.actions.phone import Phone
from kiosk.actions.queue import LocalHall
from kiosk.actions.shelf import Shelf
from kiosk.model.audit import AuditEvent
from kiosk.model.catalogue import Catalogue
from kiosk.model.hall import CounterState, Deed
from kiosk.store.database import Store
from tests.builders import CLASSES, FakeClock, a_catalogue, a_counter, a_hall, a_service, a_ticket, an_open_counter, new_id
from tests.kiosk.actions.test_counter import Desk, refused
from tests.kiosk.actions.test_queue_schedules import assert_the_events_tell_the_rows


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    hall = a_hall(store, clock)
    hall.take_over(hall.catalogue)
    return hall


@pytest.fixture
def desk(hall: LocalHall) -> Desk:
    return Desk(hall, an_open_counter(hall))


def without_permits(**changes: object) -> Catalogue:
    return replace(a_catalogue(a_service("tax")), version="2", **changes)  # type: ignore[arg-type] # fields of a catalogue


def editions(hall: LocalHall) -> list[object]:
    return [event.data["v"] for event in events_after(hall.store, 0, 1000) if event.kind == "catalogue"]


def test_the_next_deed_knows_the_new_services_and_everybody_is_told(hall: LocalHall) -> None:
    with refused("unknown-service"):
        a_ticket(hall, "pension")
    assert hall.take_over(replace(a_catalogue(a_service("pension", series="P")), version="2"))

    assert a_ticket(hall, "pension").label == "P001"
    assert editions(hall) == ["1", "2"]
    noted = [row.facts for row in trail(hall.store) if row.event is AuditEvent.CATALOGUE_TAKEN_OVER]
    assert noted == [{"version": "1", "was": ""}, {"version": "2", "was": "1"}]


def test_the_numbers_of_the_policy_change_with_it(hall: LocalHall) -> None:
    generous = replace(CLASSES[0], credit_min=45)
    hall.take_over(replace(hall.catalogue, version="2", classes=(generous,)))

    assert hall.policy.credit("elderly").total_seconds() == 45 * 60
    with refused("unknown-class"):
        hall.take_ticket(new_id(), service="tax", language="zh", audience="person", priority="disabled")


def test_the_same_catalogue_again_is_no_news(hall: LocalHall, store: Store, clock: FakeClock) -> None:
    assert not hall.take_over(a_catalogue())
    assert not a_hall(store, clock).take_over(a_catalogue())

    assert editions(hall) == ["1"]


def test_a_catalogue_that_was_changed_while_the_hub_was_off_is_told_at_the_start(hall: LocalHall, store: Store, clock: FakeClock) -> None:
    after = a_hall(store, clock, without_permits())
    after.take_over(after.catalogue)

    assert editions(hall) == ["1", "2"]


def test_whoever_waits_for_a_service_that_is_no_more_is_still_called_and_served(hall: LocalHall, desk: Desk) -> None:
    waiting, served = a_ticket(hall, "permit"), a_ticket(hall, "tax")
    desk.do(Deed.CALL_CHOSEN, leg=served.leg, reason="asked")
    desk.do(Deed.START)
    hall.take_over(replace(a_catalogue(a_service("pension", series="P")), version="2"))
    with refused("unknown-service"):
        a_ticket(hall, "permit")

    assert desk.do(Deed.FINISH).state is CounterState.AVAILABLE
    assert desk.serve() == waiting.label
    assert desk.do(Deed.FINISH).state is CounterState.AVAILABLE
    assert_the_events_tell_the_rows(hall.store)


def test_a_hub_that_is_started_anew_still_knows_whom_it_owes_a_call(hall: LocalHall, desk: Desk, store: Store, clock: FakeClock) -> None:
    waiting = a_ticket(hall, "permit")
    after = a_hall(store, clock, without_permits())
    after.take_over(after.catalogue)

    assert Desk(after, desk.session).call() == waiting.label


def test_nobody_is_sent_to_a_service_that_is_no_more(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    desk.serve()
    hall.take_over(without_permits())
    for deed in (Deed.TRANSFER, Deed.ADD_SERVICE):
        with refused("unknown-service"):
            desk.do(deed, service="permit")


def test_a_counter_that_is_no_more_ends_with_whom_it_has_and_is_not_opened_again(hall: LocalHall, desk: Desk) -> None:
    a_ticket(hall)
    desk.serve()
    hall.take_over(without_permits(counters=(a_counter(2, "tax"),)))
    assert desk.do(Deed.FINISH).state is CounterState.AVAILABLE
    assert desk.do(Deed.CLOSE).state is CounterState.CLOSED

    with refused("unknown-counter"):
        desk.do(Deed.OPEN)
    with refused("unknown-counter"):
        hall.sign_in(staff="c1", pin="000000", counter=1)


def test_waiting_times_follow_the_new_counters(store: Store, clock: FakeClock) -> None:
    """S11: whoever opens, closes or moves a counter changes what the next ticket says."""
    hall = a_hall(store, clock)
    hall = replace(hall, insight=Insight(store, hall.shelf))
    for counter in (1, 3):
        an_open_counter(hall, counter=counter)
    for _ in range(3):
        a_ticket(hall)
    before = a_ticket(hall).wait_min
    hall.take_over(replace(a_catalogue(counters=(a_counter(1, "permit"), a_counter(3, "tax"))), version="2"))
    after = a_ticket(hall).wait_min

    assert before is not None
    assert after is not None
    assert after[1] > before[1]


def test_a_moved_counter_counts_where_it_was_moved_to(store: Store, clock: FakeClock) -> None:
    hall = a_hall(store, clock)
    insight = Insight(store, hall.shelf)
    manager = Desk(hall, an_open_counter(hall, counter=1, code="m1", role="manager"))
    assert [insight.pace(service, hall.now())[1] for service in ("tax", "permit")] == [1, 1]
    manager.do(Deed.SET_SERVICES, services=frozenset({"permit"}))
    assert [insight.pace(service, hall.now())[1] for service in ("tax", "permit")] == [0, 1]
    manager.do(Deed.SET_SERVICES)

    assert [insight.pace(service, hall.now())[1] for service in ("tax", "permit")] == [1, 1]


def test_a_page_and_a_range_of_a_service_that_is_no_more_are_still_told(store: Store, clock: FakeClock) -> None:
    hall = a_hall(store, clock)
    insight = Insight(store, hall.shelf)
    phone = Phone(store=store, shelf=hall.shelf, insight=insight)
    desk = Desk(hall, an_open_counter(hall))
    ticket = a_ticket(hall, "permit")
    hall.take_over(without_permits())
    place = phone.place(ticket.visit, hall.now())

    assert place is not None
    assert place.service == "permit"
    assert phone.names(["permit", "tax"])["permit"] == {"zh": "permit", "en": "permit"}
    pace, _ = insight.pace("permit", hall.now())
    outlook = insight.outlook("permit", 1, pace, 1)
    assert outlook is not None
    assert outlook.gap_min == 10
    assert desk.call() == ticket.label


def test_a_station_that_works_alone_goes_on_with_the_new_one() -> None:
    shelf = Shelf(a_catalogue())
    shelf.use(without_permits())

    assert shelf.catalogue.version == "2"
    assert shelf.now.service("permit") is None
    assert shelf.now.orphans == {"permit"}
