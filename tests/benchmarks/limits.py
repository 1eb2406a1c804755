"""How fast could it be at best on this machine, now? Raw SQLite commits with the product's own pragmas."""

import threading
import time
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

from kiosk.store.database import PRAGMAS


def raw_commits_ms(folder: Path, n: int, *, threads: int = 1, size_bytes: int = 300) -> tuple[float, ...]:
    """Milliseconds of `n` one-row transactions, BEGIN IMMEDIATE to COMMIT, shared by `threads` connections."""
    path = folder / "limit.db"
    with sqlite.connect(path) as first:
        first.execute("PRAGMA journal_mode=WAL")
        first.execute("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, value BLOB) STRICT")
    samples: list[float] = []

    def commit_rows() -> None:
        connection = sqlite.connect(path, isolation_level=None)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        for _ in range(n // threads):
            begun = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO row (value) VALUES (?)", (bytes(size_bytes),))
            connection.execute("COMMIT")
            samples.append((time.perf_counter() - begun) * 1000)
        connection.close()

    workers = [threading.Thread(target=commit_rows) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return tuple(samples)
