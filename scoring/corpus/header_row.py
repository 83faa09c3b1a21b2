"""Where the header of a table stands: exports put titles, dates and blank rows above it."""

from collections.abc import Sequence

from scoring.corpus.columns import ColumnMap, choose_columns

SEARCHED_ROWS = 30
"""Titles, a legend, the query that made the export: none that was seen needs twenty."""
_MIN_CELLS = 2
"""A cell alone in its row ("Article") is a title, unless all the table has one column."""


def find_header(rows: Sequence[Sequence[str]], mapping: ColumnMap) -> int | None:
    """The index of the first row whose cells name a column that holds text; None where no row does.

    >>> find_header([["Export of May"], [], ["Title", "Text"], ["Rain", "It rained."]], ColumnMap({}))
    2
    """
    filled = [
        (index, cells)
        for index, row in enumerate(rows[:SEARCHED_ROWS])
        if (cells := [cell for cell in row if cell.strip()])
    ]
    for index, cells in filled:
        if len(cells) >= _MIN_CELLS and _holds_text(cells, mapping):
            return index
    return filled[0][0] if filled and _holds_text(filled[0][1], mapping) else None


def _holds_text(cells: Sequence[str], mapping: ColumnMap) -> bool:
    # A map of its own: what is no header must not count as columns that were seen.
    return choose_columns(cells, ColumnMap(mapping.fields)).holds_text()
