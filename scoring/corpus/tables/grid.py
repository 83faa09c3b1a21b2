"""A grid of cells, as spreadsheets hold it: the header is found, each row below it is an article."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, islice

from scoring.corpus.contract import ColumnMap, Entry, Item, Refusal, Remark
from scoring.corpus.fields.columns import Choice, choose_columns, entry_from, no_text_reason
from scoring.corpus.tables.header_row import HEADER_ROWS, find_header

TABLE_KINDS = ("delimited", "sheet", "markup table")
"""Kinds of files that are tables by their name: a page or an Office file so called is read for its tables."""
Cell = str | int | float | None
Row = tuple[int, Sequence[Cell]]
"""A row's number as the spreadsheet counts it, and its cells."""
_DAY_ZERO = date(1899, 12, 30)
_SERIAL_DAYS = (20_000, 80_000)
"""1954 to 2119 as spreadsheets count days: dates of cells that lost their format. No other date looks like it."""
_CELL_CHARACTERS = 32_767
"""The most that a cell of Excel holds; what is longer was cut off when it was written."""


def read_grid(rows: Iterator[Row], label: str, mapping: ColumnMap) -> Iterator[Item]:
    """The articles of a grid; one refusal if it has no column of text, nothing if it is empty."""
    head = list(islice((row for row in rows if any(map(_is_filled, row[1]))), HEADER_ROWS))
    if not head:
        return
    shown = [[_text(cell) for cell in cells] for _, cells in head]
    index = find_header(shown, mapping)
    if index is None:
        choose_columns(shown[0], mapping)  # they are the columns that an error about a mapping names
        yield Refusal(label, None, no_text_reason(shown[0]))
        return
    names = [name.strip() for name in shown[index]]
    choice = choose_columns([name for name in names if name], mapping)
    cut = count = 0
    for number, cells in chain(head[index + 1 :], rows):
        if any(map(_is_filled, cells)):
            count += 1
            item = _entry(label, number, names, cells, choice)
            cut += isinstance(item, Entry) and len(item.text.encode("utf-16-le")) // 2 >= _CELL_CHARACTERS
            yield item
    if not count:
        yield Refusal(label, None, "a header, but no row")
    if cut:
        yield Remark(
            label, None, f"{cut} texts are as long as a cell can be, and so were cut off by the spreadsheet"
        )


def first_of_grid(rows: Iterator[Row], count: int) -> tuple[list[str], list[list[str]]]:
    """The header and the first rows below it, at most `count`; the first row, where no row is known for a header."""
    filled = (row for row in rows if any(map(_is_filled, row[1])))
    head = [[_text(cell) for cell in cells] for _, cells in islice(filled, HEADER_ROWS)]
    if not head:
        return [], []
    index = find_header(head, ColumnMap({})) or 0
    return [name.strip() for name in head[index]], head[index + 1 :][:count]


def _entry(
    label: str, number: int, names: Sequence[str], cells: Sequence[Cell], choice: Choice
) -> Entry | Refusal:
    if any(map(_is_filled, cells[len(names) :])):
        filled = max(index for index, cell in enumerate(cells, start=1) if _is_filled(cell))
        return Refusal(label, number, f"{filled} cells where the header has {len(names)}")
    values: dict[str, object] = {}
    for name, cell in zip(names, cells, strict=False):
        if name and _is_filled(cell):
            values.setdefault(name, cell)
    return entry_from(label, number, _dated(values, choice), choice)


def _dated(values: Mapping[str, object], choice: Choice) -> Mapping[str, object]:
    """The values, with a bare count of days turned into a date."""
    first, last = _SERIAL_DAYS
    dates = {
        column: (_DAY_ZERO + timedelta(days=int(value))).isoformat()
        for column in choice.columns.get("published", ())
        if isinstance(value := values.get(column), int | float) and first <= value <= last
    }
    return {**values, **dates} if dates else values


def _is_filled(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
