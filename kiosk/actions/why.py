"""Why is somebody not called yet? Asked by the citizen's telephone and by the clerk; answered here alone (C48)."""

from kiosk.model.hall import Leg
from kiosk.model.lists import Passed, Standing
from kiosk.store import feed
from kiosk.store import queue as rows
from kiosk.store.database import Transaction

PASSED_SHOWN = 3


def standing(tx: Transaction, leg: Leg) -> Standing:
    """Of a leg that waits."""
    own = (leg.due, leg.arrived_at, leg.id)
    return Standing(
        label=leg.label, ahead=rows.ahead_of(tx, leg.service, own), classed=rows.ahead_of(tx, leg.service, own, classed=True),
        passed=tuple(Passed(label=label, why=why, slot=slot) for label, why, slot in feed.called_before(tx, leg, PASSED_SHOWN)),
        open_at=leg.open_at, kept=leg.pin is not None,
    )  # fmt: skip
