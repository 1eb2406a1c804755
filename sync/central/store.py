"""What has the central system taken? Its own tables in its own file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy import Column, Connection, Index, Integer, LargeBinary, MetaData, Table, Text, func, select
from sqlalchemy import insert as insert_into
from sqlalchemy.dialects.sqlite import insert as insert_once

from kiosk.store.engine import engine_for

metadata = MetaData()

received = Table(
    "received",
    metadata,
    Column("id", Text, primary_key=True),
    Column("seq", Integer, nullable=False, unique=True),
    Column("item_sha256", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("hall", Text, nullable=False),
    Column("receipt_no", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("xml", LargeBinary, nullable=False),
    sqlite_strict=True,
)
"""digest: what the station said of the plain instance; xml: the instance, opened."""

case = Table(
    "office_case",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("submission", Text, nullable=False),
    Column("opened_at", Text, nullable=False),
    Index("case_of_submission", "submission"),
    sqlite_strict=True,
)
"""The effect of a submission: a case that an office works on. A second one would be seen here, so nothing forbids it."""

attachment = Table(
    "attachment",
    metadata,
    Column("id", Text, primary_key=True),
    Column("submission", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("kid", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_strict=True,
)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One submission, to be kept for good."""

    id: UUID
    item_sha256: str
    form: str
    version: str
    hall: str
    receipt_no: str
    digest: str
    created: str
    xml: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class PartRow:
    """An attachment as it came; sealed to this system's key."""

    id: UUID
    submission: UUID
    size_bytes: int
    sha256: str
    kid: str
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What one submission has done here. effects: cases opened for it; xml: to compare with its digest."""

    id: UUID
    form: str
    version: str
    receipt_no: str
    received_at: str
    effects: int
    digest: str
    xml: bytes = field(repr=False)


class CentralStore:
    """The database of the central system; any thread may use it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._writer = engine_for(path, writing=True)
        self._reader = engine_for(path, writing=False)
        with self.write() as tx:
            metadata.create_all(tx)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, on the disk when the block ends."""
        with self._writer.begin() as tx:
            yield tx

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self._reader.begin() as tx:
            yield tx

    def close(self) -> None:
        self._reader.dispose()
        self._writer.dispose()


def known(tx: Connection, submission: UUID) -> tuple[str, int] | None:
    """The item's digest and its number here; None if it was never taken."""
    row = tx.execute(select(received.c.item_sha256, received.c.seq).where(received.c.id == str(submission))).first()
    return None if row is None else (row[0], row[1])


def digest_of(tx: Connection, submission: UUID) -> str | None:
    """Of the plain instance, as the station said it."""
    value: str | None = tx.scalar(select(received.c.digest).where(received.c.id == str(submission)))
    return value


def keep(tx: Connection, taken: Taken, *, at: str) -> int:
    """The submission and its effect; the number that it has from now on."""
    seq = (tx.scalar(select(func.max(received.c.seq))) or 0) + 1
    tx.execute(insert_into(received).values(**{**vars(taken), "id": str(taken.id)}, seq=seq, received_at=at))
    tx.execute(insert_into(case).values(submission=str(taken.id), opened_at=at))
    return seq


def keep_part(tx: Connection, part: PartRow) -> bool:
    """False if an attachment of this id was here already."""
    row = {**vars(part), "id": str(part.id), "submission": str(part.submission)}
    return tx.execute(insert_once(attachment).values(**row).on_conflict_do_nothing()).rowcount == 1


def part_of(tx: Connection, part: UUID) -> PartRow | None:
    row = tx.execute(select(attachment).where(attachment.c.id == str(part))).mappings().first()
    return None if row is None else PartRow(**{**row, "id": UUID(row["id"]), "submission": UUID(row["submission"])})


def effects(tx: Connection) -> tuple[Effect, ...]:
    """All that was taken, in its order."""
    count = select(func.count()).where(case.c.submission == received.c.id).scalar_subquery()
    query = select(received, count.label("effects")).order_by(received.c.seq)
    names = ("form", "version", "receipt_no", "received_at", "effects", "digest", "xml")
    return tuple(Effect(id=UUID(row["id"]), **{name: row[name] for name in names}) for row in tx.execute(query).mappings())
