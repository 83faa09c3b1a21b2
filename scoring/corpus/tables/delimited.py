"""CSV, TSV and the like: rows as they stand; a row that cannot be trusted is refused, with its line number.

Python's own reader is lenient with broken tables: it turns everything after a quotation mark that is never closed
into one huge cell. Here the line with that mark is refused, and reading goes on at the next. The header is
looked for below what spreadsheets put above it.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

from scoring.corpus.containers.packed import BrokenArchiveError, open_unpacked
from scoring.corpus.contract import MANIFEST, ColumnMap, Head, Item, Refusal, Remark, Source
from scoring.corpus.decoding.decode import (
    is_text,
)
from scoring.corpus.decoding.text_lines import MAX_LINE_BYTES, Recoding, items_of_lines, text_lines
from scoring.corpus.fields.columns import (
    choose_columns,
    entry_from,
    names_columns,
    no_text_reason,
    plain_name,
)
from scoring.corpus.fields.field_names import KNOWN_NAMES
from scoring.corpus.pages.beginning import begins_as_page
from scoring.corpus.tables.header_row import HEADER_ROWS, find_header

_DELIMITERS = (",", "\t", ";", "|")
_MAX_ROW_LINES = 10_000
_MAX_ROW_CHARACTERS = 4_000_000
"""A row that runs on for longer than any article (the longest accepted has half) is an open quote."""
_COMMENT = "# "
_SAID_DELIMITER = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)
"""Excel's own first line, which names the delimiter."""
_SNIFFED_LINES = 30
_SNIFFED_CHARACTERS = 2_000
"""Of each of the first lines; a header's names are shorter."""
_OPEN = "unexpected end of data"
"""How Python's reader calls a text that ends inside quotes."""
_ESCAPED = '\\"'
_OPEN_QUOTE = "a quotation mark is opened and not closed"
_SHOWN_ROWS = 5
"""Rows that must all have a first cell more than the header, for that cell to be their number (as R writes it)."""

csv.field_size_limit(MAX_LINE_BYTES)


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells and the line it begins on (the first is 1); if there is a `fault`, the cells are a guess."""

    line: int
    cells: Sequence[str]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class _Table:
    """The names of the columns, each once; the line they stand on; the rows below, all with as many cells."""

    names: Sequence[str]
    line: int
    rows: Iterator[Row]
    above: int = 0  # rows above the header
    fault: str | None = None


def read_small_table(
    path: Path, mapping: ColumnMap, fields: Sequence[str]
) -> tuple[list[str], list[list[str]]]:
    """The header and the sound rows of a small table, whose header names one of the `fields`.

    Raises OSError, EOFError, ValueError.
    """
    with open_unpacked(path) as stream:
        table = _table(_rows(text_lines(stream, Recoding())), mapping, fields)
        if table is None:
            raise ValueError("it is empty")
        return list(table.names), [list(row.cells) for row in table.rows if row.fault is None]


def first_rows(path: Path, count: int) -> tuple[list[str], list[list[str]]]:
    """The header of a table and its first sound rows, at most `count`; empty where there are none.

    Raises OSError, EOFError, ValueError.
    """
    with open_unpacked(path) as stream:
        table = _table(_rows(text_lines(stream, Recoding())), ColumnMap({}), ("text", "html"))
        if table is None:
            return [], []
        return list(table.names), [list(row.cells) for row in islice(table.rows, count) if row.fault is None]


def is_delimited(head: Head) -> bool:
    """Whether the first line shows a table; so is any text file that is called a spreadsheet."""
    if head.promised == "sheet":
        return is_text(head.text)
    return names_columns(head.text) and not begins_as_page(head.text)


def read_delimited(source: Source, mapping: ColumnMap) -> Iterator[Item]:
    """The articles of a table. A manifest that holds no articles is passed over."""

    def read(lines: Iterator[str | None]) -> Iterator[Item]:
        rows = _Whole(_rows(lines))
        yield from _entries(rows, source.label, mapping, optional=source.kind == MANIFEST)
        if rows.fault is not None:
            raise rows.fault

    return items_of_lines(source, "a table", read)


class _Whole:
    """The rows before a damaged place, which ends them instead of raising, so that rows read ahead are not lost."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self.fault: BrokenArchiveError | None = None

    def __iter__(self) -> Iterator[Row]:
        return self

    def __next__(self) -> Row:
        try:
            return next(self._rows)
        except BrokenArchiveError as fault:
            self.fault = fault
            raise StopIteration from fault


def _entries(rows: _Whole, label: str, mapping: ColumnMap, *, optional: bool) -> Iterator[Item]:
    table = _table(rows, mapping, ("text", "html"))
    if table is None and rows.fault is not None:
        return
    if table is None:
        yield Refusal(label, None, "the file is empty")
        return
    names = table.names
    choice = choose_columns(names, mapping)
    if not choice.holds_text():
        if not optional:
            yield Refusal(label, None, table.fault or no_text_reason(names))
        return
    if table.above:
        yield Remark(label, None, f"the header is in line {table.line}; what stands above it is not read")
    row = None
    for row in table.rows:
        if row.fault is None:
            yield entry_from(label, row.line, dict(zip(names, row.cells, strict=True)), choice)
        else:
            yield Refusal(label, row.line, row.fault)
    if row is None and rows.fault is None:
        yield Refusal(label, None, "a header, but no row")


def _table(rows: Iterator[Row], mapping: ColumnMap, fields: Sequence[str]) -> _Table | None:
    """The table below the header, wherever among the first rows that stands; None if there are no rows."""
    head = list(islice(rows, HEADER_ROWS))
    if not head:
        return None
    found = find_header([row.cells for row in head], mapping, fields)
    header = head[found or 0]
    body = chain(head[(found or 0) + 1 :], rows)
    names = list(header.cells)
    while names and not names[-1].strip():  # a spreadsheet's empty cells
        names.pop()
    first = list(islice(body, _SHOWN_ROWS))
    if first and all(len(row.cells) == len(names) + 1 and row.cells[-1] for row in first):
        names.insert(0, "")
    below = (_fitted(row, len(names)) for row in chain(first, body))
    return _Table(_distinct(names), header.line, below, above=found or 0, fault=header.fault)


def _fitted(row: Row, width: int) -> Row:
    """The row with as many cells as the header, or its fault."""
    if row.fault is not None or len(row.cells) == width:
        return row
    if not any(row.cells[width:]) and len(row.cells) > width:
        return replace(row, cells=row.cells[:width])
    return Row(row.line, (), f"{len(row.cells)} cells where the header has {width}")


def _distinct(names: Sequence[str]) -> list[str]:
    """Each name once: a second column of the same name becomes `text.1`, as in pandas."""
    seen: dict[str, int] = {}
    distinct = []
    for name in names:
        count = seen.get(name, 0)
        seen[name] = count + 1
        distinct.append(f"{name}.{count}" if count else name)
    return distinct


class _Lines:
    """Numbered lines that can be put back. A class because nothing can be put back into a generator."""

    def __init__(self, lines: Iterator[str | None]) -> None:
        self._numbered = enumerate(lines, start=1)
        self._back: deque[tuple[int, str | None]] = deque()
        self._fault: BrokenArchiveError | None = None  # met by `first`

    def __iter__(self) -> Iterator[tuple[int, str | None]]:
        return self

    def __next__(self) -> tuple[int, str | None]:
        if self._back:
            return self._back.popleft()
        if self._fault is not None:
            raise self._fault
        return next(self._numbered)

    def first(self, count: int) -> list[tuple[int, str | None]]:
        """Up to `count` of the next lines; if a damaged place ends them, reading the line after them raises."""
        taken: list[tuple[int, str | None]] = []
        try:
            while len(taken) < count:
                taken.append(next(self))
        except StopIteration:
            pass
        except BrokenArchiveError as fault:
            self._fault = fault
        return taken

    def put_back(self, lines: Sequence[tuple[int, str | None]]) -> None:
        self._back.extendleft(reversed(lines))


def _rows(lines: Iterator[str | None]) -> Iterator[Row]:
    """All rows as they stand; blank ones are left out, and so are comments ahead of the first."""
    source = _Lines(lines)
    delimiter = _sniffed(source)
    begun = wrapped = False  # each row one quoted cell, its own cells inside
    for number, line in source:
        if line is None:
            yield Row(number, (), "the line is too long")
            continue
        if not line.strip() or (not begun and line.startswith(_COMMENT)):
            continue
        cells = _row_cells(number, line, source, delimiter)
        if not begun:
            wrapped = cells is not None and len(cells) == 1 and _names_known(cells[0].split(delimiter)) > 1
            begun = True
        if wrapped and cells is not None and len(cells) == 1:
            cells = _row_cells(number, cells[0], _Lines(iter(())), delimiter)
        if cells is None:
            guess = line[:_SNIFFED_CHARACTERS].replace('"', "").split(delimiter)
            yield Row(number, guess, _OPEN_QUOTE)
        else:
            yield Row(number, cells)


def _sniffed(source: _Lines) -> str:
    """The delimiter, by the first lines, which are put back; Excel's `sep=;` is removed."""
    head = source.first(_SNIFFED_LINES)
    texts = [line for _, line in head if line and line.strip() and not line.startswith(_COMMENT)]
    said = _SAID_DELIMITER.fullmatch(texts[0]) if texts else None
    if said:
        place = next(place for place, (_, line) in enumerate(head) if line == texts[0])
        source.put_back(head[place + 1 :])
        return said[1]
    source.put_back(head)
    return _delimiter(texts)


@dataclass(slots=True)
class _Reading:
    """Whether the lines of one row so far can still be read in one of the two ways of escaping a quotation mark."""

    options: Mapping[str, object]
    escaped: bool
    failed: bool = False
    cells: list[str] | None = field(default=None)

    def read(self, texts: Sequence[str], delimiter: str) -> bool:
        """Try to read a whole row. A row that fails within its first lines fails with more of them too."""
        if self.failed:
            return False
        try:
            self.cells = next(csv.reader(texts, delimiter=delimiter, strict=True, **self.options))  # type: ignore[arg-type]
        except csv.Error as error:
            self.failed = _OPEN not in str(error)
        return self.cells is not None


def _row_cells(number: int, line: str, source: _Lines, delimiter: str) -> list[str] | None:
    """The cells of the row that begins with `line` and may span several; None if it never closes.

    A misplaced quotation mark ("a "word" here") is forgiven in a row of one line; over several lines it is more
    likely that two marks that were never closed have been paired.
    """
    if '"' not in line:
        return line.rstrip("\r\n").split(delimiter)
    plain = _Reading({}, escaped=False)
    if plain.read([line], delimiter):
        return plain.cells
    escaping = _Reading({"escapechar": "\\", "doublequote": False}, escaped=True)  # as databases write it
    ways = (plain, escaping)
    if _ESCAPED in line and escaping.read([line], delimiter):
        return escaping.cells
    if plain.failed and not (_ESCAPED in line and not escaping.failed):
        return next(csv.reader([line], delimiter=delimiter, strict=False))
    taken: list[tuple[int, str | None]] = [(number, line)]
    texts = [line]
    size, quotes, escapes = len(line), line.count('"'), line.count(_ESCAPED)
    for number_after, after in source:
        taken.append((number_after, after))
        if after is None:
            break
        texts.append(after)
        size += len(after)
        if '"' in after:  # only here can the cell be closed, and only if the marks are even
            quotes += after.count('"')
            escapes += after.count(_ESCAPED)
            for way in ways:
                even = (quotes - escapes if way.escaped else quotes) % 2 == 0
                if even and (escapes or not way.escaped) and way.read(texts, delimiter):
                    return way.cells
            if plain.failed and (escaping.failed or not escapes):
                break
        if len(texts) > _MAX_ROW_LINES or size > _MAX_ROW_CHARACTERS:
            break
    source.put_back(taken[1:])
    return None


def _delimiter(lines: Sequence[str]) -> str:
    """The delimiter: the character that yields the most known column names in a line, then the most cells."""

    def promise(delimiter: str) -> tuple[int, int]:
        best = 0
        for line in lines:
            best = max(best, _names_known(line[:_SNIFFED_CHARACTERS].split(delimiter)))
        return best, len(lines[0][:_SNIFFED_CHARACTERS].split(delimiter)) if lines else 0

    return max(_DELIMITERS, key=promise)


def _names_known(cells: Sequence[str]) -> int:
    """How many of a line's cells are usual column names."""
    return sum(plain_name(cell.strip(' "\r\n')) in KNOWN_NAMES for cell in cells)
