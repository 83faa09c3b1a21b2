"""SQLite databases, above all in the layout of the NELA-GT collections (a table `newsdata`)."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from scoring.corpus.contract import ColumnMap, Item, Refusal, Remark, Source
from scoring.corpus.fields.columns import Choice, choose_columns, entry_from, no_text_reason

_NELA_TABLE = "newsdata"
_OWN_PREFIX = "sqlite_"
"""Begins the names of tables that belong to SQLite itself."""
_FAULTS = (sqlite3.Error, UnicodeDecodeError, OverflowError)
"""What damage raises; it may even break the error message."""


_LAST_ROW = (1 << 63) - 1
"""The largest number that SQLite gives a row."""
_ROW_NAMES = ("rowid", "_rowid_", "oid")
"""What a row's number may be called where no column bears that name."""
_SHOWN_TABLES = 5


def read_sqlite(source: Source, mapping: ColumnMap) -> Iterator[Item]:
    """The articles of the table `newsdata`, else of every table with a column of text; `row` counts from 1.

    The database is opened read-only; nothing is written beside it. Around a damaged place, every row that can be
    reached is read.
    """
    path, label = source.path, source.label
    log = path.with_name(f"{path.name}-wal")
    try:
        if log.stat().st_size:
            yield Remark(
                label, None, "its last changes are still in the -wal file beside it and are not read"
            )
    except OSError:  # there is none
        pass
    try:
        # `immutable`: no journal, no lock file, works on a read-only disk.
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as database:
            database.text_factory = _text
            database.execute("PRAGMA writable_schema=ON")  # reads what is left of a file that was cut off
            yield from _from_tables(database, label, mapping)
    except _FAULTS as error:
        yield Refusal(label, None, f"no readable SQLite database ({error})")


def _text(value: bytes) -> str:
    return value.decode("utf-8", errors="replace")


def _from_tables(database: sqlite3.Connection, label: str, mapping: ColumnMap) -> Iterator[Item]:
    tables = [
        name
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    choices = {table: choose_columns(_columns(database, table), mapping) for table in tables}
    readable = [table for table in tables if choices[table].holds_text()]
    if _NELA_TABLE in readable:
        readable = [_NELA_TABLE]
    if not readable:
        columns = [column for table in tables for column in _columns(database, table)]
        yield Refusal(label, None, no_text_reason(columns))
        return
    row = 0
    empty = []
    for table in readable:
        before = row
        for record in _records(database, table, choices[table]):
            row += 1
            if isinstance(record, _Damage):
                yield Refusal(label, row, f"{record.reason} in the table {table}")
            else:
                yield entry_from(label, row, record, choices[table])
        empty += [table] if row == before else []
    if not row:
        yield Refusal(label, None, "the table has no rows")
    else:
        unread = [table for table in tables if table not in readable and not table.startswith(_OWN_PREFIX)]
        yield from _aside(label, "without articles, not read", unread)
        yield from _aside(label, "empty", empty)


def _aside(label: str, why: str, tables: Sequence[str]) -> Iterator[Remark]:
    if tables:
        shown = ", ".join(tables[:_SHOWN_TABLES]) + (", ..." if len(tables) > _SHOWN_TABLES else "")
        yield Remark(label, None, f"{len(tables)} {'table' if len(tables) == 1 else 'tables'} {why}: {shown}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in database.execute(f"PRAGMA table_info({_quoted(table)})")]


@dataclass(frozen=True, slots=True)
class _Damage:
    """A place in a table that cannot be read."""

    reason: str


def _records(
    database: sqlite3.Connection, table: str, choice: Choice
) -> Iterator[dict[str, object] | _Damage]:
    """The rows of a table by their number; a damaged place is skipped if the rows have numbers."""
    wanted = choice.wanted()
    listed = ", ".join(map(_quoted, wanted))
    number = _row_name(database, table)
    if number is None:
        for values in database.execute(f"SELECT {listed} FROM {_quoted(table)}"):  # noqa: S608 - quoted
            yield dict(zip(wanted, values, strict=True))
        return
    query = f"SELECT {number}, {listed} FROM {_quoted(table)} WHERE {number} >= ? ORDER BY {number}"  # noqa: S608
    start: int | None = -_LAST_ROW
    while start is not None:
        last = start - 1
        try:
            for values in database.execute(query, (start,)):
                last = values[0]
                yield dict(zip(wanted, values[1:], strict=True))
            return
        except _FAULTS as error:
            # Read once more where it failed: the row after the last may only be too large, or be gone.
            start = _next_readable(database, query, last + 1)
            upto = f"up to {start - 1}" if start is not None else "on"
            yield _Damage(f"the rows from number {last + 1} {upto} cannot be read ({error})")


def _row_name(database: sqlite3.Connection, table: str) -> str | None:
    """The name of the row number; None in a table without row numbers."""
    columns = {column.lower() for column in _columns(database, table)}
    for name in _ROW_NAMES:
        if name not in columns:
            try:
                database.execute(f"SELECT {name} FROM {_quoted(table)} LIMIT 0")  # noqa: S608 - quoted
            except _FAULTS:
                return None
            return name
    return None


def _next_readable(database: sqlite3.Connection, query: str, failed: int) -> int | None:
    """The smallest number from which rows can be read again; None if there is none.

    The step is doubled until a row is found, then the gap is halved.
    """
    bad, step = failed, 1
    while True:
        good = bad + step
        if good > _LAST_ROW:
            return None
        found = _first_row(database, query, good)
        if found is not None:
            break
        bad, step = good, step * 2
    while good - bad > 1:
        middle = (good + bad) // 2
        number = _first_row(database, query, middle)
        if number is None:
            bad = middle
        else:
            good = middle
    return good


def _first_row(database: sqlite3.Connection, query: str, start: int) -> int | None:
    """The number of the first row from `start` on; None if it cannot be read, or if there is none."""
    try:
        row = database.execute(query, (start,)).fetchone()
    except _FAULTS:
        return None
    return int(row[0]) if row is not None else None
