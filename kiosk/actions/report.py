"""What did these days bring? The report of the hall, computed again from its events whenever somebody asks (M3, S3)."""

from datetime import date, datetime

from kiosk.model.catalogue import Catalogue
from kiosk.model.report import Ledger, Report
from kiosk.store import feed, queue
from kiosk.store.database import Store


def report(store: Store, catalogue: Catalogue, *, first: date, last: date, now: datetime) -> Report:
    """Of the tickets that were taken from `first` to `last`; their ends count whenever they came."""
    ledger = Ledger(first, last, catalogue.zone)
    with store.read() as tx:
        for event, facts in feed.with_facts(tx, ledger.since):
            ledger.take(event, facts)
        in_rows = queue.count_visits(tx, catalogue.hall, first, last)
    return ledger.report(now, catalogue.rules.promise_min, in_rows)
