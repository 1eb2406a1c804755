"""What stands at the foot of the boards? Changed while the hall is open, by a technician or a manager; nothing is restarted."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from kiosk.model.audit import AuditEvent
from kiosk.model.errors import KioskError
from kiosk.store import audit, feed, message
from kiosk.store.database import Store
from kiosk.store.feed import Happening

LONGEST = 60
"""Characters: more does not fit a board that is read from afar, nor an event of 300 bytes."""


class MessageTooLong(KioskError):
    """facts: language, longest."""

    code = "message.too-long"


def known(store: Store) -> Mapping[str, Mapping[str, str]]:
    """By zone ("": the whole hall), then by language."""
    with store.read() as tx:
        return message.known(tx)


def say(store: Store, words: Mapping[str, str], *, zone: str = "", by: str, now: datetime, new_id: UUID) -> None:
    """Put these words there, each in its language; blank words take away what stood there. Raises MessageTooLong."""
    lines = {language: " ".join(said.split()) for language, said in words.items()}
    for language, line in lines.items():
        if len(line) > LONGEST:
            raise MessageTooLong(language=language, longest=LONGEST)
    with store.write() as tx:
        messages = {name: dict(said) for name, said in message.known(tx).items()}
        of_zone = {language: line for language, line in {**messages.pop(zone, {}), **lines}.items() if line}
        message.keep(tx, {**messages, zone: of_zone} if of_zone else messages)
        for language, line in lines.items():
            data = {"z": zone, "lang": language, "t": line}
            feed.append(tx, Happening(id=new_id, kind="message", at=now, station="hub", actor=by, data=data))
            audit.append(tx, now, AuditEvent.MESSAGE_CHANGED, by, zone=zone or "all", language=language, characters=len(line))
