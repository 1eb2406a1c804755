"""What a counter sees of a filed form, and what it does not (S4)."""

import json
from dataclasses import replace

import pytest
from pyxform.xls2xform import convert

from kiosk.actions import filing, outbox
from kiosk.actions.audit import trail
from kiosk.actions.case import LocalCases
from kiosk.actions.item import submission_from_item
from kiosk.actions.lists import LocalLists
from kiosk.actions.queue import LocalHall
from kiosk.forms import FormDef, FormSession, load_form
from kiosk.model.audit import AuditEvent
from kiosk.model.case import CaseAnswer, CaseFile, CasePaper
from kiosk.model.hall import QueueRefused
from kiosk.model.submission import Attachment, FinishedForm, Receipt, SubmissionState
from kiosk.security.seal import SealPrivateKey
from kiosk.store import filing as rows
from kiosk.store.database import Store
from tests.builders import (
    CENTRAL_KEY,
    HALL_KEY,
    NINE,
    ZONE,
    FakeClock,
    a_clerk,
    a_desk,
    a_filing,
    a_hall,
    a_service,
    a_ticket,
    new_id,
    no_form,
    some_entropy,
)
from tests.postgres import NewPlace

FORM = """
| survey | | | | | |
| | type | name | label::中文 (zh) | label::English (en) | bind::hall:pii |
| | text | who | 姓名 | Name | sensitive |
| | select_one yn | own | 有住房吗 | Do you own a home? | |
| | begin group | home | 住房 | Home | |
| | date | since | 何时入住 | Since when? | |
| | image | deed | 房产证 | Title deed | |
| | end group | | | | |
| choices | | | | |
| | list_name | name | label::中文 (zh) | label::English (en) |
| | yn | y | 有 | Yes |
| | yn | n | 没有 | No |
| settings | | | |
| | form_id | version | namespaces |
| | tax | 1 | hall="urn:hall:xforms:1" |
"""
LATER = """
| survey | | | | |
| | type | name | label::English (en) | bind::hall:defer |
| | select_one how | deed_how | Title deed: now? | yes |
| | image | deed_img | Title deed | |
| choices | | | |
| | list_name | name | label::English (en) |
| | how | later | Later |
| settings | | | |
| | form_id | version | namespaces |
| | tax | 1 | hall="urn:hall:xforms:1" |
"""
MARKER = "王小明4711"


@pytest.fixture(scope="module")
def form() -> FormDef:
    return load_form(convert(xlsform=FORM, file_type=".md", validate=False).xform.encode())


@pytest.fixture
def finished(form: FormDef) -> FinishedForm:
    session = FormSession(form, now=lambda: NINE, zone=ZONE, entropy=some_entropy(), language="zh")
    for name, value in (("who", MARKER), ("own", "y"), ("home/since", "2020-05-14")):
        session.answer(f"/data/{name}", value)
    session.attach("/data/home/deed", Attachment(name="deed.png", mime="image/png", data=b"picture"))
    return replace(session.finish(), owed=())


@pytest.fixture
def hall(store: Store, clock: FakeClock) -> LocalHall:
    return a_hall(store, clock)


@pytest.fixture
def cases(hall: LocalHall, form: FormDef) -> LocalCases:
    return LocalCases(hall=hall, openers=[HALL_KEY], form=lambda _form, _version: form)


def arrived(hall: LocalHall, place: NewPlace, finished: FinishedForm, **changes: object) -> Receipt:
    """Filed at a station, and come to the hub."""
    with Store.open(place(), now=NINE) as station:
        wish = a_filing(finished, **changes)
        receipt = filing.file(station, wish, desk=a_desk(), now=NINE)
        with station.read() as tx:
            ahead = rows.parts_of(tx, receipt.submission)[1:]
        item = outgoing(station)
    for part in ahead:
        filing.take_part(hall.store, part, now=NINE)
    forwarding = filing.Forwarding(openers=[HALL_KEY], sealers={"city": CENTRAL_KEY.public}, entropy=some_entropy())
    filing.accept(hall.store, submission_from_item(item), forwarding=forwarding, digest_of_item="d", now=NINE)
    return receipt


def outgoing(station: Store) -> dict[str, object]:
    [parcel] = outbox.next_batch(station, "hub", now=NINE)
    item: dict[str, object] = json.loads(parcel.body)
    return item


def opened(cases: LocalCases, said: str, *, counter: int = 1, language: str = "en", services: tuple[str, ...] = ("*",)) -> CaseFile:
    session = a_clerk(cases.hall, counter=counter, services=services)
    return cases.open_case(session=session, counter=counter, said=said, language=language)


def test_a_filed_form_is_read_in_the_words_of_the_form(
    hall: LocalHall, cases: LocalCases, new_place: NewPlace, finished: FinishedForm
) -> None:
    receipt = arrived(hall, new_place, finished)
    case = opened(cases, receipt.receipt_no)

    assert (case.submission, case.service, case.raw) == (finished.id, "tax", False)
    assert [section.title for section in case.sections] == ["", "Home"]
    assert case.sections[0].answers == (
        CaseAnswer(label="Name", shown=MARKER, sensitive=True), CaseAnswer(label="Do you own a home?", shown="Yes"),
    )  # fmt: skip
    assert [answer.shown for answer in case.sections[1].answers] == ["14 May 2020", "✓"]
    assert [(file.label, file.mime) for file in case.attachments] == [("Title deed", "image/png")]
    assert opened(cases, receipt.receipt_no, language="zh").sections[1].title == "住房"
    assert MARKER not in repr(case)


@pytest.mark.parametrize("said", ["number", "spoken", "id", "code"])
def test_it_is_found_by_number_as_it_is_read_aloud_by_id_and_by_its_code(
    hall: LocalHall, cases: LocalCases, new_place: NewPlace, finished: FinishedForm, said: str
) -> None:
    receipt = arrived(hall, new_place, finished)
    ways = {
        "number": receipt.receipt_no, "spoken": f" {receipt.receipt_no[:2].lower()} {receipt.receipt_no[2:8]} {receipt.receipt_no[8:]}",
        "id": str(receipt.submission), "code": receipt.token,
    }  # fmt: skip

    assert opened(cases, ways[said]).submission == finished.id


def test_each_opening_is_noted_with_who_which_and_where_and_without_an_answer(
    hall: LocalHall, cases: LocalCases, new_place: NewPlace, finished: FinishedForm
) -> None:
    receipt = arrived(hall, new_place, finished)
    opened(cases, receipt.receipt_no)
    [row] = [row for row in trail(hall.store) if row.event is AuditEvent.SUBMISSION_OPENED]

    assert row.actor == "c1"
    assert row.facts == {"submission": str(finished.id), "receipt_no": receipt.receipt_no, "counter": 1}


def test_it_opens_only_where_its_service_is_served_by_this_clerk(
    hall: LocalHall, cases: LocalCases, new_place: NewPlace, finished: FinishedForm
) -> None:
    receipt = arrived(hall, new_place, finished, service=a_service("permit", series="B"))
    for counter, services in ((2, ("*",)), (1, ("tax",))):
        with pytest.raises(QueueRefused, match="other-service") as refusal:
            opened(cases, receipt.receipt_no, counter=counter, services=services)
        assert refusal.value.facts == {"service": "permit"}

    assert [row for row in trail(hall.store) if row.event is AuditEvent.SUBMISSION_OPENED] == []


@pytest.mark.parametrize("said", ["K126112400017", "nonsense", "HTTPS://HALL.EXAMPLE/R/AAAA", "HTTPS://HALL.EXAMPLE/R/" + "A" * 2000])
def test_a_number_that_nobody_knows_is_refused(cases: LocalCases, said: str) -> None:
    with pytest.raises(QueueRefused, match="unknown-receipt"):
        opened(cases, said)


def test_what_only_the_central_system_can_open_is_said_so(
    hall: LocalHall, cases: LocalCases, new_place: NewPlace, finished: FinishedForm
) -> None:
    receipt = arrived(hall, new_place, finished)
    strangers = replace(cases, openers=[SealPrivateKey(bytes([7]) * 32)])
    with pytest.raises(QueueRefused, match="sealed-away"):
        opened(strangers, receipt.receipt_no)


def test_what_was_forgotten_after_its_time_is_said_so(
    hall: LocalHall, cases: LocalCases, new_place: NewPlace, finished: FinishedForm, clock: FakeClock
) -> None:
    receipt = arrived(hall, new_place, finished)
    with hall.store.write() as tx:
        rows.mark(tx, finished.id, SubmissionState.DELIVERED, at=NINE, reference="1")
        clock.go_on(days=40)
        rows.forget(tx, clock.now())
    with pytest.raises(QueueRefused, match="forgotten"):
        opened(cases, receipt.receipt_no)


def test_without_its_form_the_names_of_the_fields_stand_for_the_questions(
    hall: LocalHall, cases: LocalCases, new_place: NewPlace, finished: FinishedForm
) -> None:
    receipt = arrived(hall, new_place, finished)
    case = opened(replace(cases, form=no_form), receipt.receipt_no)

    assert case.raw
    assert [(answer.label, answer.shown) for answer in case.sections[0].answers] == [
        ("who", MARKER), ("own", "y"), ("since", "2020-05-14"), ("deed", "deed.png"),
    ]  # fmt: skip
    assert case.attachments[0].label == "deed.png"


def test_the_present_visit_leads_to_what_was_filed_with_its_ticket(
    hall: LocalHall, cases: LocalCases, new_place: NewPlace, finished: FinishedForm
) -> None:
    ticket = a_ticket(hall)
    arrived(hall, new_place, finished, ticket=ticket)
    session = a_clerk(hall)
    hall.open_counter(new_id(), session=session, counter=1)
    hall.call_next(new_id(), session=session, counter=1)
    present = LocalLists(hall=hall).read(session=session, counter=1).present

    assert present is not None
    assert present.submission == finished.id


def test_papers_that_were_promised_are_said_with_their_day(
    hall: LocalHall, new_place: NewPlace
) -> None:
    later = load_form(convert(xlsform=LATER, file_type=".md", validate=False).xform.encode())
    session = FormSession(later, now=lambda: NINE, zone=ZONE, entropy=some_entropy(), language="zh")
    session.answer("/data/deed_how", "later")
    receipt = arrived(hall, new_place, session.finish())
    case = opened(LocalCases(hall=hall, openers=[HALL_KEY], form=lambda _form, _version: later), receipt.receipt_no)

    assert case.owed == (CasePaper(name="Title deed", due=None),)
