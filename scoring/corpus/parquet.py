"""Parquet tables, read in pieces so that a large one never lies in memory whole."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from scoring.corpus.columns import ColumnMap, choose_columns, entry_from, no_text_reason
from scoring.corpus.entries import Item, Refusal

_BATCH_ROWS = 1_000
_NOT_TEXT = (pl.Categorical, pl.Enum)
"""Columns stored by code: read as the text they stand for."""


def read_parquet(path: Path, label: str, mapping: ColumnMap) -> Iterator[Item]:
    """The articles of a Parquet file; `row` counts from 1."""
    row = 0
    try:
        schema = pl.read_parquet_schema(path)
        choice = choose_columns(schema, mapping)
        if not choice.holds_text():
            yield Refusal(label, None, no_text_reason(schema))
            return
        table = pl.scan_parquet(path, glob=False).select(choice.wanted())
        table = table.with_columns(pl.col(_NOT_TEXT).cast(pl.String))
        for batch in table.collect_batches(chunk_size=_BATCH_ROWS, maintain_order=True):
            for record in batch.iter_rows(named=True):
                row += 1
                yield entry_from(label, row, record, choice)
    except (pl.exceptions.PolarsError, OSError) as error:
        after = f" after {row} rows" if row else ""
        yield Refusal(label, None, f"no readable Parquet file{after} ({_short(error)})")
        return
    if not row:
        yield Refusal(label, None, "the table has no rows")


def _short(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
