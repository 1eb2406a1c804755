"""Which blocks of numbers were lent (at the hub), and which are here (at a terminal)?"""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy import insert as insert_into

from kiosk.model.lease import Block
from kiosk.store.portable import insert
from kiosk.store.tables import block, lease, tally, visit

# -- at the hub -------------------------------------------------------------------------------------------------------


def given(tx: Connection, station: str, request_no: int) -> tuple[Block, ...]:
    """What this request of the terminal got."""
    columns = (lease.c.day, lease.c.series, lease.c.first, lease.c.last)
    query = select(*columns).where(lease.c.station == station, lease.c.request_no == request_no).order_by(lease.c.day, lease.c.series)
    return tuple(Block(**row) for row in tx.execute(query).mappings())


def give(tx: Connection, station: str, request_no: int, given_: Block, *, now: datetime) -> None:
    tx.execute(insert_into(lease).values(station=station, request_no=request_no, given_at=now, **vars(given_)))


def taken_at(tx: Connection, station: str, series: str, since: date) -> tuple[datetime, ...]:
    """When the terminal gave its tickets of the series since that day."""
    query = select(visit.c.taken_at).where(visit.c.station == station, visit.c.series == series, visit.c.day >= since)
    return tuple(tx.scalars(query))


# -- at a terminal ----------------------------------------------------------------------------------------------------


def keep(tx: Connection, blocks: Iterable[Block]) -> None:
    """Those that are here already stay as they are."""
    for one in blocks:
        row = insert(tx, block).values(**vars(one), following=one.first)
        tx.execute(row.on_conflict_do_nothing(index_elements=["day", "series", "first"]))


def take(tx: Connection, day: date, series: str) -> int | None:
    """The next number of the first block that is not spent; None: there is none."""
    unspent = (block.c.day == day, block.c.series == series, block.c.following <= block.c.last)
    first = tx.scalar(select(func.min(block.c.first)).where(*unspent))
    if first is None:
        return None
    where = (block.c.day == day, block.c.series == series, block.c.first == first)
    following = tx.execute(update(block).where(*where).values(following=block.c.following + 1).returning(block.c.following)).scalar_one()
    return int(following) - 1


def left(tx: Connection, day: date, series: str) -> tuple[int, int]:
    """How many numbers are left, and how large the last block was; (0, 0) if there never was one."""
    rows = tx.execute(select(block.c.first, block.c.last, block.c.following).where(block.c.day == day, block.c.series == series)).all()
    size = max(((row.first, row.last - row.first + 1) for row in rows), default=(0, 0))[1]
    return sum(row.last + 1 - row.following for row in rows), size


def drop(tx: Connection, before: date) -> None:
    """Blocks of days that are over."""
    tx.execute(delete(block).where(block.c.day < before))


def drop_all(tx: Connection) -> None:
    """After a restore: what has been given of them since the copy is not known."""
    tx.execute(delete(block))


def own_numbers(tx: Connection) -> tuple[str, ...]:
    """The tallies of numbers under this terminal's own name."""
    return tuple(tx.scalars(select(tally.c.name).where(tally.c.name.like("own %")).order_by(tally.c.name)))
