"""Enrolment over HTTP: a code makes one station known, once."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.actions import devices
from kiosk.model.device import DeviceRole
from kiosk.security.keys import DeviceKey
from kiosk.security.seal import SUITE
from sync.http import Answer, Call
from tests.builders import HALL_KEY, NINE, some_entropy
from tests.kiosk.hub.builders import PUBLISHER, Site, a_site

NEW_KEY = DeviceKey(bytes([77]) * 32)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with a_site(tmp_path) as running:
        yield running


def enrol(site: Site, code: str, public: bytes = NEW_KEY.public) -> tuple[int, dict[str, object]]:
    body = json.dumps({"code": code, "public_key": base64.b64encode(public).decode()}).encode()
    answer = site.session("B1").unsigned(Call(method="POST", path="/v1/devices:enrol", body=body))
    assert isinstance(answer, Answer)
    return answer.status, json.loads(answer.body)


def test_a_station_with_a_code_is_known_from_then_on(site: Site) -> None:
    code = devices.invite(site.store, device="B7", role=DeviceRole.BOARD, now=NINE, entropy=some_entropy())
    status, told = enrol(site, code)
    answer = site.session("B7", key=NEW_KEY).request(Call(method="GET", path="/v1/hall"))

    assert (status, told["device_id"], told["role"], told["hall"]) == (201, "B7", "board", "north")
    assert told["seal_keys"] == [{"kid": HALL_KEY.kid, "suite": SUITE, "public_key": base64.b64encode(HALL_KEY.public.public).decode()}]
    assert isinstance(answer, Answer)
    assert answer.status == 200


def test_a_station_hears_at_enrolment_whose_forms_are_used(site: Site) -> None:
    code = devices.invite(site.store, device="B7", role=DeviceRole.BOARD, now=NINE, entropy=some_entropy())

    assert enrol(site, code)[1]["publisher_keys"] == [base64.b64encode(PUBLISHER).decode()]


def test_a_lost_answer_to_an_enrolment_is_given_again_to_the_same_key_only(site: Site) -> None:
    code = devices.invite(site.store, device="B7", role=DeviceRole.BOARD, now=NINE, entropy=some_entropy())

    assert [enrol(site, code)[0], enrol(site, code)[0]] == [201, 201]
    assert enrol(site, code, DeviceKey(bytes(32)).public)[0] == 403


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC-DDDD"])
def test_a_wrong_code_opens_nothing(site: Site, code: str) -> None:
    assert enrol(site, code) == (403, {"type": "urn:hall:bad-code", "status": 403, "facts": {}})


def test_a_key_that_is_no_base64_opens_nothing(site: Site) -> None:
    call = Call(method="POST", path="/v1/devices:enrol", body=b'{"code": "AAAA", "public_key": "???"}')
    answer = site.session("B1").unsigned(call)

    assert isinstance(answer, Answer)
    assert answer.status == 403


def test_a_key_that_is_none_opens_nothing(site: Site) -> None:
    code = devices.invite(site.store, device="B7", role=DeviceRole.BOARD, now=NINE, entropy=some_entropy())

    assert enrol(site, code, b"short")[0] == 403
