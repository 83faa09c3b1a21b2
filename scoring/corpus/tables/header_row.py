"""Where the header of a table stands, since spreadsheets put a title and the export date above it."""

from collections.abc import Sequence

from scoring.corpus.contract import ColumnMap
from scoring.corpus.fields.columns import FIELDS, choose_columns
from scoring.corpus.fields.field_names import TEASER

HEADER_ROWS = 30
"""Rows from the top in which a header is looked for."""
_MAX_NAME = 80
"""Characters of the longest cell of a header; an article or its headline is data."""
_MIN_NAMES = 2
"""Fields that a row below the first must name, so that a row of data with a cell `text` is no header."""


def find_header(
    rows: Sequence[Sequence[str]], mapping: ColumnMap, fields: Sequence[str] = ("text", "html")
) -> int | None:
    """The index of the first of the first 30 rows whose cells name a column that holds one of the `fields`.

    A row that names only summaries of articles counts if no other row does. None if no row names any: the table
    has no header, or its columns must be mapped.

    >>> from scoring.corpus.fields.columns import column_map
    >>> find_header([["Export of 3 May"], [], ["headline", "body"], ["Rain", "It fell."]], column_map(None))
    2
    """
    teased = None
    for place, row in enumerate(rows[:HEADER_ROWS]):
        names = [cell.strip() for cell in row]
        if not any(names) or max(map(len, names)) > _MAX_NAME:
            continue
        choice = choose_columns(names, ColumnMap(mapping.fields))
        known = [name for name in choice.columns if name in FIELDS]
        told = any(name in choice.columns for name in fields)
        mapped = any(name in choice.mapped for name in fields)
        if place and len(known) < _MIN_NAMES and not mapped:
            continue
        if told:
            return place
        if teased is None and TEASER in choice.columns and known:
            teased = place
    return teased
