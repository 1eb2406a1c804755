"""Which words stand at the foot of the boards? One small row, written with the event that tells it."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection

from kiosk.store import meta

_NAME = "messages"


def known(tx: Connection) -> Mapping[str, Mapping[str, str]]:
    """By zone ("": the whole hall), then by language."""
    said: Mapping[str, Mapping[str, str]] = json.loads(meta.get(tx, _NAME) or "{}")
    return said


def keep(tx: Connection, messages: Mapping[str, Mapping[str, str]]) -> None:
    meta.put(tx, _NAME, json.dumps(messages, ensure_ascii=False))
