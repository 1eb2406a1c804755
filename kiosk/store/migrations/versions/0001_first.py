"""The first tables. Frozen: spelled out, and importing nothing of ours."""

from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, Text, UniqueConstraint, text

revision = "0001"
down_revision = None

WIDE = Integer().with_variant(BigInteger(), "postgresql")


def upgrade() -> None:
    _machine()
    _filing()
    _paper()
    _queue()
    _appointments_and_ratings()
    _away()
    _people()


def _machine() -> None:
    op.create_table(
        "meta",
        Column("name", Text(), primary_key=True),
        Column("value", Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "tally",
        Column("name", Text(), primary_key=True),
        Column("last", WIDE, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "audit",
        Column("seq", WIDE, primary_key=True, autoincrement=False),
        Column("at", WIDE, nullable=False),
        Column("event", Text(), nullable=False),
        Column("actor", Text(), nullable=False),
        Column("facts", Text(), nullable=False),
        Column("previous", Text(), nullable=False),
        Column("hash", Text(), nullable=False),
        sqlite_strict=True,
    )


def _filing() -> None:
    op.create_table(
        "submission",
        Column("id", Text(), primary_key=True),
        Column("receipt_no", Text(), nullable=False),
        Column("service", Text(), nullable=False),
        Column("form", Text(), nullable=False),
        Column("version", Text(), nullable=False),
        Column("central", Text(), nullable=False),
        Column("hall", Text(), nullable=False),
        Column("station", Text(), nullable=False),
        Column("station_seq", WIDE, nullable=False),
        Column("language", Text(), nullable=False),
        Column("filed_at", WIDE, nullable=False),
        Column("digest", Text(), nullable=False),
        Column("state", Text(), nullable=False),
        Column("delivered_at", WIDE),
        Column("reference", Text()),
        Column("item_digest", Text(), nullable=False),
        Column("inbox_seq", WIDE),
        Column("visit", Text()),
        sqlite_strict=True,
    )
    op.create_index("submission_by_visit", "submission", ["visit"], **_where("visit IS NOT NULL"))
    op.create_index("submission_by_receipt", "submission", ["receipt_no"])
    op.create_index("submission_by_state", "submission", ["state", "filed_at"])
    op.create_table(
        "part",
        Column("id", Text(), primary_key=True),
        Column("submission", Text(), ForeignKey("submission.id")),
        Column("destination", Text(), nullable=False, server_default=text("''")),
        Column("position", Integer(), nullable=False),
        Column("name", Text(), nullable=False),
        Column("mime", Text(), nullable=False),
        Column("kid", Text(), nullable=False),
        Column("size_bytes", WIDE, nullable=False),
        Column("sha256", Text(), nullable=False),
        Column("sealed", LargeBinary()),
        Column("kept_at", WIDE, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("part_by_submission", "part", ["submission", "destination", "position"])
    op.create_table(
        "outbox",
        Column("seq", WIDE, primary_key=True),
        Column("id", Text(), nullable=False),
        Column("kind", Text(), nullable=False),
        Column("destination", Text(), nullable=False),
        Column("body", LargeBinary(), nullable=False),
        Column("sha256", Text(), nullable=False),
        Column("state", Text(), nullable=False),
        Column("attempts", Integer(), nullable=False, server_default=text("0")),
        Column("queued_at", WIDE, nullable=False),
        Column("not_before", WIDE),
        Column("settled_at", WIDE),
        Column("reference", Text()),
        Column("reason", Text()),
        UniqueConstraint("destination", "id"),
        sqlite_strict=True,
    )
    op.create_index("outbox_open", "outbox", ["destination", "seq"], **_where("state IN ('queued', 'sending')"))


def _paper() -> None:
    op.create_table(
        "print_job",
        Column("seq", WIDE, primary_key=True),
        Column("id", Text(), nullable=False, unique=True),
        Column("kind", Text(), nullable=False),
        Column("dedupe", Text(), nullable=False, unique=True),
        Column("language", Text(), nullable=False),
        Column("content", Text(), nullable=False),
        Column("state", Text(), nullable=False),
        Column("copy", Integer(), nullable=False, server_default=text("0")),
        Column("attempt", Integer(), nullable=False, server_default=text("0")),
        Column("printer", Text()),
        Column("mark", Text()),
        Column("reason", Text()),
        Column("asked_at", WIDE, nullable=False),
        Column("not_before", WIDE),
        Column("settled_at", WIDE),
        sqlite_strict=True,
    )
    op.create_index("print_job_open", "print_job", ["seq"], **_where("state IN ('queued', 'sending', 'handed', 'uncertain')"))
    op.create_table(
        "print_event",
        Column("seq", WIDE, primary_key=True),
        Column("job", Text(), ForeignKey("print_job.id"), nullable=False),
        Column("at", WIDE, nullable=False),
        Column("state", Text(), nullable=False),
        Column("copy", Integer(), nullable=False),
        Column("reason", Text()),
        Column("by", Text(), nullable=False),
        sqlite_strict=True,
    )


def _queue() -> None:
    op.create_table(
        "number_series",
        Column("hall", Text(), primary_key=True),
        Column("day", Text(), primary_key=True),
        Column("series", Text(), primary_key=True),
        Column("last", Integer(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "visit",
        Column("id", Text(), primary_key=True),
        Column("hall", Text(), nullable=False),
        Column("day", Text(), nullable=False),
        Column("series", Text(), nullable=False),
        Column("number", Integer()),
        Column("station", Text(), nullable=False),
        Column("language", Text(), nullable=False),
        Column("audience", Text(), nullable=False),
        Column("taken_at", WIDE, nullable=False),
        Column("state", Text(), nullable=False),
        Column("todo", Text(), nullable=False, server_default=text("''")),
        Column("note", Text(), nullable=False, server_default=text("''")),
        Column("submission", Text()),
        UniqueConstraint("hall", "day", "series", "number"),
        sqlite_strict=True,
    )
    op.create_index("visit_noted", "visit", ["id"], **_where("note <> ''"))
    op.create_table(
        "leg",
        Column("id", Text(), primary_key=True),
        Column("visit", Text(), ForeignKey("visit.id"), nullable=False),
        Column("service", Text(), nullable=False),
        Column("state", Text(), nullable=False),
        Column("arrived_at", WIDE, nullable=False),
        Column("due", WIDE, nullable=False),
        Column("counter", Integer()),
        Column("staff", Text()),
        Column("called_at", WIDE),
        Column("announced_at", WIDE),
        Column("started_at", WIDE),
        Column("ended_at", WIDE),
        Column("calls", Integer(), nullable=False, server_default=text("0")),
        Column("priority", Text()),
        Column("open_at", WIDE),
        Column("pin", Text()),
        Column("pool", Text()),
        Column("reason", Text()),
        Column("return_to", Text()),
        Column("outcome", Text()),
        Column("quantity", Integer(), nullable=False, server_default=text("1")),
        Column("absences", Integer(), nullable=False, server_default=text("0")),
        Column("origin", Text()),
        Column("booked_for", WIDE),
        Column("version", Integer(), nullable=False, server_default=text("0")),
        sqlite_strict=True,
    )
    op.create_index("leg_of_visit", "leg", ["visit"])
    op.create_index("leg_held", "leg", ["service", "arrived_at"], **_where("state = 'on_hold'"))
    op.create_index("leg_absent", "leg", ["service", "ended_at"], **_where("state = 'no_show'"))
    waits = _where("state = 'waiting' AND open_at IS NULL")
    op.create_index("leg_waiting", "leg", ["service", "due", "arrived_at", "id"], **waits)
    op.create_index("leg_earliest", "leg", ["service", "arrived_at", "id"], **waits)
    op.create_index("leg_kept", "leg", ["open_at"], **_where("open_at IS NOT NULL"))
    op.create_index("leg_pinned", "leg", ["pin", "due"], **_where("pin IS NOT NULL"))
    op.create_index("leg_open", "leg", ["arrived_at"], **_where("state IN ('waiting', 'on_hold')"))
    op.create_index("leg_booked", "leg", ["arrived_at"], **_where("state = 'booked'"))
    op.create_table(
        "counter",
        Column("number", Integer(), primary_key=True, autoincrement=False),
        Column("state", Text(), nullable=False),
        Column("staff", Text()),
        Column("leg", Text(), ForeignKey("leg.id")),
        Column("since", WIDE, nullable=False),
        Column("reason", Text()),
        Column("pausing", Text()),
        Column("wrap_until", WIDE),
        Column("services", Text()),
        Column("last_event", WIDE),
        sqlite_strict=True,
    )
    op.create_table(
        "event",
        Column("seq", WIDE, primary_key=True, autoincrement=False),
        Column("id", Text(), nullable=False),
        Column("kind", Text(), nullable=False),
        Column("at", WIDE, nullable=False),
        Column("station", Text(), nullable=False),
        Column("actor", Text(), nullable=False),
        Column("visit", Text()),
        Column("leg", Text()),
        Column("data", Text(), nullable=False),
        Column("facts", Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_index("event_by_time", "event", ["at"])
    op.create_index("event_call", "event", ["seq"], **_where("kind IN ('called', 'recalled')"))
    op.create_table(
        "line",
        Column("service", Text(), primary_key=True),
        Column("waiting", Integer(), nullable=False),
        Column("run", Integer(), nullable=False, server_default=text("0")),
        Column("helped", Integer(), nullable=False, server_default=text("0")),
        sqlite_strict=True,
    )
    op.create_table(
        "deed",
        Column("id", Text(), primary_key=True),
        Column("digest", Text(), nullable=False),
        Column("answer", Text(), nullable=False),
        Column("at", WIDE, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("deed_by_time", "deed", ["at"])


def _appointments_and_ratings() -> None:
    op.create_table(
        "appointment",
        Column("mark", Text(), primary_key=True),
        Column("source", Text(), nullable=False),
        Column("hall", Text(), nullable=False),
        Column("service", Text(), nullable=False),
        Column("slot", WIDE, nullable=False),
        Column("language", Text(), nullable=False),
        Column("leg", Text()),
        Column("cancelled_at", WIDE),
        sqlite_strict=True,
    )
    op.create_index("appointment_by_slot", "appointment", ["slot"])
    op.create_table(
        "guess",
        Column("station", Text(), primary_key=True),
        Column("count", Integer(), nullable=False),
        Column("at", WIDE, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "rating",
        Column("mark", Text(), primary_key=True),
        Column("day", Text(), nullable=False),
        Column("service", Text(), nullable=False),
        Column("counter", Integer()),
        Column("station", Text()),
        Column("audience", Text(), nullable=False),
        Column("channel", Text(), nullable=False),
        Column("grade", Integer(), nullable=False),
        Column("reasons", Text(), nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _away() -> None:
    op.create_table(
        "lease",
        Column("station", Text(), primary_key=True),
        Column("request_no", WIDE, primary_key=True),
        Column("day", Text(), primary_key=True),
        Column("series", Text(), primary_key=True),
        Column("first", Integer(), nullable=False),
        Column("last", Integer(), nullable=False),
        Column("given_at", WIDE, nullable=False),
        UniqueConstraint("day", "series", "first"),
        sqlite_strict=True,
    )
    op.create_table(
        "block",
        Column("day", Text(), primary_key=True),
        Column("series", Text(), primary_key=True),
        Column("first", Integer(), primary_key=True),
        Column("last", Integer(), nullable=False),
        Column("following", Integer(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "lane", Column("leg", Text(), primary_key=True), Column("station", Text(), nullable=False), sqlite_strict=True
    )  # fmt: skip
    op.create_index("lane_of_station", "lane", ["station"])
    op.create_table(
        "console",
        Column("station", Text(), primary_key=True),
        Column("counter", Integer(), nullable=False),
        Column("turn", WIDE, nullable=False),
        Column("heard_at", WIDE, nullable=False),
        Column("epoch", Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table("kept", Column("leg", Text(), primary_key=True), Column("facts", Text(), nullable=False), sqlite_strict=True)
    op.create_table(
        "taken_in",
        Column("id", Text(), primary_key=True),
        Column("digest", Text(), nullable=False),
        Column("seq", WIDE, nullable=False),
        sqlite_strict=True,
    )


def _people() -> None:
    op.create_table(
        "staff",
        Column("code", Text(), primary_key=True),
        Column("name", Text(), nullable=False),
        Column("role", Text(), nullable=False),
        Column("pin", Text(), nullable=False),
        Column("services", Text(), nullable=False),
        Column("skills", Text(), nullable=False, server_default=text("''")),
        Column("failures", Integer(), nullable=False, server_default=text("0")),
        Column("locked_until", WIDE),
        sqlite_strict=True,
    )
    op.create_table(
        "staff_session",
        Column("token", Text(), primary_key=True),
        Column("staff", Text(), ForeignKey("staff.code"), nullable=False),
        Column("counter", Integer(), nullable=False),
        Column("station", Text()),
        Column("opened_at", WIDE, nullable=False),
        Column("until", WIDE, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "device",
        Column("id", Text(), primary_key=True),
        Column("role", Text(), nullable=False),
        Column("public_key", LargeBinary(), nullable=False),
        Column("enrolled_at", WIDE, nullable=False),
        Column("revoked_at", WIDE),
        sqlite_strict=True,
    )
    op.create_table(
        "enrolment",
        Column("code", Text(), primary_key=True),
        Column("device", Text(), nullable=False),
        Column("role", Text(), nullable=False),
        Column("until", WIDE, nullable=False),
        Column("public_key", LargeBinary()),
        sqlite_strict=True,
    )


def _where(condition: str) -> dict[str, Any]:  # Any: keyword options of each dialect
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}
