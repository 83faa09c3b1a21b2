"""The cells of a spreadsheet as lines of JSON, written by a process of its own.

A stray cell in the last corner of a sheet makes the library request half a terabyte, whereupon the system ends the
process; so it must not be ours. Run as a script, with the path of the file; imports nothing from Masthead, to start
fast.

Lines: `{"sheets": [names]}`, then for each sheet `{"sheet": name}` and its rows as lists, then `{"end": true}`; or
`{"fault": why}`, after which the next sheet may follow.
"""

import datetime
import json
import sys
from collections.abc import Iterator
from contextlib import suppress

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

MAX_MEMORY_BYTES = 4 << 30
"""A full sheet of a million rows and thirty columns takes one gigabyte."""


def lines_of(path: str) -> Iterator[object]:
    """All the lines for one spreadsheet."""
    try:
        with CalamineWorkbook.from_path(path) as book:
            names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            yield {"sheets": names}
            for name in names:
                yield {"sheet": name}
                try:
                    for row in book.get_sheet_by_name(name).iter_rows():
                        yield [cell_value(cell) for cell in row]
                except CalamineError as error:
                    yield {"fault": _short(error)}
    except PasswordError:
        yield {"fault": "it is locked with a password; unlock it first"}
    except (CalamineError, OSError, ValueError) as error:
        yield {"fault": _short(error)}
    yield {"end": True}


def cell_value(cell: object) -> str | int | float | None:
    """A cell as it is written: dates as ISO, whole numbers as such, empty cells as None.

    >>> cell_value(12.0), cell_value(datetime.date(2021, 3, 4)), cell_value("")
    (12, '2021-03-04', None)
    """
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, int):
        return cell
    if isinstance(cell, datetime.datetime | datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell) if cell not in ("", None) else None


def _short(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def main() -> None:
    """Write the cells of the spreadsheet that is named on the command line."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    sys.stdout.reconfigure(encoding="ascii", newline="\n")  # type: ignore[union-attr]
    for line in lines_of(sys.argv[1]):
        sys.stdout.write(json.dumps(line))
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
