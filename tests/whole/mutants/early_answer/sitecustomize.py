"""A hub that answers before its commit: what was written is committed a moment later, if there is one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from kiosk.store.database import Store

LATE_S = 0.5


@contextmanager
def write(self: Store) -> Iterator[Connection]:
    connection = self._home.writer.connect()
    transaction = connection.begin()
    yield connection

    def commit() -> None:
        transaction.commit()
        connection.close()

    threading.Timer(LATE_S, commit).start()


Store.write = write  # type: ignore[method-assign]
Store.joins_commits = property(lambda _: False)  # type: ignore[assignment, method-assign]
