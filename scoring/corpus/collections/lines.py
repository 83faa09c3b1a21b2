"""Lines as databases write them: paragraphs, fields, dates, breaks made only to keep a line short."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from scoring.corpus.facts.dates import Moment, read_date

_DAY = re.compile(
    r"""(?<![\w/-])(?:
    [^\W\d_]{3,10}\.?\ \d{1,2}(?:st|nd|rd|th)?,?\ \d{4}
    |\d{1,2}(?:st|nd|rd|th|er|\.|º)?\ (?:de\ )?[^\W\d_]{3,10}\.?,?\ (?:de\ |del\ )?\d{4}
    |\d{4}-\d\d-\d\d|\d{4}/\d\d?/\d\d?|\d{1,2}[./-]\d{1,2}[./-]\d{4}
    )(?![\w/-])""",
    re.VERBOSE,
)
_CLOCK = re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:\s(?:UTC|GMT|[A-Z]{1,4}T)\b)?")
_MAX_DATE_LINE_WORDS = 12
"""Weekday, day, month, year, time, zone, and the name of an edition."""
_MAX_WRAPPED = 100
"""Characters: longer lines are paragraphs, not lines of a page of fixed width."""
RIGHTS = re.compile(
    r"\s*(?:copyright\b|©|\(c\)\s|all rights reserved|alle rechte vorbehalten)", re.IGNORECASE
)
"""A line that begins a copyright note."""


def find_date(line: str) -> str | None:
    """The date in a line, with its time, in a form that `read_date` reads; None if there is none.

    >>> find_date("Monday, August 30, 2021 10:15 AM GMT"), find_date("30. August 2021 Montag")
    ('August 30, 2021 10:15 AM GMT', '30. August 2021')
    >>> find_date("All 30 of 2021"), find_date("August 2021")
    (None, None)
    """
    day = _DAY.search(line)
    if day is None:
        return None
    clock = _CLOCK.search(line, day.end())
    for date in (f"{day[0]} {clock[0]}", day[0]) if clock else (day[0],):
        if _is_date(date):
            return date
    return None


@lru_cache(maxsize=4096)  # an export has few distinct dates
def _is_date(date: str) -> bool:
    return isinstance(read_date(date, day_first=True), Moment)


def is_date_line(line: str) -> bool:
    """Whether a line is a date, with at most weekday, time and edition.

    >>> is_date_line("Monday 30 August 2021"), is_date_line("The fair opens on 30 August 2021 and is free to all.")
    (True, False)
    """
    return (
        len(line.split()) <= _MAX_DATE_LINE_WORDS
        and not line.rstrip().endswith((".", "?", "!"))
        and find_date(line) is not None
    )


def paragraphs(lines: Iterable[str]) -> list[list[str]]:
    """Runs of lines that are not blank."""
    runs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return runs if runs[-1] else runs[:-1]


def unwrapped(lines: Sequence[str]) -> str:
    """The text of lines cut to a fixed width, each paragraph on one line again.

    Two lines are joined only where the next word would not have fitted on the first one.

    >>> unwrapped(["The ferry left", "the harbour on", "time.", "", "Nobody waved."])
    'The ferry left the harbour on time.\\n\\nNobody waved.'
    """
    width = max((len(line.rstrip()) for line in lines if len(line.split()) > 1), default=0)
    if width > _MAX_WRAPPED:
        return "\n".join(lines)
    made: list[list[str]] = []
    before = ""
    for line in lines:
        word = line.split(maxsplit=1)[0] if line.strip() else ""
        own = not word or line[0].isspace()
        if made and before.strip() and not own and len(before.rstrip()) + 1 + len(word) > width:
            made[-1].append(line)
        else:
            made.append([line])
        before = line
    return "\n".join(
        " ".join(part.strip() for part in parts) if len(parts) > 1 else parts[0] for parts in made
    )


def without_blank_ends(lines: Sequence[str]) -> list[str]:
    """The lines from the first to the last that is not blank."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    return list(lines[full[0] : full[-1] + 1]) if full else []


def one_line(lines: Iterable[str]) -> str | None:
    """Lines joined by spaces; None if all are empty."""
    return " ".join(" ".join(lines).split()) or None


def announced_total(numbers: Sequence[tuple[int, int]]) -> int:
    """How many articles the marks `1 of 3`, `2 of 3` announce; a number that does not rise begins a new list.

    >>> announced_total([(1, 3), (2, 3), (3, 3), (1, 2), (2, 2)])
    5
    """
    total = 0
    before = 0
    for number, of in numbers:
        if number <= before or not total:
            total += of
        before = number
    return total


def label_of(line: str, labels: Mapping[str, str]) -> tuple[str, str] | None:
    """The meaning of the label that a line begins with, and the line's value; None if it has no such label."""
    label, colon, value = line.partition(":")
    meaning = labels.get(label.strip()) if colon else None
    return (meaning, value.strip()) if meaning is not None else None
