"""From a finished form to a submission that nobody can lose: at the station, and at the hub."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from kiosk.actions import filing, outbox, spool
from kiosk.actions.audit import broken_at, trail
from kiosk.actions.filing import Forwarding, PartFate, accept, file, submission_from_item, take_part
from kiosk.actions.item import BadItem, item_of
from kiosk.model.audit import AuditEvent
from kiosk.model.hall import Ticket
from kiosk.model.paper import PrintState
from kiosk.model.parcel import HUB, Delivered, Parcel
from kiosk.model.receipt import is_receipt_no
from kiosk.model.submission import (
    Accepted,
    Conflict,
    Duplicate,
    FinishedForm,
    Inboxed,
    Missing,
    Rejected,
    SealedPart,
    SubmissionState,
)
from kiosk.security import seal, tokens
from kiosk.store import filing as rows
from kiosk.store import tables
from kiosk.store.database import Store
from kiosk.store.errors import DiskFull
from tests.builders import (
    CENTRAL_KEY,
    HALL_KEY,
    NINE,
    SIGNER,
    a_desk,
    a_filing,
    a_finished_form,
    a_service,
    an_attachment,
    some_entropy,
    some_id,
)
from tests.postgres import NewPlace

CANARY = "王小明-canary-4711"
A007 = Ticket(
    visit=some_id(71), leg=some_id(72), hall="north", day=NINE.date(), series="A", number=7, service="tax", language="zh", taken_at=NINE,
    ahead=0,
)  # fmt: skip
FORWARDING = Forwarding(openers=(HALL_KEY,), sealers={"city": CENTRAL_KEY.public}, entropy=some_entropy())


def a_form_with_a_photo(number: int = 1) -> FinishedForm:
    return a_finished_form(number, xml=f"<data>{CANARY}</data>".encode(), attachments=(an_attachment(data=CANARY.encode() * 50),))


def only_parcel(store: Store, destination: str = HUB) -> Parcel:
    [parcel] = outbox.next_batch(store, destination, now=NINE)
    return parcel


def opened(part: SealedPart, form: FinishedForm, key: seal.SealPrivateKey = HALL_KEY) -> bytes | None:
    return seal.open_sealed(part.sealed, key, seal.context(part.kid, form.id, form.form, form.version, part.name))


# -- at the station ---------------------------------------------------------------------------------------------------


def test_a_receipt_says_what_was_filed_and_when_an_answer_comes(store: Store) -> None:
    finished = a_finished_form()
    receipt = file(store, a_filing(finished), desk=a_desk(), now=NINE + timedelta(microseconds=1500))

    assert receipt.submission == finished.id
    assert is_receipt_no(receipt.receipt_no)
    assert receipt.receipt_no.startswith("K1260302")
    assert receipt.filed_at == NINE + timedelta(milliseconds=1)
    assert receipt.promised_by == date(2026, 3, 9)
    assert receipt.owed == finished.owed


def test_the_token_on_the_receipt_can_be_verified_without_a_network(store: Store) -> None:
    receipt = file(store, a_filing(), desk=a_desk(), now=NINE)
    claims = tokens.verify({tokens.kid(SIGNER.public): SIGNER.public}, receipt.token)

    assert claims is not None
    assert (claims.id, claims.reference, claims.service) == (receipt.submission, receipt.receipt_no, "tax")


def test_filing_the_same_form_again_gives_the_same_receipt_and_does_nothing(store: Store) -> None:
    first = file(store, a_filing(), desk=a_desk(), now=NINE)
    rows_before = len(trail(store))
    again = file(store, a_filing(), desk=a_desk(), now=NINE + timedelta(minutes=5))

    assert again == first
    assert len(trail(store)) == rows_before
    assert only_parcel(store).id == first.submission


def test_a_receipt_without_owed_papers_comes_back_the_same(store: Store) -> None:
    finished = a_finished_form(owed=(replace(a_finished_form().owed[0], due=None),))
    first = file(store, a_filing(finished), desk=a_desk(), now=NINE)

    assert file(store, a_filing(finished), desk=a_desk(), now=NINE) == first
    assert first.owed[0].due is None


def test_receipt_numbers_of_a_station_rise_without_a_gap(store: Store) -> None:
    desk = a_desk()
    numbers = [file(store, a_filing(a_finished_form(number)), desk=desk, now=NINE).receipt_no for number in (1, 2, 3)]

    assert [number[8:13] for number in numbers] == ["00001", "00002", "00003"]


def test_the_plain_answers_are_nowhere_on_the_disk(file_store: Store) -> None:
    file(file_store, a_filing(a_form_with_a_photo()), desk=a_desk(), now=NINE)

    for path in file_store.path.parent.iterdir():
        assert CANARY.encode() not in path.read_bytes()


def test_every_part_opens_with_the_halls_key_and_only_in_its_place(store: Store) -> None:
    finished = a_form_with_a_photo()
    file(store, a_filing(finished), desk=a_desk(), now=NINE)
    with store.read() as tx:
        instance, photo = rows.parts_of(tx, finished.id)

    assert opened(instance, finished) == finished.xml
    assert opened(photo, finished) == finished.attachments[0].data
    assert (instance.name, photo.name, photo.mime) == ("", "photo.png", "image/png")
    assert opened(replace(photo, name=""), finished) is None
    assert opened(photo, replace(finished, version="2")) is None


def test_the_parcel_for_the_hub_is_the_item_of_the_protocol(store: Store) -> None:
    finished = a_form_with_a_photo()
    receipt = file(store, a_filing(finished, ticket=A007), desk=a_desk(), now=NINE)
    parcel = only_parcel(store)
    item = json.loads(parcel.body)

    assert item["id"] == str(finished.id)
    assert (item["kind"], item["form"], item["form_version"], item["central"]) == ("submission", "tax", "1", "city")
    assert (item["receipt_no"], item["hall"], item["station"], item["station_seq"]) == (receipt.receipt_no, "north", "K1", 1)
    assert [part["name"] for part in item["attachments"]] == ["photo.png"]
    assert CANARY not in parcel.body.decode()
    assert [part.name for part in parcel.parts] == ["photo.png"]


def test_the_visit_travels_to_the_hub_and_no_further(store: Store, new_place: NewPlace) -> None:
    file(store, a_filing(ticket=A007), desk=a_desk(), now=NINE)
    item = json.loads(only_parcel(store).body)
    with Store.open(new_place(), now=NINE) as hub:
        accept(hub, submission_from_item(item), forwarding=FORWARDING, digest_of_item="d", now=NINE)
        onward = json.loads(only_parcel(hub, "city").body)

    assert item["visit"] == str(A007.visit)
    assert "visit" not in onward


def test_what_is_filed_for_another_service_than_the_ticket_has_no_link_to_it(store: Store) -> None:
    """C43: a report without a name beside a ticket for something else."""
    file(store, a_filing(ticket=replace(A007, service="permit")), desk=a_desk(), now=NINE)

    assert "visit" not in json.loads(only_parcel(store).body)


def test_the_paper_is_asked_for_in_the_same_breath(store: Store) -> None:
    receipt = file(store, a_filing(ticket=A007), desk=a_desk(), now=NINE)
    [job] = spool.jobs(store, {PrintState.QUEUED})

    assert job.content["receipt_no"] == receipt.receipt_no
    assert job.content["department"] == {"zh": "税务局", "en": "Revenue Office"}
    assert job.content["ticket"] == "A007"
    assert job.content["owed"] == [{"name": {"zh": "营业执照", "en": "Licence"}, "due": "2026-03-31"}]
    assert job.language == "zh"


def test_filing_is_one_transaction(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kiosk.actions.filing.spool.put", power_cut)
    with pytest.raises(KeyboardInterrupt):
        file(store, a_filing(), desk=a_desk(), now=NINE)

    assert filing.filed(store) == ()
    assert outbox.next_batch(store, HUB, now=NINE) == ()
    assert AuditEvent.SUBMISSION_FILED not in {row.event for row in trail(store)}


def test_nothing_is_taken_when_the_disk_is_nearly_full(tmp_path: Path) -> None:
    with Store.open(tmp_path / "small.db", now=NINE, reserve_bytes=1000) as store:
        store.make_room()
        with pytest.raises(DiskFull):
            file(store, a_filing(), desk=a_desk(), now=NINE)
        assert filing.filed(store) == ()


def test_a_service_without_a_form_cannot_be_filed(store: Store) -> None:
    with pytest.raises(AssertionError):
        file(store, a_filing(service=a_service(form=None)), desk=a_desk(), now=NINE)


def test_how_far_a_submission_is_can_be_asked(store: Store) -> None:
    receipt = file(store, a_filing(), desk=a_desk(), now=NINE)
    found = filing.find(store, receipt.submission)
    assert found is not None
    assert (found.state, found.delivered_at) == (SubmissionState.SAVED, None)

    outbox.settle(store, receipt.submission, HUB, Delivered("1"), now=NINE + timedelta(minutes=1))

    [found] = filing.filed(store)
    assert (found.state, found.delivered_at) == (SubmissionState.AT_HUB, NINE + timedelta(minutes=1))
    assert filing.find(store, some_id(99)) is None


# -- at the hub -------------------------------------------------------------------------------------------------------


@pytest.fixture
def hub(new_place: NewPlace) -> Any:  # Any: a generator fixture
    with Store.open(new_place(), now=NINE) as opened_store:
        yield opened_store


@pytest.fixture
def parcel(store: Store) -> Parcel:
    file(store, a_filing(a_form_with_a_photo()), desk=a_desk(), now=NINE)
    return only_parcel(store)


def send_parts(store: Store, hub: Store, parcel: Parcel) -> list[PartFate]:
    fates = []
    for ref in parcel.parts:
        with store.read() as tx:
            part = rows.read_part(tx, ref.id)
        assert part is not None
        fates.append(take_part(hub, part, now=NINE))
    return fates


def receive(hub: Store, parcel: Parcel, *, forwarding: Forwarding = FORWARDING, **changes: Any) -> Inboxed:  # Any: fields of the item
    item = {**json.loads(parcel.body), **changes}
    digest = parcel.sha256 if not changes else "other"
    return accept(hub, submission_from_item(item), forwarding=forwarding, digest_of_item=digest, now=NINE)


def test_an_item_is_accepted_once_its_attachments_are_there(store: Store, hub: Store, parcel: Parcel) -> None:
    assert receive(hub, parcel) == Missing(tuple(part.id for part in parcel.parts))
    assert send_parts(store, hub, parcel) == [PartFate.CREATED]

    assert receive(hub, parcel) == Accepted(1)
    [known] = filing.filed(hub)
    assert (known.id, known.state) == (parcel.id, SubmissionState.AT_HUB)


def test_an_attachment_that_comes_again_is_found(store: Store, hub: Store, parcel: Parcel) -> None:
    send_parts(store, hub, parcel)
    assert send_parts(store, hub, parcel) == [PartFate.FOUND]
    receive(hub, parcel)

    assert send_parts(store, hub, parcel) == [PartFate.FOUND]


def test_other_bytes_under_the_id_of_an_attachment_are_refused(store: Store, hub: Store, parcel: Parcel) -> None:
    send_parts(store, hub, parcel)
    other = SealedPart(id=parcel.parts[0].id, name="", mime="", kid="k", sealed=b"other", sha256="other", size_bytes=5)

    assert take_part(hub, other, now=NINE) is PartFate.CONFLICT


def test_an_item_that_comes_again_gets_the_same_answer(store: Store, hub: Store, parcel: Parcel) -> None:
    send_parts(store, hub, parcel)
    receive(hub, parcel)

    assert receive(hub, parcel) == Duplicate(1)
    assert len(filing.filed(hub)) == 1
    assert len(outbox.next_batch(hub, "city", now=NINE)) == 1


def test_another_item_with_the_same_id_is_a_conflict(store: Store, hub: Store, parcel: Parcel) -> None:
    send_parts(store, hub, parcel)
    receive(hub, parcel)

    assert receive(hub, parcel, receipt_no="K1OTHER") == Conflict()


def test_what_goes_on_to_the_central_system_opens_with_its_key_only(store: Store, hub: Store, parcel: Parcel) -> None:
    finished = a_form_with_a_photo()
    send_parts(store, hub, parcel)
    receive(hub, parcel)
    onward = only_parcel(hub, "city")
    submission = submission_from_item(json.loads(onward.body))
    [ref] = onward.parts
    with hub.read() as tx:
        photo = rows.read_part(tx, ref.id)
        kept = rows.parts_of(tx, parcel.id)
    assert photo is not None

    assert opened(submission.parts[0], finished, CENTRAL_KEY) == finished.xml
    assert opened(photo, finished, CENTRAL_KEY) == finished.attachments[0].data
    assert opened(photo, finished, HALL_KEY) is None
    assert [opened(part, finished, HALL_KEY) for part in kept] == [finished.xml, finished.attachments[0].data]
    assert (kept[1].name, kept[1].mime) == ("photo.png", "image/png")
    assert submission.receipt_no == json.loads(parcel.body)["receipt_no"]


def test_the_hub_writes_no_plain_byte_to_its_disk(store: Store, hub: Store, parcel: Parcel, tmp_path: Path) -> None:
    send_parts(store, hub, parcel)
    receive(hub, parcel)

    with hub.read() as tx:
        values = [value for table in tables.metadata.sorted_tables for row in tx.execute(select(table)) for value in row]
    assert not [value for value in values if CANARY in str(value) or (isinstance(value, bytes) and CANARY.encode() in value)]
    for path in tmp_path.iterdir():
        assert CANARY.encode() not in path.read_bytes()
    assert broken_at(hub) is None
    assert AuditEvent.SUBMISSION_ACCEPTED in {row.event for row in trail(hub)}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"central": "moon"}, "unknown-central"),
        ({"digest": "00" * 32}, "digest"),
        ({"form_version": "2"}, "bad-key"),
        ({"kid": "x"}, "bad-key"),
    ],
)
def test_an_item_that_is_not_what_it_says_is_rejected(
    store: Store, hub: Store, parcel: Parcel, changes: dict[str, Any], reason: str
) -> None:
    send_parts(store, hub, parcel)

    assert receive(hub, parcel, **changes) == Rejected(reason)
    assert filing.filed(hub) == ()


def test_an_older_key_of_the_hall_still_opens_late_arrivals(store: Store, hub: Store, parcel: Parcel) -> None:
    send_parts(store, hub, parcel)

    assert receive(hub, parcel, forwarding=replace(FORWARDING, openers=(CENTRAL_KEY, HALL_KEY))) == Accepted(1)


def test_an_attachment_with_other_bytes_than_the_item_says_is_rejected(store: Store, hub: Store, parcel: Parcel) -> None:
    send_parts(store, hub, parcel)
    attachments = [{**json.loads(parcel.body)["attachments"][0], "sha256": "00" * 32}]

    assert receive(hub, parcel, attachments=attachments) == Rejected("damaged")


def test_a_hub_that_is_nearly_full_takes_nothing_in(tmp_path: Path, store: Store, parcel: Parcel) -> None:
    with Store.open(tmp_path / "full" / "hub.db", now=NINE, reserve_bytes=1000) as hub:
        hub.make_room()
        with pytest.raises(DiskFull):
            send_parts(store, hub, parcel)
        with pytest.raises(DiskFull):
            receive(hub, parcel)


# -- the item ---------------------------------------------------------------------------------------------------------


def test_an_item_comes_back_as_the_submission_that_it_was_made_of(parcel: Parcel) -> None:
    submission = submission_from_item(json.loads(parcel.body))
    [ref] = parcel.parts
    whole = replace(submission, parts=(submission.parts[0], replace(submission.parts[1], id=ref.id)))

    assert item_of(whole) == parcel.body


BREAKS: dict[str, Callable[[dict[str, Any]], object]] = {  # Any: JSON
    "another kind": lambda item: item.update(kind="metrics"),
    "another suite": lambda item: item.update(suite="ROT13"),
    "a field is missing": lambda item: item.pop("receipt_no"),
    "a number for a word": lambda item: item.update(service=5),
    "a line break in a word": lambda item: item.update(form="tax\nx"),
    "no id": lambda item: item.update(id="x"),
    "a time without a zone": lambda item: item.update(created="2026-03-02T09:00:00"),
    "damaged bytes": lambda item: item.update(sealed="AAAA"),
    "not base64": lambda item: item.update(sealed="!"),
    "an attachment without a name": lambda item: item["attachments"][0].update(name=""),
    "attachments are no list": lambda item: item.update(attachments=None),
}


@pytest.mark.parametrize("name", BREAKS)
def test_what_is_not_an_item_is_refused(parcel: Parcel, name: str) -> None:
    item = json.loads(parcel.body)
    BREAKS[name](item)
    with pytest.raises(BadItem) as fault:
        submission_from_item(item)

    assert fault.value.code == "sync.item"
