"""The main text of a page as trafilatura finds it, and which visible lines it keeps."""

import re
from collections.abc import Sequence

import trafilatura
from lxml import html as lxml_html
from trafilatura.settings import Document

_WORD = re.compile(r"\w+")
_OPENING = 5
"""Words: a line this long is kept wherever it stands in the main text; a shorter one only where it continues the
line before, or as a whole line."""
_AHEAD = 12
"""Words of the main text that may lie between two lines in a row: the line between them reads otherwise on the page."""


def main_text(tree: lxml_html.HtmlElement, *, tables: bool) -> str:
    """The main text, one line per paragraph; empty where trafilatura finds none."""
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=tables)
    except Exception:  # noqa: BLE001 - three libraries on foreign markup: a fault says no more than "not found"
        return ""
    return (found.text or "") if isinstance(found, Document) else ""


def kept_lines(text: str, lines: Sequence[str]) -> list[bool]:
    """Whether each line of the page stands in the main text, looked for in order; linear in both.

    >>> kept_lines("Rain fell.\\nThe harbour was closed on Monday. At noon it opened.",
    ...            ["Menu", "Rain fell.", "The harbour was closed on Monday.", "At noon it opened.", "At noon"])
    [False, True, True, True, False]
    """
    paragraphs = [_WORD.findall(line.lower()) for line in text.split("\n")]
    words = [word for paragraph in paragraphs for word in paragraph]
    starts: set[int] = set()
    whole: dict[tuple[str, ...], int] = {}
    at = 0
    for paragraph in paragraphs:
        starts.add(at)
        whole.setdefault(tuple(paragraph), at)
        at += len(paragraph)
    openings: dict[tuple[str, ...], int] = {}
    for at, opening in enumerate(zip(*(words[skip:] for skip in range(_OPENING)), strict=False)):
        openings.setdefault(opening, at)
    kept: list[bool] = []
    reached = 0
    for line in lines:
        own = _WORD.findall(line.lower())
        size = len(own)
        found = None
        if own:
            for at in range(reached, min(len(words) - size, reached + _AHEAD) + 1):
                if (size >= _OPENING or at == reached or at in starts) and words[at : at + size] == own:
                    found = at
                    break
            if found is None and size >= _OPENING:
                first = openings.get(tuple(own[:_OPENING]))
                if first is not None and words[first : first + size] == own:
                    found = first
            if found is None:
                found = whole.get(tuple(own))
        kept.append(found is not None)
        if found is not None and (size >= _OPENING or found + size > reached):
            reached = found + size
    return kept
