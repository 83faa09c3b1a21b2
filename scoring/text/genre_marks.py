"""Marks by which a page itself says that an article is opinion or analysis: in its address, its labels and notes.

The words stand in data/en/genre_marks.csv.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from scoring.schema.kinds import FURNITURE_KINDS
from scoring.schema.lists import alternatives, words_of
from scoring.text.blocks.find import Block

GENRE_MARKS = "genre_marks.csv"
OPINION, ANALYSIS = "opinion", "analysis"
HEAD, FOOT = 800, 1200
"""Characters at the beginning and the end of a page in which its labels and notes stand."""


class GenreMark(NamedTuple):
    """What the page says: `opinion` or `analysis`, how it is shown, and where; no place for address, title, byline."""

    says: str
    label: str
    start: int = -1
    end: int = -1


def marks_of_genre(
    text: str, blocks: Sequence[Block], *, url: str | None, title: str | None, byline: str | None
) -> list[GenreMark]:
    """Every mark of an article, those without a place in the text first.

    >>> marks_of_genre("", (), url="https://a.test/opinion/2020/x", title="News analysis: Why", byline=None)
    [GenreMark(says='opinion', label='address: opinion', start=-1, end=-1), GenreMark(says='analysis', \
label='headline: news analysis', start=-1, end=-1)]
    """
    found = []
    if section := section_of(url):
        found.append(GenreMark(OPINION, f"address: {section}"))
    for where, given, pattern in (
        ("headline", title, _at_either_end),
        ("byline", byline, _at_the_start),
    ):
        if given and (match := pattern().search(given)):
            found.append(_mark(where, match))
    return [*found, *_in_text(text, blocks)]


def section_of(url: str | None) -> str:
    """The part of an address that names a section of opinion; empty if none does. The last part is the article's own.

    >>> section_of("https://www.a.test/us/opinion/2020/03/fair"), section_of("https://a.test/opinion-on-tax")
    ('opinion', '')
    """
    try:
        parts = urlsplit((url or "").lower())
    except ValueError:
        return ""
    named = [parts.netloc.split(".")[0], *parts.path.split("/")[:-1]]
    sections = words_of(GENRE_MARKS, "section")
    return next((part for part in named if part in sections), "")


def _in_text(text: str, blocks: Sequence[Block]) -> Iterator[GenreMark]:
    """Labels in lines of their own at the head, and notes at head and foot."""
    for block in blocks:
        if block.start >= HEAD:
            break
        if block.kind not in FURNITURE_KINDS and (match := _line().match(text, block.start, block.end)):
            yield _mark("label", match, block.start)
    foot = max(HEAD, len(text) - FOOT)
    for start, end in ((0, HEAD), (foot, len(text))):
        for match in _note().finditer(text, start, end):
            yield GenreMark(OPINION, f"note: {match.group().lower()}", *match.span())


def _mark(where: str, match: re.Match[str], at: int = -1) -> GenreMark:
    label = match["label"].lower()
    says = ANALYSIS if label in words_of(GENRE_MARKS, "analysis") else OPINION
    place = match.span("label") if at >= 0 else (-1, -1)
    return GenreMark(says, f"{where}: {label}", *place)


@cache
def _labels() -> str:
    words = words_of(GENRE_MARKS, "label") | words_of(GENRE_MARKS, "analysis")
    return rf"(?P<label>{alternatives(words)})" if words else r"(?P<label>(?!))"


@cache
def _at_either_end() -> re.Pattern[str]:
    """A label before or after a colon, a bar or a dash."""
    mark = r"[:|–—]"
    return re.compile(rf"(?:^\W*|{mark}\s*){_labels()}\s*(?:{mark}|$)", re.IGNORECASE)


@cache
def _at_the_start() -> re.Pattern[str]:
    return re.compile(rf"^\W*{_labels()}(?:\b|$)", re.IGNORECASE)


@cache
def _line() -> re.Pattern[str]:
    """A line that is a label alone, or opens with one before a colon."""
    return re.compile(rf"\W{{0,3}}{_labels()}(?:\s*[:|–—]|\W{{0,3}}(?=\n|\Z))", re.IGNORECASE)


@cache
def _note() -> re.Pattern[str]:
    words = words_of(GENRE_MARKS, "phrase")
    return re.compile(rf"\b(?:{alternatives(words)})\b" if words else r"(?!)", re.IGNORECASE)
