"""What has a central system made of what it took? Asked by the demonstration and by tests."""

import json
from dataclasses import dataclass
from uuid import UUID

from sync.http import Answer, Call, SignedSession


@dataclass(frozen=True, kw_only=True)
class Effects:
    """One submission at a central system. effects: how many cases it opened; digest_equal: what is kept is what the station saw."""

    id: UUID
    form: str
    version: str
    receipt_no: str
    received_at: str
    effects: int
    digest_equal: bool


def effects_of(session: SignedSession) -> tuple[Effects, ...] | None:
    """In the order of arrival; None if the system does not answer."""
    answer = session.request(Call(method="GET", path="/v1/effects"))
    if not isinstance(answer, Answer) or answer.status != 200:
        return None
    return tuple(Effects(**{**one, "id": UUID(one["id"])}) for one in json.loads(answer.body))
