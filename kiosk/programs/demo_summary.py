"""What did the demonstration do? Asked of the hub's and terminal's databases and of the central system itself."""

import json
from typing import Any

from kiosk.clock import SystemClock
from kiosk.model.queue import HallAway
from kiosk.programs.demo_hall import HALL, DemoHall
from kiosk.security.keys import KeyStore
from sync.http import Answer, Call, SignedSession


def effects_at(hall: DemoHall) -> dict[str, dict[str, Any]]:  # Any: JSON of the central system
    """What the central system has made of each submission, by id. Raises HallAway if it does not answer."""
    key = KeyStore(hall.data("hub") / "keys").device()
    session = SignedSession(hall.central_url, device=HALL, key=key, clock=SystemClock())
    try:
        answer = session.request(Call(method="GET", path="/v1/effects"))
    finally:
        session.close()
    if not isinstance(answer, Answer) or answer.status != 200:
        raise HallAway(reason="central")
    return {str(one["id"]): one for one in json.loads(answer.body)}
