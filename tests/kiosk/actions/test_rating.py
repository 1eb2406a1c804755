"""Rated once, by nobody in particular, from the telephone or a terminal (C29)."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from kiosk.actions import outbox
from kiosk.actions.audit import trail
from kiosk.actions.item import BadItem
from kiosk.actions.queue import LocalHall
from kiosk.actions.rating import Ratings, Seat, Slip, Verdict, rating_code, send
from kiosk.model.audit import AuditEvent
from kiosk.model.hall import QueueRefused, Ticket
from kiosk.model.parcel import HUB, Delivered, LinkState, Refused, Unreachable
from kiosk.model.rating import Matter
from kiosk.security.links import make_link
from kiosk.store import rating as rows
from kiosk.store import tables
from kiosk.store.database import Store
from tests.builders import NINE, FakeClock, a_clerk, a_hall, a_ticket, an_open_counter, new_id, some_entropy, some_id

GOOD, BAD = Verdict(grade=5, reasons=("friendly", "waited_long")), Verdict(grade=1, reasons=("waited_long",))


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    return a_hall(store, clock)


@pytest.fixture
def ratings(hall: LocalHall) -> Ratings:
    return Ratings(store=hall.store, shelf=hall.shelf, key=hall.pepper, link_key=b"links", entropy=some_entropy(3))


def served(hall: LocalHall, service: str = "tax", *, counter: int = 1) -> Ticket:
    ticket = a_ticket(hall, service)
    session = an_open_counter(hall, counter=counter)
    hall.call_next(new_id(), session=session, counter=counter)
    hall.start(new_id(), session=session, counter=counter)
    hall.finish(new_id(), session=session, counter=counter)
    hall.close_counter(new_id(), session=session, counter=counter)
    return ticket


def address(ticket: Ticket) -> str:
    return "http://hall/q/" + make_link(b"links", ticket.visit, NINE + timedelta(days=2))


def an_item(slip: Slip, store: Store, **changes: Any) -> dict[str, Any]:  # Any: JSON
    """As it comes from a terminal's outbox."""
    assert send(store, slip, now=NINE)
    (parcel,) = outbox.next_batch(store, HUB, now=NINE)
    return {**json.loads(parcel.body), **changes}


def kept(ratings: Ratings) -> list[tuple[int, tuple[str, ...], int | None, str | None]]:
    with ratings.store.read() as tx:
        return [(one.grade, one.reasons, one.counter, one.station) for one in rows.of_days(tx, NINE.date(), NINE.date())]


def test_each_matter_is_rated_once(hall: LocalHall, ratings: Ratings) -> None:
    ticket = served(hall)
    ratings.give(ticket.visit, ticket.leg, GOOD, now=hall.now())
    with pytest.raises(QueueRefused) as again:
        ratings.give(ticket.visit, ticket.leg, BAD, now=hall.now())

    assert again.value.reason == "rated"
    assert kept(ratings) == [(5, ("friendly",), 1, None)]
    assert ratings.of_holder(ticket.visit, hall.now()) == (Matter(id=ticket.leg, service="tax", rated=True),)


def test_nothing_that_is_kept_says_who_it_was_or_when(hall: LocalHall, ratings: Ratings) -> None:
    ticket = served(hall)
    ratings.give(ticket.visit, ticket.leg, GOOD, now=hall.now())
    with hall.store.read() as tx:
        (row,) = tx.execute(select(tables.rating)).mappings().all()

    assert set(row) == {"mark", "day", "service", "counter", "station", "audience", "channel", "grade", "reasons"}
    for secret in (ticket.leg, ticket.visit, ticket.label):
        assert str(secret) not in repr(dict(row))
    (noted,) = [one for one in trail(hall.store) if one.event is AuditEvent.RATING_GIVEN]
    assert noted.facts == {"service": "tax"}


def test_what_is_not_over_or_of_somebody_else_is_not_rated(hall: LocalHall, ratings: Ratings) -> None:
    mine, waiting = served(hall), a_ticket(hall)
    for visit, leg in ((waiting.visit, waiting.leg), (waiting.visit, mine.leg), (some_id(), some_id())):
        with pytest.raises(QueueRefused) as refused:
            ratings.give(visit, leg, GOOD, now=hall.now())
        assert refused.value.reason == "unknown-leg"
    assert ratings.of_holder(waiting.visit, hall.now()) == ()


def test_after_the_next_day_it_is_too_late_and_the_mark_is_thrown_away(hall: LocalHall, ratings: Ratings, clock: FakeClock) -> None:
    rated, late = served(hall), served(hall)
    ratings.give(rated.visit, rated.leg, GOOD, now=hall.now())
    clock.go_on(hours=38)
    assert (ratings.keep(hall.now()), len(ratings.of_holder(late.visit, hall.now()))) == (0, 1)
    clock.go_on(hours=1)

    assert (ratings.keep(hall.now()), ratings.keep(hall.now())) == (1, 0)
    assert ratings.of_holder(late.visit, hall.now()) == ()
    with pytest.raises(QueueRefused):
        ratings.give(late.visit, late.leg, GOOD, now=hall.now())
    assert kept(ratings) == [(5, ("friendly",), 1, None)]


# -- at a terminal ----------------------------------------------------------------------------------------------------


def test_a_ticket_opens_its_own_matters_by_its_code_or_by_its_number_and_digits(hall: LocalHall, ratings: Ratings) -> None:
    ticket = served(hall)
    own = (Matter(id=ticket.leg, service="tax"),)

    assert ticket.rating_code == rating_code(hall.pepper, ticket.visit)
    assert ratings.matters("K1", address(ticket), hall.now()) == own
    assert ratings.matters("K1", f"{ticket.label} {ticket.rating_code}", hall.now()) == own


def test_without_the_secret_nobody_rates_somebody_elses_visit(hall: LocalHall, ratings: Ratings) -> None:
    ticket = served(hall)
    right = int(ticket.rating_code or "")
    tries = [f"{ticket.label} {(right + step) % 10**6:06d}" for step in range(1, 6)] + [address(ticket)]
    reasons = []
    for words in tries:
        with pytest.raises(QueueRefused) as refused:
            ratings.matters("K1", words, hall.now())
        reasons.append(refused.value.reason)

    assert reasons == ["unknown-code"] * 5 + ["wait"]
    assert ratings.matters("K2", address(ticket), hall.now())
    for words in ("", "http://hall/q/" + "A" * 43 + "="):
        with pytest.raises(QueueRefused):
            ratings.matters("K3", words, hall.now())


def test_a_rating_from_a_terminal_comes_by_its_outbox_once(hall: LocalHall, ratings: Ratings, file_store: Store) -> None:
    ticket = served(hall)
    slip = Slip(matter=Matter(id=ticket.leg, service="tax"), verdict=BAD, words=address(ticket))
    item = an_item(slip, file_store)

    assert not send(file_store, slip, now=NINE)
    assert [ratings.accept(item, hall.now(), station="K1") for _ in range(2)] == [True, False]
    assert not ratings.accept({**item, "words": address(ticket)[:-3]}, hall.now(), station="K1")
    assert kept(ratings) == [(1, ("waited_long",), 1, None)]


def test_a_filed_form_is_rated_for_its_service_and_terminal(
    hall: LocalHall, ratings: Ratings, file_store: Store, clock: FakeClock
) -> None:
    item = an_item(Slip(matter=Matter(id=some_id(), service="tax"), verdict=GOOD), file_store)
    clock.go_on(hours=38)

    assert [ratings.accept(item, hall.now(), station="K1") for _ in range(2)] == [True, False]
    assert kept(ratings) == [(5, ("friendly",), None, "K1")]
    clock.go_on(hours=2)
    assert not ratings.accept({**item, "submission": str(some_id(2))}, hall.now(), station="K1")


def test_what_is_no_rating_is_refused(hall: LocalHall, ratings: Ratings, file_store: Store) -> None:
    item = an_item(Slip(matter=Matter(id=some_id(), service="tax"), verdict=GOOD), file_store)
    changes: list[dict[str, Any]] = [
        {"kind": "postcard"}, {"grade": 6}, {"grade": True}, {"grade": "5"}, {"reasons": "all"}, {"reasons": ["x"] * 21},
        {"submission": 5}, {"service": "nothing"}, {"audience": "crowd"}, {"created": "yesterday"}, {"created": "2026-03-02T09:00:00"},
    ]  # fmt: skip
    for change in changes:
        with pytest.raises(BadItem):
            ratings.accept({**item, **change}, hall.now(), station="K1")

    assert kept(ratings) == []


@pytest.mark.parametrize("ended", [Delivered("0"), Refused("malformed")])
def test_nothing_of_a_rating_stays_at_the_terminal(file_store: Store, ended: Delivered | Refused) -> None:
    slip = Slip(matter=Matter(id=some_id(), service="tax"), verdict=GOOD)
    item = an_item(slip, file_store)
    parcel = UUID(item["id"])
    outbox.settle(file_store, parcel, HUB, Unreachable("timeout"), now=NINE)
    assert len(outbox.next_batch(file_store, HUB, now=NINE)) == 1
    outbox.settle(file_store, parcel, HUB, ended, now=NINE)
    with file_store.read() as tx:
        (body,) = tx.execute(select(tables.outbox.c.body)).scalars()

    assert body == b""
    assert (outbox.held(file_store), outbox.link(file_store, HUB, state=LinkState.UP).waiting) == ((), 0)
    assert not send(file_store, slip, now=NINE)


# -- what managers see ------------------------------------------------------------------------------------------------


def test_managers_see_shares_and_clerks_see_nothing(hall: LocalHall, ratings: Ratings) -> None:
    for _ in range(5):
        ticket = served(hall)
        ratings.give(ticket.visit, ticket.leg, GOOD, now=hall.now())
    ticket = served(hall, "permit", counter=3)
    ratings.give(ticket.visit, ticket.leg, BAD, now=hall.now())
    today = date(2026, 3, 2)
    manager = a_clerk(hall, counter=1, code="boss", role="manager")
    report = ratings.report_for(Seat(manager, 1, hall.station), today, today, now=hall.now())

    assert (report.services["tax"].count, report.counters[1].shares[5], report.departments["revenue"].count) == (5, 1.0, 5)
    assert set(report.services) == {"tax"}
    assert report.stations == {}
    clerk = a_clerk(hall, counter=2)
    for session, reason in ((clerk, "manager-needed"), ("stranger", "signed-out")):
        with pytest.raises(QueueRefused) as refused:
            ratings.report_for(Seat(session, 2, hall.station), today, today, now=hall.now())
        assert refused.value.reason == reason
