"""How do parcels reach another machine? The door for connectors (entry points "kiosk.connectors")."""

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from kiosk.model.parcel import Outcome, Parcel

ReadPart = Callable[[UUID], bytes | None]
"""The sealed bytes of an attachment; None if they are gone."""

TIMEOUT = "timeout"
"""The reason of an Unreachable whose request may have arrived: the courier makes the next batch smaller."""


class Connector(Protocol):
    """Carries parcels to one destination. One thread at a time; never two attempts of one parcel at once.

    Raises nothing: whatever the network or the server does is an outcome. Parcels may be delivered again and again.
    """

    def ping(self) -> bool:
        """Whether the right server answers now; a captive portal does not count."""
        ...

    def deliver(self, parcels: Sequence[Parcel], read_part: ReadPart) -> Sequence[Outcome]:
        """One attempt; one outcome for each parcel, in their order."""
        ...
