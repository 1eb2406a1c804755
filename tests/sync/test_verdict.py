"""What an answer means: the table of protocol v1."""

import pytest

from kiosk.model.parcel import Unreachable
from sync.http import Answer, NoAnswer
from sync.protocol import Problem
from sync.verdict import Bad, verdict


def an_answer(status: int, problem: str | None = None, *, retry_after: str | None = None) -> Answer:
    headers = {} if retry_after is None else {"retry-after": retry_after}
    body = b"<html>login</html>" if problem is None else Problem(status=status, name=problem).to_json()
    return Answer(status=status, headers=headers, body=body)


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (NoAnswer("timeout"), Unreachable("timeout")),
        (NoAnswer("connection"), Unreachable("connection")),
        (an_answer(400, "malformed"), Bad("malformed")),
        (an_answer(413, "too-large"), Bad("too-large")),
        (an_answer(413), Bad("http-413")),
        (an_answer(422, "checksum"), Bad("checksum")),
        (an_answer(408), Unreachable("http-408")),
        (an_answer(429, retry_after="7"), Unreachable("http-429", 7.0)),
        (an_answer(503, retry_after="9999999"), Unreachable("http-503", 300.0)),
        (an_answer(503, retry_after="Mon, 02 Mar 2026 09:00:00 GMT"), Unreachable("http-503")),
        (an_answer(500), Unreachable("http-500")),
        (an_answer(502), Unreachable("http-502")),
        (an_answer(401, "bad-signature"), Unreachable("bad-signature", 300.0)),
        (an_answer(403, "device-revoked"), Unreachable("device-revoked", 300.0)),
        (an_answer(426, "unsupported-version"), Unreachable("unsupported-version", 300.0)),
        (an_answer(200), Unreachable("portal", 60.0)),
        (an_answer(302), Unreachable("portal", 60.0)),
        (an_answer(400), Unreachable("portal", 60.0)),
        (an_answer(404), Unreachable("portal", 60.0)),
        (an_answer(511), Unreachable("portal", 60.0)),
    ],
    ids=str,
)
def test_each_answer_has_one_meaning(answer: Answer | NoAnswer, meaning: Bad | Unreachable) -> None:
    assert verdict(answer) == meaning
