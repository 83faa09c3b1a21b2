"""SQLite databases, first of all the layout of the NELA-GT collections (a table `newsdata`)."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from scoring.corpus.columns import Choice, ColumnMap, choose_columns, entry_from, no_text_reason
from scoring.corpus.entries import Item, Refusal

_NELA_TABLE = "newsdata"


def read_sqlite(path: Path, label: str, mapping: ColumnMap) -> Iterator[Item]:
    """The articles of the table `newsdata`, else of every table with a column of text; `row` counts from 1.

    The database is opened for reading only; nothing is written beside it.
    """
    try:
        # `immutable`: no journal, no lock file, works on a read-only disk.
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as database:
            database.text_factory = _text
            yield from _from_tables(database, label, mapping)
    except (sqlite3.Error, UnicodeDecodeError) as error:  # a damaged file may break the very message
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
    for table in readable:
        for record in _records(database, table, choices[table]):
            row += 1
            yield entry_from(label, row, record, choices[table])
    if not row:
        yield Refusal(label, None, "the table has no rows")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in database.execute(f"PRAGMA table_info({_quoted(table)})")]


def _records(database: sqlite3.Connection, table: str, choice: Choice) -> Iterator[dict[str, object]]:
    wanted = choice.wanted()
    listed = ", ".join(map(_quoted, wanted))
    for values in database.execute(f"SELECT {listed} FROM {_quoted(table)}"):  # noqa: S608 - names are quoted
        yield dict(zip(wanted, values, strict=True))
