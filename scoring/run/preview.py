"""The first rows of a table before it is read, and which of its columns would be taken for what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scoring.corpus.contract import ColumnMap
from scoring.corpus.fields.columns import choose_columns
from scoring.corpus.tables import delimited, parquet, sheets

FIELDS = ("text", "outlet", "title", "published", "url", "byline")
"""What a column may be chosen for, the most important first."""
_DELIMITED = (".csv", ".tsv", ".tab")
_SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_PARQUET = (".parquet", ".pq")
TABLES = (*_DELIMITED, *_SHEETS, *_PARQUET)
"""Endings of files of which a preview is given."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The columns of a table, its first rows, and the column that is taken for each field, where one is."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chosen: Mapping[str, str]


def preview(path: Path, rows: int) -> Preview | None:
    """The first rows of a table; None for a file of another kind, or one that cannot be read."""
    names, found = _read(path, rows)
    columns = tuple(dict.fromkeys(name for name in names if name))
    if not columns:
        return None
    places = [names.index(name) for name in columns]
    cells = tuple(tuple(row[at] if at < len(row) else "" for at in places) for row in found)
    choice = choose_columns(columns, ColumnMap({}))
    chosen = {field: choice.columns[field][0] for field in FIELDS if choice.columns.get(field)}
    if "text" not in chosen and choice.columns.get("html"):
        chosen["text"] = choice.columns["html"][0]
    return Preview(columns, cells, chosen)


def _read(path: Path, rows: int) -> tuple[list[str], list[list[str]]]:
    readers: Mapping[tuple[str, ...], Callable[[Path, int], tuple[list[str], list[list[str]]]]] = {
        _DELIMITED: delimited.first_rows,
        _SHEETS: sheets.first_rows,
        _PARQUET: parquet.first_rows,
    }
    for endings, first_rows in readers.items():
        if path.suffix.lower() in endings:
            try:
                return first_rows(path, rows)
            except (OSError, EOFError, ValueError):
                return [], []
    return [], []
