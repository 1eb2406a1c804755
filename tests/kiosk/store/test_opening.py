"""Old, new, foreign and half-made database files."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from pysqlite3 import dbapi2 as sqlite

from kiosk.model.audit import AuditEvent
from kiosk.store import audit, meta
from kiosk.store import migrations as scripts
from kiosk.store.database import Store, engine_for
from kiosk.store.errors import ForeignFile, NewerDatabase, OlderDatabase
from kiosk.store.lock import FileLock
from kiosk.store.migrations import REVISIONS
from kiosk.store.opening import APPLICATION_ID, MIGRATIONS, bring_up_to_date
from kiosk.store.tables import metadata
from tests.builders import NINE

GOOD = """
import sqlalchemy
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("meta") as table:
        table.add_column(sqlalchemy.Column("since", sqlalchemy.Integer()))
"""
BAD = GOOD + '    raise RuntimeError("half way")\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hall.db"


def tomorrow(tmp_path: Path, revision: str = GOOD) -> str:
    """The revisions of a later program: ours and one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(str(scripts.__file__)).parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0002_more.py").write_text(revision)
    return str(folder)


def schema(path: Path) -> dict[str, str]:
    """Every table and index as SQLite has it, without its blanks and quotes."""
    with closing(sqlite.connect(str(path))) as plain:
        rows = plain.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'").fetchall()
    return {name: "".join(sql.replace('"', "").split()) for name, sql in rows}


def pragma(path: Path, name: str) -> object:
    with closing(sqlite.connect(str(path))) as plain:
        return plain.execute(f"PRAGMA {name}").fetchone()[0]


def test_the_migrated_schema_is_that_of_the_tables(path: Path, tmp_path: Path) -> None:
    bring_up_to_date(path, now=NINE)
    made = tmp_path / "made.db"
    engine = engine_for(made, writing=True)
    metadata.create_all(engine)
    engine.dispose()

    assert schema(path) == schema(made)


def test_alembic_finds_nothing_to_add(path: Path) -> None:
    bring_up_to_date(path, now=NINE)
    engine = engine_for(path, writing=False)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()

    assert differences == []


def test_every_table_is_strict(path: Path) -> None:
    bring_up_to_date(path, now=NINE)
    with closing(sqlite.connect(str(path))) as plain:
        rows = plain.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'").fetchall()

    assert {name for name, strict in rows if not strict} == {"alembic_version"}


def test_a_new_file_bears_our_mark_and_begins_its_audit_trail(path: Path) -> None:
    with Store.open(path, now=NINE) as store, store.read() as tx:
        first = next(audit.rows(tx))

    assert pragma(path, "application_id") == APPLICATION_ID
    assert (first.event, first.at) == (AuditEvent.DATABASE_CREATED, NINE)


def test_an_upgrade_leaves_a_copy_of_what_was_before(path: Path, tmp_path: Path) -> None:
    with Store.open(path, now=NINE) as store, store.write() as tx:
        meta.put(tx, "word", "old")

    bring_up_to_date(path, now=NINE, migrations=tomorrow(tmp_path))

    assert "sinceINTEGER" in schema(path)["meta"]
    copy = path.with_name("hall.db.before-0001")
    assert "sinceINTEGER" not in schema(copy)["meta"]
    with Store.open(copy, now=NINE) as before, before.read() as tx:
        assert meta.get(tx, "word") == "old"


def test_an_upgrade_keeps_tables_strict(path: Path, tmp_path: Path) -> None:
    bring_up_to_date(path, now=NINE)
    bring_up_to_date(path, now=NINE, migrations=tomorrow(tmp_path))

    assert schema(path)["meta"].endswith("STRICT")


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(path: Path, tmp_path: Path) -> None:
    bring_up_to_date(path, now=NINE)
    before = schema(path)
    with pytest.raises(RuntimeError, match="half way"):
        bring_up_to_date(path, now=NINE, migrations=tomorrow(tmp_path, BAD))

    assert schema(path) == before
    with Store.open(path, now=NINE) as store, store.read() as tx:
        assert audit.broken_at(tx) is None


def test_a_database_of_a_newer_program_is_refused_and_left_alone(path: Path, tmp_path: Path) -> None:
    bring_up_to_date(path, now=NINE, migrations=tomorrow(tmp_path))
    before = schema(path)
    for shared in (False, True):
        with pytest.raises(NewerDatabase, match="newer version of this program") as refused:
            Store.open(path, now=NINE, shared=shared)

        assert refused.value.facts == {"database": "hall.db", "revision": "0002"}
    assert schema(path) == before


def test_a_tool_does_not_bring_up_to_date_what_a_program_has_open(path: Path) -> None:
    lock = FileLock(path.with_name("hall.db.lock"))
    assert lock.take()
    with pytest.raises(OlderDatabase) as refused:
        Store.open(path, now=NINE, shared=True)
    lock.release()

    assert refused.value.facts == {"database": "hall.db", "revision": "none"}


def test_a_file_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite.connect(str(path))) as plain:
        plain.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(ForeignFile, match="belongs to another program"):
        Store.open(path, now=NINE)

    assert path.read_bytes() == before
    assert pragma(path, "journal_mode") == "delete"


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(ForeignFile, match="is not a database"):
        Store.open(path, now=NINE)

    assert path.read_bytes() == b"not a database at all" * 100


def test_an_empty_file_is_filled(path: Path) -> None:
    path.touch()

    with Store.open(path, now=NINE) as store:
        assert store.was_clean


def test_every_revision_is_named_for_those_who_only_look() -> None:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    scripts = ScriptDirectory.from_config(config).walk_revisions()

    assert tuple(reversed([script.revision for script in scripts])) == REVISIONS
