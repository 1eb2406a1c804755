"""What stations hand in: each item once, each with its own answer, nothing readable on the hub's disk."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.actions import filing, outbox
from kiosk.model.parcel import HUB, Delivered, Parcel, Refused, Unreachable
from kiosk.store.database import Store
from sync.connector import ReadPart
from sync.native import NativeConnector
from tests.builders import NINE, a_desk, a_filing, a_finished_form, an_attachment, some_entropy
from tests.kiosk.hub.builders import Site, a_site
from tests.postgres import NewPlace

CANARY = "王小明金丝雀"


@pytest.fixture
def site(new_place: NewPlace) -> Iterator[Site]:
    with a_site(new_place()) as running:
        yield running


def filed(store: Store, *numbers: int, files: int = 0) -> tuple[tuple[Parcel, ...], ReadPart]:
    """What a terminal has in its outbox after these filings."""
    for number in numbers:
        attachments = tuple(an_attachment(f"{number}-{n}.png", CANARY.encode() * 50) for n in range(files))
        finished = a_finished_form(number, xml=f"<data><name>{CANARY}</name></data>".encode(), attachments=attachments)
        filing.file(store, a_filing(finished), desk=replace(a_desk(), entropy=some_entropy(number)), now=NINE)
    return outbox.next_batch(store, HUB, now=NINE), lambda part: outbox.part_bytes(store, part)


def test_a_submission_with_its_attachments_is_taken_once(site: Site, file_store: Store) -> None:
    parcels, read_part = filed(file_store, 1, 2, files=2)
    connector = NativeConnector(site.session("K1"))
    first = connector.deliver(parcels, read_part)
    again = NativeConnector(site.session("K1")).deliver(parcels, read_part)

    assert first == again == [Delivered("1"), Delivered("2")]
    assert site.accepted == ["batch"]
    assert {(each.id, each.station) for each in filing.filed(site.store)} == {(parcel.id, "K1") for parcel in parcels}
    assert outbox.link(site.store, "city").waiting == 2


def test_nothing_that_was_typed_stands_on_the_disk_of_the_hub(file_store: Store, tmp_path: Path) -> None:
    parcels, read_part = filed(file_store, 1, files=1)
    with a_site(tmp_path) as site:
        NativeConnector(site.session("K1")).deliver(parcels, read_part)

    assert [path.name for path in tmp_path.iterdir() if path.is_file() and CANARY.encode() in path.read_bytes()] == []
    assert (tmp_path / "hub.db").exists()


def changed(parcel: Parcel, **fields: object) -> Parcel:
    body = json.dumps({**json.loads(parcel.body), **fields}, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return replace(parcel, body=body, sha256=hashlib.sha256(body).hexdigest())


def test_each_item_has_its_own_answer(site: Site, file_store: Store) -> None:
    (good, *rest), read_part = filed(file_store, 1, 2, 3, 4, 5)
    bad = [
        changed(rest[0], kind="postcard"),
        changed(rest[1], central="nowhere"),
        changed(rest[2], digest="0" * 64),
        changed(rest[3], created="yesterday"),
    ]

    ends = NativeConnector(site.session("K1")).deliver([*bad, good], read_part)

    reasons = [end.reason for end in ends if isinstance(end, Refused)]
    assert reasons == ["unknown-kind", "unknown-central", "digest", "malformed"]
    assert ends[-1] == Delivered("1")


@pytest.mark.parametrize(
    "fields",
    [{"station": "K\0"}, {"language": "\ud800"}, {"station_seq": 2**63}, {"station_seq": -1}, {"station_seq": "one"}],
    ids=["nul", "half a character", "too large", "negative", "a word"],
)
def test_what_no_database_can_keep_is_malformed(site: Site, file_store: Store, fields: dict[str, object]) -> None:
    (parcel,), read_part = filed(file_store, 1)
    body = json.dumps({**json.loads(parcel.body), **fields}).encode()
    odd = replace(parcel, body=body, sha256=hashlib.sha256(body).hexdigest())

    assert NativeConnector(site.session("K1")).deliver([odd], read_part) == [Refused("malformed")]


def test_other_bytes_under_a_known_id_are_a_conflict(site: Site, file_store: Store) -> None:
    parcels, read_part = filed(file_store, 1)
    connector = NativeConnector(site.session("K1"))
    connector.deliver(parcels, read_part)

    assert connector.deliver([changed(parcels[0], receipt_no="another")], read_part) == [Refused("conflict")]


def test_an_item_without_its_attachments_waits_for_them(site: Site, file_store: Store) -> None:
    parcels, read_part = filed(file_store, 1, files=1)
    connector = NativeConnector(site.session("K1"))

    assert connector.deliver([replace(parcels[0], parts=())], read_part) == [Unreachable("attachments-missing", 5.0, whole=False)]
    assert connector.deliver(parcels, read_part) == [Delivered("1")]


def test_an_attachment_under_a_known_id_with_other_bytes_is_a_conflict(site: Site, file_store: Store) -> None:
    parcels, read_part = filed(file_store, 1, files=1)
    part = parcels[0].parts[0]
    other = b"other bytes"
    forged = replace(parcels[0], parts=(replace(part, sha256=hashlib.sha256(other).hexdigest(), size_bytes=len(other)),))
    NativeConnector(site.session("K1")).deliver(parcels, read_part)

    assert NativeConnector(site.session("K1")).deliver([forged], lambda _: other) == [Refused("conflict")]


def test_a_board_hands_nothing_in(site: Site, file_store: Store) -> None:
    parcels, read_part = filed(file_store, 1)

    assert NativeConnector(site.session("B1")).deliver(parcels, read_part) == [Unreachable("not-for-this-role", 300.0)]


def test_a_large_attachment_passes(site: Site, file_store: Store) -> None:
    finished = a_finished_form(1, attachments=(an_attachment("scan.png", bytes(10_000_000)),))
    filing.file(file_store, a_filing(finished), desk=a_desk(), now=NINE)
    parcels = outbox.next_batch(file_store, HUB, now=NINE)

    ends = NativeConnector(site.session("K1")).deliver(parcels, lambda part: outbox.part_bytes(file_store, part))

    assert ends == [Delivered("1")]


def test_a_hub_without_room_says_so_and_stations_keep_what_they_have(file_store: Store, tmp_path: Path) -> None:
    parcels, read_part = filed(file_store, 1, files=1)
    with a_site(tmp_path, reserve_bytes=100_000) as site:
        site.store.make_room()
        ends = NativeConnector(site.session("K1")).deliver(parcels, read_part)
        site.store.renew_reserve()
        again = NativeConnector(site.session("K1")).deliver(parcels, read_part)

    assert ends == [Unreachable("http-503")]
    assert again == [Delivered("1")]
