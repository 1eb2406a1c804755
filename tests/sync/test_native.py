"""The native connector against the real reference central system."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.model.parcel import Delivered, Parcel, ParcelKind, Refused, Unreachable
from sync.effects import effects_of
from sync.native import NativeConnector
from tests.sync.builders import Central, a_central, a_parcel, a_session, an_id, no_parts, parcel_of
from tests.sync.contract import ConnectorContract, Reach


@pytest.fixture
def central(tmp_path: Path) -> Iterator[Central]:
    with a_central(tmp_path) as running:
        yield running


class TestNativeConnector(ConnectorContract):
    @pytest.fixture
    def reach(self, tmp_path: Path) -> Iterator[Reach]:
        with a_central(tmp_path) as running:

            @contextmanager
            def away() -> Iterator[None]:
                running.line.away = True
                yield
                running.line.away = False

            yield Reach(
                connector=NativeConnector(running.session),
                effects=running.effects,
                a_good_one=lambda: a_parcel(files=(b"photo",)),
                a_bad_one=lambda: a_parcel(form="unknown"),
                away=away,
            )


def test_a_lost_answer_makes_no_second_effect(central: Central) -> None:
    made = a_parcel()
    connector = NativeConnector(central.session)
    central.line.lose = 1
    lost = connector.deliver([made.parcel], made.parts.get)
    found = connector.deliver([made.parcel], made.parts.get)

    assert lost == [Unreachable("connection")]
    assert found == [Delivered("1")]
    assert central.effects() == {made.parcel.id: 1}


def test_the_same_id_with_other_bytes_is_held_for_people(central: Central) -> None:
    made = a_parcel()
    forged = a_parcel(b"<data>other answers</data>", id=made.parcel.id)
    connector = NativeConnector(central.session)
    connector.deliver([made.parcel], made.parts.get)

    assert connector.deliver([forged.parcel], no_parts) == [Refused("conflict")]
    assert central.effects() == {made.parcel.id: 1}


def test_a_seal_that_does_not_open_and_a_digest_that_does_not_fit_are_refused(central: Central) -> None:
    made, wrong = a_parcel(), a_parcel(digest="0" * 64)
    other = parcel_of(an_id(), b"{}")
    moved = parcel_of(other.id, json.dumps({**made.item, "id": str(other.id)}).encode())
    strange = parcel_of(an_id(), json.dumps({**made.item, "kid": "0000"}).encode())

    ends = NativeConnector(central.session).deliver([wrong.parcel, moved, strange], no_parts)

    assert ends[:2] == [Refused("checksum"), Refused("bad-key")]
    assert isinstance(ends[2], Unreachable)  # its id in the batch is that of another item, so nothing was said of it
    assert central.effects() == {}


@pytest.mark.parametrize(
    "change",
    [
        {"sealed": "no base64!"},
        {"form_version": "2026-01\n"},
        {"attachments": [{"sha256": "0" * 64}]},
        {"attachments": [{"name": "other.png"}]},
    ],
    ids=["spelling", "line break", "other digest", "other name"],
)
def test_an_item_that_is_not_what_was_sealed_is_refused(central: Central, change: dict[str, Any]) -> None:
    made = a_parcel(files=(b"photo",))
    named = [{**said, **change.get("attachments", [{}])[0]} for said in json.loads(made.parcel.body)["attachments"]]
    body = json.dumps({**made.item, **change, "attachments": named}).encode()
    connector = NativeConnector(central.session)
    connector.deliver([replace(made.parcel, body=b"{}")], made.parts.get)

    (end,) = connector.deliver([replace(made.parcel, body=body)], made.parts.get)

    assert isinstance(end, Refused)
    assert central.effects() == {}


def test_an_unknown_kind_or_a_malformed_item_is_refused_alone(central: Central) -> None:
    good, kind = a_parcel(), a_parcel()
    odd = parcel_of(kind.parcel.id, json.dumps({**kind.item, "kind": "postcard"}).encode())
    half_id = an_id()
    half = parcel_of(half_id, json.dumps({"id": str(half_id), "kind": "submission"}).encode())

    ends = NativeConnector(central.session).deliver([odd, half, good.parcel], no_parts)

    assert ends == [Refused("unknown-kind"), Refused("malformed"), Delivered("1")]


def test_attachments_go_first_and_only_once(central: Central) -> None:
    made = a_parcel(files=(b"photo", b"signature"))
    connector = NativeConnector(central.session)
    central.line.answers = []
    connector.deliver([made.parcel], made.parts.get)

    assert [path.rpartition("/")[0] for path in central.line.paths] == ["/v1/attachments", "/v1/attachments", "/v1"]


def test_attachments_that_the_server_has_lost_are_sent_again(central: Central) -> None:
    made = a_parcel(files=(b"photo",))
    connector = NativeConnector(central.session)
    central.line.answers = [(201, {}, b"{}")]
    first = connector.deliver([made.parcel], made.parts.get)
    second = connector.deliver([made.parcel], made.parts.get)

    assert first == [Unreachable("attachments-missing", 5.0, whole=False)]
    assert second == [Delivered("1")]


def test_an_attachment_that_is_gone_or_changed_holds_its_parcel_only(central: Central) -> None:
    gone, changed, good = a_parcel(files=(b"photo",)), a_parcel(files=(b"photo",)), a_parcel(files=(b"photo",))
    bytes_of = good.parts | {part: sealed[:-1] + b"?" for part, sealed in changed.parts.items()}

    ends = NativeConnector(central.session).deliver([gone.parcel, changed.parcel, good.parcel], bytes_of.get)

    assert ends == [Refused("attachment-gone"), Refused("checksum"), Delivered("1")]


def test_a_batch_that_is_refused_is_halved_until_the_bad_one_is_alone(central: Central) -> None:
    made = [a_parcel() for _ in range(5)]
    bad = Parcel(id=an_id(), kind=ParcelKind.SUBMISSION, destination="city", body=b'["no object"]', sha256="")
    parcels = [*(one.parcel for one in made[:3]), bad, *(one.parcel for one in made[3:])]

    ends = NativeConnector(central.session).deliver(parcels, no_parts)

    assert ends[3] == Refused("malformed")
    assert [type(end) for end in (*ends[:3], *ends[4:])] == [Delivered] * 5
    assert set(central.effects().values()) == {1}


@pytest.mark.parametrize("place", [0, 2, 4])
def test_an_item_that_the_server_stumbles_over_stops_nobody(central: Central, place: int) -> None:
    made = [a_parcel() for _ in range(5)]
    central.line.stumble_over = str(made[place].parcel.id).encode()

    ends = NativeConnector(central.session).deliver([one.parcel for one in made], no_parts)

    assert ends[place] == Unreachable("http-500", 60.0, whole=False)
    assert [type(end) for n, end in enumerate(ends) if n != place] == [Delivered] * 4


def test_a_server_that_stumbles_over_everything_is_asked_a_few_times_only(central: Central) -> None:
    made = [a_parcel() for _ in range(50)]
    central.line.stumble_over = b"submission"

    ends = NativeConnector(central.session).deliver([one.parcel for one in made], no_parts)

    assert set(ends) == {Unreachable("http-500")}
    assert len(central.line.paths) < 12


def test_one_bad_line_stops_the_run_and_says_why(central: Central) -> None:
    made = [a_parcel(files=(b"photo",)), a_parcel()]
    central.line.answers = [(503, {"retry-after": "7"}, b"busy")]

    ends = NativeConnector(central.session).deliver([one.parcel for one in made], made[0].parts.get)

    assert ends == [Unreachable("http-503", 7.0)] * 2


def test_a_portal_is_not_the_right_server(central: Central, tmp_path: Path) -> None:
    made = a_parcel()
    central.line.answers = [(200, {}, b"<html>Please log in</html>")]

    assert NativeConnector(central.session).deliver([made.parcel], no_parts) == [Unreachable("portal", 60.0)]


def test_a_hub_that_central_does_not_know_is_told_so(central: Central) -> None:
    made = a_parcel()
    stranger = a_session(central.listener.url, device="hub-9")

    assert NativeConnector(stranger).deliver([made.parcel], no_parts) == [Unreachable("bad-signature", 300.0)]
    stranger.close()


def test_what_central_took_is_there_after_a_restart(tmp_path: Path) -> None:
    made = a_parcel()
    with a_central(tmp_path) as first:
        NativeConnector(first.session).deliver([made.parcel], no_parts)
    with a_central(tmp_path) as second:
        ends = NativeConnector(second.session).deliver([made.parcel], no_parts)

        assert ends == [Delivered("1")]
        assert second.effects() == {made.parcel.id: 1}


def test_effects_are_told_to_hubs_with_the_digest_compared(central: Central) -> None:
    made = a_parcel()
    NativeConnector(central.session).deliver([made.parcel], no_parts)

    told = effects_of(central.session)

    assert told is not None
    assert [(one.id, one.effects, one.digest_equal) for one in told] == [(made.parcel.id, 1, True)]
