"""Which tables are there? One schema for stations and the hub; each row has one writer."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from kiosk.store.types import WIDE, Day, Instant, Json, Uuid

metadata = MetaData()


def _table(name: str, *parts: Column[object] | UniqueConstraint | CheckConstraint | Index) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


def _unordered(name: str, *parts: Column[object]) -> Table:
    """Rows that stand by their key alone: nothing tells which came first."""
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=False)


def _where(name: str, *columns: str, when: str) -> Index:
    """A partial index, on either kind of database."""
    return Index(name, *columns, sqlite_where=text(when), postgresql_where=text(when))


# -- the machine itself ----------------------------------------------------------------------------------------------

meta = _table("meta", Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
"""Small facts of this database: station, epoch, clean flag, last time seen."""

tally = _table("tally", Column("name", Text, primary_key=True), Column("last", WIDE, nullable=False))
"""Numbers that rise without a gap: feed, audit, receipts, deeds of this station."""

audit = _table(
    "audit",
    Column("seq", WIDE, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("event", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("facts", Json, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

# -- filing -----------------------------------------------------------------------------------------------------------

submission = _table(
    "submission",
    Column("id", Uuid, primary_key=True),
    Column("receipt_no", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("central", Text, nullable=False),
    Column("hall", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("station_seq", WIDE, nullable=False),
    Column("language", Text, nullable=False),
    Column("filed_at", Instant, nullable=False),
    Column("digest", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("delivered_at", Instant),
    Column("reference", Text),
    Column("item_digest", Text, nullable=False),
    Column("inbox_seq", WIDE),
    Column("visit", Uuid),
    Index("submission_by_state", "state", "filed_at"),
    Index("submission_by_receipt", "receipt_no"),
    _where("submission_by_visit", "visit", when="visit IS NOT NULL"),
)
"""item_digest: hex SHA-256 of the item as it was made or received: tells a repeated delivery from a conflict. inbox_seq: the
number that the hub gave it; NULL at stations. visit: of the ticket that the same person held, NULL for most. receipt_no is unique
by its maker; a station that lost its disk must not block the hub.
"""

part = _table(
    "part",
    Column("id", Uuid, primary_key=True),
    Column("submission", Uuid, ForeignKey("submission.id"), nullable=True),
    Column("destination", Text, nullable=False, server_default=text("''")),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("mime", Text, nullable=False),
    Column("kid", Text, nullable=False),
    Column("size_bytes", WIDE, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("sealed", LargeBinary),
    Column("kept_at", Instant, nullable=False),
    Index("part_by_submission", "submission", "destination", "position"),
)
"""Sealed pieces. destination: blank as it was filed or received, else the central system that it was sealed anew for.
sealed: NULL once retention has dropped the bytes. submission: NULL while a part is ahead of it; kept_at: since when it is here.
"""

outbox = _table(
    "outbox",
    Column("seq", WIDE, primary_key=True),
    Column("id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("destination", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("queued_at", Instant, nullable=False),
    Column("not_before", Instant),
    Column("settled_at", Instant),
    Column("reference", Text),
    Column("reason", Text),
    UniqueConstraint("destination", "id"),
    Index(
        "outbox_open",
        "destination",
        "seq",
        sqlite_where=text("state IN ('queued', 'sending')"),
        postgresql_where=text("state IN ('queued', 'sending')"),
    ),
)

# -- paper ------------------------------------------------------------------------------------------------------------

print_job = _table(
    "print_job",
    Column("seq", WIDE, primary_key=True),
    Column("id", Uuid, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("dedupe", Text, nullable=False, unique=True),
    Column("language", Text, nullable=False),
    Column("content", Json, nullable=False),
    Column("state", Text, nullable=False),
    Column("copy", Integer, nullable=False, server_default=text("0")),
    Column("attempt", Integer, nullable=False, server_default=text("0")),
    Column("printer", Text),
    Column("mark", Text),
    Column("reason", Text),
    Column("asked_at", Instant, nullable=False),
    Column("not_before", Instant),
    Column("settled_at", Instant),
    Index(
        "print_job_open",
        "seq",
        sqlite_where=text("state IN ('queued', 'sending', 'handed', 'uncertain')"),
        postgresql_where=text("state IN ('queued', 'sending', 'handed', 'uncertain')"),
    ),
)

print_event = _table(
    "print_event",
    Column("seq", WIDE, primary_key=True),
    Column("job", Uuid, ForeignKey("print_job.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("copy", Integer, nullable=False),
    Column("reason", Text),
    Column("by", Text, nullable=False),
)

# -- the queue (rows of the hub) --------------------------------------------------------------------------------------

number_series = _table(
    "number_series",
    Column("hall", Text, primary_key=True),
    Column("day", Day, primary_key=True),
    Column("series", Text, primary_key=True),
    Column("last", Integer, nullable=False),
)

visit = _table(
    "visit",
    Column("id", Uuid, primary_key=True),
    Column("hall", Text, nullable=False),
    Column("day", Day, nullable=False),
    Column("series", Text, nullable=False),
    Column("number", Integer),
    Column("station", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("todo", Text, nullable=False, server_default=text("''")),
    Column("note", Text, nullable=False, server_default=text("''")),
    Column("submission", Uuid),
    UniqueConstraint("hall", "day", "series", "number"),
    _where("visit_noted", "id", when="note <> ''"),
)
"""todo: codes of further services, in order, joined by one blank. number: NULL until a booked visitor checks in. note: the only words
of staff, in no event; gone soon after the visit. submission: what was filed just before the ticket was taken, for its service; it
may come later than the ticket.
"""

leg = _table(
    "leg",
    Column("id", Uuid, primary_key=True),
    Column("visit", Uuid, ForeignKey("visit.id"), nullable=False),
    Column("service", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("arrived_at", Instant, nullable=False),
    Column("due", Instant, nullable=False),
    Column("counter", Integer),
    Column("staff", Text),
    Column("called_at", Instant),
    Column("announced_at", Instant),
    Column("started_at", Instant),
    Column("ended_at", Instant),
    Column("calls", Integer, nullable=False, server_default=text("0")),
    Column("priority", Text),
    Column("open_at", Instant),
    Column("pin", Text),
    Column("pool", Text),
    Column("reason", Text),
    Column("return_to", Text),
    Column("outcome", Text),
    Column("quantity", Integer, nullable=False, server_default=text("1")),
    Column("absences", Integer, nullable=False, server_default=text("0")),
    Column("origin", Uuid),
    Column("booked_for", Instant),
    Column("version", Integer, nullable=False, server_default=text("0")),
    _where("leg_waiting", "service", "due", "arrived_at", "id", when="state = 'waiting' AND open_at IS NULL"),
    _where("leg_earliest", "service", "arrived_at", "id", when="state = 'waiting' AND open_at IS NULL"),
    _where("leg_kept", "open_at", when="open_at IS NOT NULL"),
    _where("leg_pinned", "pin", "due", when="pin IS NOT NULL"),
    _where("leg_open", "arrived_at", when="state IN ('waiting', 'on_hold')"),
    _where("leg_held", "service", "arrived_at", when="state = 'on_hold'"),
    _where("leg_absent", "service", "ended_at", when="state = 'no_show'"),
    _where("leg_booked", "arrived_at", when="state = 'booked'"),
    Index("leg_of_visit", "visit"),
)
"""open_at, pin: see kiosk.model.hall.Leg; both are NULL once the leg is called. arrived_at: the slot, as long as the leg is booked."""

counter = _table(
    "counter",
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("state", Text, nullable=False),
    Column("staff", Text),
    Column("leg", Uuid, ForeignKey("leg.id")),
    Column("since", Instant, nullable=False),
    Column("reason", Text),
    Column("pausing", Text),
    Column("wrap_until", Instant),
    Column("services", Text),
    Column("last_event", WIDE),
)
"""reason: of a pause; pausing: of one that comes after this citizen; services: codes that a manager set, joined by one blank;
last_event: of the last deed here, which may be undone.
"""

event = _table(
    "event",
    Column("seq", WIDE, primary_key=True, autoincrement=False),
    Column("id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("station", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("visit", Uuid),
    Column("leg", Uuid),
    Column("data", Json, nullable=False),
    Column("facts", Json, nullable=False),
    Index("event_by_time", "at"),
    Index(
        "event_call", "seq", sqlite_where=text("kind IN ('called', 'recalled')"), postgresql_where=text("kind IN ('called', 'recalled')")
    ),
)
"""Append-only: the truth from which visit, leg and counter can be folded again. data: what the feed carries. facts: what the
fold needs besides, states and due before and after among it.
"""

line = _table(
    "line",
    Column("service", Text, primary_key=True),
    Column("waiting", Integer, nullable=False),
    Column("run", Integer, nullable=False, server_default=text("0")),
    Column("helped", Integer, nullable=False, server_default=text("0")),
)
"""How many legs of a service wait, so that nobody has to count them. run: calls in a row that passed an earlier comer; helped:
1 while counters that otherwise do not serve it take from it too.
"""

deed = _table(
    "deed",
    Column("id", Uuid, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("answer", Json, nullable=False),
    Column("at", Instant, nullable=False),
    Index("deed_by_time", "at"),
)
"""Answers kept 48 h: the same request id gives the same answer."""

# -- appointments and ratings (rows of the hub) ------------------------------------------------------------------------

appointment = _table(
    "appointment",
    Column("mark", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("hall", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("slot", Instant, nullable=False),
    Column("language", Text, nullable=False),
    Column("leg", Uuid),
    Column("cancelled_at", Instant),
    Index("appointment_by_slot", "slot"),
)
"""mark: of the code, one way. source: a central system, or "file". hall: blank for this one. leg: since its day is near."""

guess = _table(
    "guess", Column("station", Text, primary_key=True), Column("count", Integer, nullable=False), Column("at", Instant, nullable=False)
)
"""How many wrong codes a station has sent in a row, and when the last."""

rating = _unordered(
    "rating",
    Column("mark", Text, primary_key=True),
    Column("day", Day, nullable=False),
    Column("service", Text, nullable=False),
    Column("counter", Integer),
    Column("station", Text),
    Column("audience", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("grade", Integer, nullable=False),
    Column("reasons", Text, nullable=False),
)
"""mark: of the matter that was rated, one way, so that it is rated once. counter, or station where nobody served. reasons: codes
joined by one blank. No time, no ticket, no person.
"""
# -- while the hub is away ---------------------------------------------------------------------------------------------

lease = _table(
    "lease",
    Column("station", Text, primary_key=True),
    Column("request_no", WIDE, primary_key=True),
    Column("day", Day, primary_key=True),
    Column("series", Text, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("given_at", Instant, nullable=False),
    UniqueConstraint("day", "series", "first"),
)
"""At the hub: blocks of numbers that it has lent; the same request gives the same."""

block = _table(
    "block",
    Column("day", Day, primary_key=True),
    Column("series", Text, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("following", Integer, nullable=False),
)
"""At a terminal: the blocks that it has. following: the number that it gives next."""

lane = _table(
    "lane",
    Column("leg", Uuid, primary_key=True),
    Column("station", Text, nullable=False),
    Index("lane_of_station", "station"),
)
"""At the hub: legs that only this console may call, until it has said that it holds them no more. station: "" after a restore."""

console = _table(
    "console",
    Column("station", Text, primary_key=True),
    Column("counter", Integer, nullable=False),
    Column("turn", WIDE, nullable=False),
    Column("heard_at", Instant, nullable=False),
    Column("epoch", Text, nullable=False),
)
"""At the hub: consoles that can go on without it. turn: of the last exchange; epoch: in which that was."""

kept = _table("kept", Column("leg", Uuid, primary_key=True), Column("facts", Json, nullable=False))
"""At a counter: the legs that it holds, with all that it needs to know of them."""

taken_in = _table(
    "taken_in", Column("id", Uuid, primary_key=True), Column("digest", Text, nullable=False), Column("seq", WIDE, nullable=False)
)  # fmt: skip
"""At the hub: tickets and deeds of the time without it, each once."""

# -- people and machines ----------------------------------------------------------------------------------------------

staff = _table(
    "staff",
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("pin", Text, nullable=False),
    Column("services", Text, nullable=False),
    Column("skills", Text, nullable=False, server_default=text("''")),
    Column("failures", Integer, nullable=False, server_default=text("0")),
    Column("locked_until", Instant),
)
"""pin: an argon2id hash. services, skills: codes joined by one blank, "*" for all."""

staff_session = _table(
    "staff_session",
    Column("token", Text, primary_key=True),
    Column("staff", Text, ForeignKey("staff.code"), nullable=False),
    Column("counter", Integer, nullable=False),
    Column("station", Text),
    Column("opened_at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
)
"""token: the SHA-256 of what the console holds. station: the only one from which it counts; NULL: any."""

device = _table(
    "device",
    Column("id", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("enrolled_at", Instant, nullable=False),
    Column("revoked_at", Instant),
)
"""Stations that the hub knows, and the hub as a central system knows it. public_key: 32 raw bytes of Ed25519."""

enrolment = _table(
    "enrolment",
    Column("code", Text, primary_key=True),
    Column("device", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("until", Instant, nullable=False),
    Column("public_key", LargeBinary),
)
"""Codes by which a station makes itself known, once. code: the SHA-256 of what staff type; public_key: who has used it."""
