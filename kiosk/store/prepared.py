"""How is a statement run that every deed needs? Worked out once, then handed to the driver as it is: a fifth of the usual cost.

For statements that are made once and kept: module constants, or functions with @cache. Values are given by name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import ClauseElement, ColumnElement, Connection, Executable
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.selectable import ReturnsRows

Found = Mapping[str, Any]
"""One row by the names of its columns; Any: a column's own type."""

_Change = Callable[[Any], Any] | None
_SQLITE = SQLiteDialect_pysqlite(paramstyle="qmark")


@dataclass(frozen=True)
class _Plan:
    """SQL text, its parameters in order (name, value where none is given, how it is stored), and its columns."""

    sql: str
    parameters: tuple[tuple[str, Any, _Change], ...]
    columns: tuple[tuple[str, _Change], ...]


def rows(tx: Connection, statement: Executable, values: Mapping[str, Any]) -> list[Found]:
    """What it finds or returns, in order."""
    if tx.dialect.name != "sqlite":
        return [dict(row) for row in tx.execute(statement, values).mappings()]
    plan = _planned(statement, tuple(values))
    return [
        {name: value if change is None else change(value) for (name, change), value in zip(plan.columns, row, strict=True)}
        for row in _done(tx, plan, values).fetchall()
    ]


def row(tx: Connection, statement: Executable, values: Mapping[str, Any]) -> Found | None:
    """The first of them; None if there is none."""
    return next(iter(rows(tx, statement, values)), None)


def value(tx: Connection, statement: Executable, values: Mapping[str, Any]) -> Any:
    """The first column of the first row; None if there is none."""
    found = row(tx, statement, values)
    return None if found is None else next(iter(found.values()))


def do(tx: Connection, statement: Executable, values: Mapping[str, Any]) -> int:
    """Gives how many rows an UPDATE has changed."""
    if tx.dialect.name != "sqlite":
        return tx.execute(statement, values).rowcount
    return int(_done(tx, _planned(statement, tuple(values)), values).rowcount)


def _done(tx: Connection, plan: _Plan, values: Mapping[str, Any]) -> Any:  # Any: the driver has no types
    given = [
        values.get(name, usual) if change is None else change(values.get(name, usual)) for name, usual, change in plan.parameters
    ]
    driver: Any = tx.connection.driver_connection
    try:
        return driver.execute(plan.sql, given)
    except sqlite.Error as fault:
        raise DBAPIError.instance(plan.sql, None, fault, sqlite.Error, hide_parameters=True, dialect=_SQLITE) from fault


@cache
def _planned(statement: Executable, names: tuple[str, ...]) -> _Plan:
    assert isinstance(statement, ClauseElement), "whatever can be run here is made of clauses"
    compiled = statement.compile(dialect=_SQLITE, column_keys=names)
    order = getattr(compiled, "positiontup", None) or ()
    binds = getattr(compiled, "binds", {})
    columns: Sequence[ColumnElement[Any]] = list(statement.exported_columns) if isinstance(statement, ReturnsRows) else []
    return _Plan(
        sql=str(compiled),
        parameters=tuple((name, binds[name].effective_value, binds[name].type.bind_processor(_SQLITE)) for name in order),
        columns=tuple((str(column.key), column.type.result_processor(_SQLITE, None)) for column in columns),
    )
