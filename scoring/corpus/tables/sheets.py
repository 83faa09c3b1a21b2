"""Spreadsheets (.xlsx, .xlsm, .xlsb, .xls, .ods): every sheet with a column of text."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scoring.corpus.contract import ColumnMap, Entry, Head, Item, Refusal, Remark, Source
from scoring.corpus.tables.grid import TABLE_KINDS, Row, first_of_grid, read_grid

_SCRIPT = Path(__file__).with_name("sheet_cells.py")
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHOWN_SHEETS = 5
_EMPTY = "the spreadsheet is empty"


class _Book:
    """The output of the process that reads a spreadsheet, line by line. A class because a line can be put back."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._lines = iter(process.stdout or ())
        self._line: object = self._told()
        self.sheets: list[str] = []
        self.fault: str | None = None
        if isinstance(self._line, dict) and "sheets" in self._line:
            self.sheets = self._line["sheets"]
            self._line = self._told()

    def _told(self) -> object:
        try:
            return json.loads(next(self._lines))
        except (StopIteration, ValueError):
            return None

    def next_sheet(self) -> str | None:
        """The name of the sheet whose rows come next; None at the end, which may be due to a fault."""
        line = self._line
        if isinstance(line, dict) and "sheet" in line:
            self._line = self._told()
            return str(line["sheet"])
        if isinstance(line, dict) and "fault" in line:
            self.fault = str(line["fault"])
        elif line is None:
            self.fault = (
                "it takes more memory than is given to one spreadsheet, or stops the program that reads it"
            )
        return None

    def rows(self) -> Iterator[Row]:
        """The rows of the sheet that was named last."""
        number = 0
        while isinstance(self._line, list):
            number += 1
            yield number, self._line
            self._line = self._told()

    def sheet_fault(self) -> str | None:
        """Why the sheet that was named last ended early, if it did."""
        line = self._line
        if not (isinstance(line, dict) and "fault" in line):
            return None
        self._line = self._told()
        return str(line["fault"])


def is_old_sheet(head: Head) -> bool:
    """Whether a file that is called a table is an Office file of the old kind."""
    return head.data.startswith(_OLE_MARK) and head.promised in TABLE_KINDS


def read_sheets(source: Source, mapping: ColumnMap) -> Iterator[Item]:
    """The articles of a spreadsheet; `row` is the row number in the sheet. Several sheets each have their own label."""
    with _opened(source.path) as book:
        yield from _from_book(book, source.label, mapping)


def first_rows(path: Path, count: int) -> tuple[list[str], list[list[str]]]:
    """The header of the first sheet that has rows, and its first rows, at most `count`; empty where there are none."""
    with _opened(path) as book:
        while book.next_sheet() is not None:
            names, rows = first_of_grid(book.rows(), count)
            if names:
                return names, rows
            for _ in book.rows():
                pass
            book.sheet_fault()
    return [], []


@contextmanager
def _opened(path: Path) -> Iterator[_Book]:
    """The spreadsheet as told by the process that reads it, which is ended with us."""
    # The path is absolute, so that no file name is taken for an option.
    command = [sys.executable, "-P", str(_SCRIPT), str(path.absolute())]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and script
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="ascii"
    ) as process:
        try:
            yield _Book(process)
        finally:
            process.kill()


def _from_book(book: _Book, label: str, mapping: ColumnMap) -> Iterator[Item]:
    aside: dict[str, str] = {}  # sheets without articles, and why
    is_read = False
    while (sheet := book.next_sheet()) is not None:
        name = f"{label}/{sheet}" if len(book.sheets) > 1 else label
        aside[sheet] = _EMPTY
        for item in read_grid(book.rows(), name, mapping):
            if isinstance(item, Refusal) and item.row is None:
                aside[sheet] = item.reason
            else:
                aside.pop(sheet, None)
                is_read |= isinstance(item, Entry)
                yield item
        for _ in book.rows():  # what is left of a sheet without a header
            pass
        fault = book.sheet_fault()
        if fault is not None:
            aside.pop(sheet, None)
            is_read = True
            yield Refusal(name, None, f"the sheet is damaged ({fault})")
    if book.fault is not None:
        yield Refusal(label, None, f"no readable spreadsheet ({book.fault})")
    elif not is_read:
        yield Refusal(label, None, next((why for why in aside.values() if why != _EMPTY), _EMPTY))
    elif aside:
        shown = ", ".join(list(aside)[:_SHOWN_SHEETS]) + (", ..." if len(aside) > _SHOWN_SHEETS else "")
        yield Remark(label, None, f"{len(aside)} sheets without articles: {shown}")
