"""Which of several columns to take a field from, row by row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scoring.corpus.cleaning.cut_off import is_stub
from scoring.corpus.facts.addresses import is_article_address, is_host_name, read_outlet, read_url
from scoring.corpus.fields.cells import running_text, scalar_text
from scoring.corpus.fields.record_paths import value_at

_TAG = re.compile(r"<[^<>]*>")
TEASER_CHARACTERS = 1_000
"""Visible characters, some 170 words: a teaser is shorter (WordPress cuts at 55 words)."""
_FULLER = 1.5
"""A column of text this many times as long holds the article where the first holds no more than a teaser."""
_MUCH_FULLER = 2.0
"""The same where the first is longer than a teaser: it may be the article without its furniture."""
_TEASED = 200
"""Visible characters of a summary beside a teaser of half its length: it may be a short article."""
_SOMETIMES_WHOLE = frozenset(("summary", "description"))
"""What some services call the text."""
_WHOLE_PAGE_SHARE = 0.5
"""A column of HTML with less than this share of the longest text is a teaser, not the page."""


@dataclass(frozen=True, slots=True)
class TextColumns:
    """The columns that may hold the article, the likeliest first; `mapped` where the user named them."""

    html: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    teaser: tuple[str, ...] = ()
    mapped: bool = False


@dataclass(frozen=True, slots=True)
class OutletColumn:
    """A column that gives the outlet: `proper` if by its name, `domain` if the column is known to hold domains."""

    column: str
    proper: bool
    domain: bool


class Picked(NamedTuple):
    """The text of an article; `page` if it is, or may be, a whole page."""

    text: str
    page: bool


def pick_text(values: Mapping[str, object], columns: TextColumns) -> Picked | str:
    """The article's text; a str with the reason if there is none."""
    pages = list(_texts_in(values, columns.html))
    texts = list(_texts_in(values, columns.text))
    if columns.mapped or (len(pages) + len(texts) <= 1 and not columns.teaser):
        picked = Picked(pages[0], page=True) if pages else Picked(texts[0], page=False) if texts else None
    else:
        picked = _fullest(pages, texts)
        if picked is None or is_stub(picked.text):
            teaser = _whole_teaser(values, columns.teaser)
            picked = Picked(teaser, page=False) if teaser is not None else picked
    return picked or _no_text_reason(values, columns)


def _texts_in(values: Mapping[str, object], columns: Sequence[str]) -> Iterator[str]:
    for column in columns:
        text = running_text(value_at(values, column))
        if text is not None:
            yield text


def _fullest(pages: list[str], texts: list[str]) -> Picked | None:
    best = texts[0] if texts else None
    if best is not None and len(texts) > 1:
        length = _visible(best)
        for other in texts[1:]:
            longer = _visible(other)
            needed = _FULLER if length < TEASER_CHARACTERS else _MUCH_FULLER
            if longer > needed * length or (is_stub(best) and not is_stub(other) and longer > length):
                best, length = other, longer
    if pages and (best is None or _visible(pages[0]) >= _WHOLE_PAGE_SHARE * _visible(best)):
        return Picked(pages[0], page=True)
    return None if best is None else Picked(best, page=False)


def _visible(text: str) -> int:
    """The number of characters outside tags."""
    return len(_TAG.sub("", text)) if "<" in text else len(text)


def _whole_teaser(values: Mapping[str, object], columns: Sequence[str]) -> str | None:
    """A summary that is the whole article: too long for a teaser, or far longer than the teasers beside it.

    Some services call the article's text its summary; what is called a lead, snippet or abstract never is the text.
    """
    held = [(text, column) for column in columns for text in _texts_in(values, (column,))]
    if not held:
        return None
    *others, (longest, column) = sorted(held, key=lambda one: _visible(one[0]))
    length = _visible(longest)
    if is_stub(longest):
        return None
    if length >= TEASER_CHARACTERS:
        return longest
    named_so = column.rpartition(".")[2].lower() in _SOMETIMES_WHOLE
    beside = others and 2 * _visible(others[-1][0]) <= length
    return longest if named_so and length >= _TEASED and beside else None


def _no_text_reason(values: Mapping[str, object], columns: TextColumns) -> str:
    held = [value for c in (*columns.html, *columns.text) if (value := value_at(values, c)) is not None]
    told = [value for value in held if not isinstance(value, str | list | dict | bytes)]
    teaser = next((c for c in columns.teaser if running_text(value_at(values, c))), None)
    if teaser is not None:
        return f"only what announces the article ({teaser}), not its text; if it is the text: --map text={teaser}"
    if told and told == held:
        return f"the text is of the type {type(told[0]).__name__}, which is no text"
    return "no text"


def pick(values: Mapping[str, object], columns: Sequence[str], name: str) -> str | None:
    """The first of the columns with a value, as text."""
    for column in columns:
        text = scalar_text(value_at(values, column), name)
        if text is not None:
            return text
    return None


def pick_byline(values: Mapping[str, object], columns: Sequence[str]) -> str | None:
    """The first of the columns that names somebody, not by an author's number or the address of a page."""
    for column in columns:
        text = scalar_text(value_at(values, column), "byline")
        if text is not None and not text.isdigit() and not text.startswith(("http://", "https://")):
            return text
    return None


def pick_outlet(values: Mapping[str, object], columns: Sequence[OutletColumn]) -> str | None:
    """The first outlet given, but a proper name before an address, and an address before a number."""
    address = number = None
    for asked in columns:
        if (address or number) and not (asked.proper or (asked.domain and not address)):
            continue
        cell = scalar_text(value_at(values, asked.column), "outlet")
        told = read_outlet(cell, domain=asked.domain) if cell is not None else None
        if told is None:
            continue
        if told.proper:
            return told.outlet
        if is_host_name(told.outlet):
            address = address or told.outlet
        else:
            number = number or told.outlet
    return address or number


def pick_url(
    values: Mapping[str, object], columns: Sequence[str], outlets: Sequence[str], outlet: str | None
) -> str | None:
    """The article's address; if no column has it, one found where the outlet's name should be."""
    site = outlet if outlet is not None and is_host_name(outlet) else None
    for column in columns:
        cell = scalar_text(value_at(values, column), "url")
        url = read_url(cell, outlet, site) if cell is not None else None
        if url is not None:
            return url
    for column in outlets:
        told = value_at(values, column)
        if isinstance(told, str) and is_article_address(told):
            return told.strip()
    return None
