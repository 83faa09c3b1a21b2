"""CSV, TSV and their kin: rows as they stand, each row that cannot be trusted refused by its line.

Python's own reader is lenient where a table is broken: it joins what follows a quotation mark that is never
closed into one huge cell. Here the line with that mark is refused, and reading goes on at the next.
"""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scoring.corpus.columns import (
    USUAL_NAMES,
    ColumnMap,
    choose_columns,
    entry_from,
    no_text_reason,
    plain_name,
)
from scoring.corpus.decode import BROKEN_ARCHIVE, Recoding, binary_kind, open_bytes, peek, text_lines
from scoring.corpus.entries import Item, Refusal, Remark

_DELIMITERS = (",", "\t", ";", "|")
_KNOWN_NAMES = frozenset(name for names in USUAL_NAMES.values() for name in names)
_MAX_ROW_LINES = 10_000
_MAX_ROW_CHARACTERS = 4_000_000
"""A row that runs on for longer than any article (the longest accepted has half) is an open quote."""
_COMMENT = "# "
_OPEN = "unexpected end of data"
"""How Python's reader calls a text that ends inside quotes."""
_ESCAPED = '\\"'

csv.field_size_limit(_MAX_ROW_CHARACTERS)


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells and the line it begins on (the first is 1); `fault` says why it has no cells."""

    line: int
    cells: Sequence[str]
    fault: str | None = None


def read_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    """The header and the sound rows of a small table. Raises OSError, EOFError, ValueError."""
    with open_bytes(path) as stream:
        rows = list(_rows(text_lines(stream, Recoding())))
    if not rows:
        raise ValueError("it is empty")
    return list(rows[0].cells), [list(row.cells) for row in rows[1:] if row.fault is None]


def read_delimited(path: Path, label: str, mapping: ColumnMap, *, optional: bool = False) -> Iterator[Item]:
    """The articles of a table. An `optional` one (a manifest) that holds no articles is passed over."""
    recoding = Recoding()
    try:
        with open_bytes(path) as stream:
            kind = binary_kind(peek(stream))
            if kind is None:
                rows = _rows(text_lines(stream, recoding))
                yield from _entries(rows, label, mapping, optional=optional)
            else:
                yield Refusal(label, None, f"{kind}, not a table")
    except BROKEN_ARCHIVE as error:
        yield Refusal(label, error.line, f"the archive breaks off, what comes after is lost ({error})")
    if recoding.lines:
        yield Remark(label, None, f"{recoding.lines} lines are not UTF-8; read as {recoding.encoding}")


def _entries(rows: Iterator[Row], label: str, mapping: ColumnMap, *, optional: bool) -> Iterator[Item]:
    header = next(rows, None)
    if header is None:
        yield Refusal(label, None, "the file is empty")
        return
    names = header.cells
    choice = choose_columns(names, mapping)
    if not choice.holds_text():
        if not optional:
            yield Refusal(label, None, header.fault or no_text_reason(names))
        return
    row = None
    for row in rows:
        if row.fault is None:
            yield entry_from(label, row.line, dict(zip(names, row.cells, strict=True)), choice)
        else:
            yield Refusal(label, row.line, row.fault)
    if row is None:
        yield Refusal(label, None, "a header, but no row")


class _Lines:
    """Numbered lines that can be put back. A class because a generator cannot take anything back."""

    def __init__(self, lines: Iterator[str | None]) -> None:
        self._numbered = enumerate(lines, start=1)
        self._back: deque[tuple[int, str | None]] = deque()

    def __iter__(self) -> Iterator[tuple[int, str | None]]:
        return self

    def __next__(self) -> tuple[int, str | None]:
        return self._back.popleft() if self._back else next(self._numbered)

    def put_back(self, lines: Sequence[tuple[int, str | None]]) -> None:
        self._back.extendleft(reversed(lines))


def _rows(lines: Iterator[str | None]) -> Iterator[Row]:
    """All rows, the header first; blank ones are left out, and so are comments ahead of the header."""
    source = _Lines(lines)
    delimiter, width = "", 0
    for number, line in source:
        if line is None:
            yield Row(number, (), "the line is too long")
            continue
        if not line.strip() or (not width and line.startswith(_COMMENT)):
            continue
        delimiter = delimiter or _delimiter(line)
        cells = _row_cells(number, line, source, delimiter)
        if cells is None:
            yield Row(number, (), "a quotation mark is opened and not closed")
            continue
        if width and not any(cells[width:]):  # a spreadsheet's empty cells
            cells = cells[:width]
        if width and len(cells) != width:
            yield Row(number, (), f"{len(cells)} cells where the header has {width}")
        else:
            width = width or len(cells)
            yield Row(number, cells)


def _row_cells(number: int, line: str, source: _Lines, delimiter: str) -> list[str] | None:
    """The cells of the row that begins with `line` and may go on over more; None if it never closes."""
    cells = _closed_cells([line], delimiter)
    if cells is not None:
        return cells
    taken: list[tuple[int, str | None]] = [(number, line)]
    texts = [line]
    size, quotes = len(line), line.count('"')
    for number_after, after in source:
        taken.append((number_after, after))
        if after is None:
            break
        texts.append(after)
        size += len(after)
        quotes += after.count('"')
        if quotes % 2 == 0 and '"' in after:  # only here can the cell be closed
            cells = _closed_cells(texts, delimiter)
            if cells is not None:
                return cells
        if len(texts) > _MAX_ROW_LINES or size > _MAX_ROW_CHARACTERS:
            break
    source.put_back(taken[1:])
    return None


def _closed_cells(texts: list[str], delimiter: str) -> list[str] | None:
    """The cells of a whole row, None if it ends inside quotes.

    A mark that only stands badly ("a "word" here") is forgiven in a row of one line; over several lines it is
    more likely that two unclosed marks have met.
    """
    try:
        return next(csv.reader(texts, delimiter=delimiter, strict=True))
    except csv.Error as error:
        is_open = _OPEN in str(error)
    if any(_ESCAPED in text for text in texts):  # as databases write it: \" for ""
        with suppress(csv.Error):
            return next(
                csv.reader(texts, delimiter=delimiter, strict=True, escapechar="\\", doublequote=False)
            )
    if len(texts) > 1 or is_open:
        return None
    return next(csv.reader(texts, delimiter=delimiter, strict=False))


def _delimiter(header: str) -> str:
    """What parts the cells: the mark that yields most names of known columns, then most cells."""

    def promise(delimiter: str) -> tuple[int, int]:
        names = [plain_name(cell.strip(' "\n')) for cell in header.split(delimiter)]
        return sum(name in _KNOWN_NAMES for name in names), len(names)

    return max(_DELIMITERS, key=promise)
