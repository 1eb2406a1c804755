"""What was last told of each service's waiting time? One small row, written with the event that tells it."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection

from kiosk.model.board import Estimate, estimate_data, estimate_of
from kiosk.store import meta

_NAME = "estimates"


def known(tx: Connection) -> Mapping[str, Estimate]:
    """By service."""
    return {service: estimate_of(told) for service, told in json.loads(meta.get(tx, _NAME) or "{}").items()}


def keep(tx: Connection, estimates: Mapping[str, Estimate]) -> None:
    meta.put(tx, _NAME, json.dumps({service: estimate_data(estimate) for service, estimate in estimates.items()}))
