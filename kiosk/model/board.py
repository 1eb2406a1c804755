"""What does everybody in the hall see? The state of the boards, folded from the feed (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class FeedEvent:
    """One line of the append-only feed; seq rises by one.

    kind: issued, called, recalled, started, ended, counter. data: small JSON values (n = label, s = service, c = counter,
    w = waiting for s after it, lang, l = leg, state).
    """

    seq: int
    kind: str
    at: datetime
    data: Mapping[str, str | int | None] = field(default_factory=dict)
