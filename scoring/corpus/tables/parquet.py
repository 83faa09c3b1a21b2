"""Parquet tables, read in pieces so that a large one is never in memory as a whole.

By pyarrow: polars is as fast, but panics on some damaged files, and a panic cannot be turned into a reason.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
from pyarrow.parquet import ParquetFile

from scoring.corpus.contract import ColumnMap, Item, Refusal, Source
from scoring.corpus.fields.columns import Choice, choose_columns, entry_from, no_text_reason

_BATCH_ROWS = 500
_BUFFER_BYTES = 1_000_000
"""Read on demand, because otherwise whole row groups would be in memory."""

_FAULTS = (pa.ArrowException, OSError, ValueError, OverflowError)


def read_parquet(source: Source, mapping: ColumnMap) -> Iterator[Item]:
    """The articles of a Parquet file; `row` counts from 1."""
    label = source.label
    row = 0
    try:
        with ParquetFile(
            source.path, page_checksum_verification=True, pre_buffer=False, buffer_size=_BUFFER_BYTES
        ) as file:
            names = [path for field in file.schema_arrow for path in _paths(field, "")]
            choice = choose_columns(names, mapping)
            if not choice.holds_text():
                yield Refusal(label, None, no_text_reason(names))
                return
            for group in range(file.num_row_groups):
                yield from _from_group(file, group, row, label, choice)
                row += file.metadata.row_group(group).num_rows
    except _FAULTS as error:
        after = f" after {row} rows" if row else ""
        yield Refusal(label, None, f"no readable Parquet file{after} ({_short(error)})")
        return
    if not row:
        yield Refusal(label, None, "the table has no rows")


def first_rows(path: Path, count: int) -> tuple[list[str], list[list[str]]]:
    """The columns of a Parquet file and its first rows, at most `count`; empty where it cannot be read."""
    try:
        with ParquetFile(path, page_checksum_verification=True, pre_buffer=False) as file:
            names = [name for field in file.schema_arrow for name in _paths(field, "")]
            batch = next(file.iter_batches(count), None)
    except _FAULTS:
        return [], []
    rows = [] if batch is None else batch.to_pylist()
    return names, [[_shown(row, name) for name in names] for row in rows]


def _shown(row: Mapping[str, object], path: str) -> str:
    """The cell of a column, or what is in a record at a path."""
    found: object = row.get(path)
    if found is None and "." in path:
        head, _, rest = path.partition(".")
        inner = row.get(head)
        return _shown(inner, rest) if isinstance(inner, Mapping) else ""
    return "" if found is None else str(found)


def _paths(field: pa.Field, above: str) -> Iterator[str]:
    """The column, and the paths into the records that it holds."""
    path = f"{above}{field.name}"
    yield path
    if pa.types.is_struct(field.type):
        for inner in field.type:
            yield from _paths(inner, f"{path}.")


def _from_group(file: ParquetFile, group: int, before: int, label: str, choice: Choice) -> Iterator[Item]:
    """The articles of one row group; if it is damaged, a refusal for its rows that cannot be reached."""
    row = before
    try:
        for batch in file.iter_batches(
            _BATCH_ROWS, row_groups=[group], columns=choice.wanted(), use_threads=False
        ):
            for record in _in_microseconds(batch).to_pylist():
                row += 1
                yield entry_from(label, row, record, choice)
    except _FAULTS as error:
        last = before + file.metadata.row_group(group).num_rows
        reason = f"rows {row + 1} to {last} cannot be read: a damaged place in the file ({_short(error)})"
        yield Refusal(label, row + 1, reason)


def _in_microseconds(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch in microseconds: Python's dates have no nanoseconds, in which pandas writes all of its dates."""
    for index, column in enumerate(batch.schema):
        if pa.types.is_timestamp(column.type):
            moments = batch.column(index).cast(pa.timestamp("us", column.type.tz), safe=False)
            batch = batch.set_column(index, column.name, moments)
    return batch


def _short(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
