"""Blocks: what each line of a page is, whether headline, body, caption or credit of the article, or furniture.

There are three stages: the features of each line (lines.py), which lines are the article (path.py), and what
each line is (article.py, marks.py and furniture.py). Every block gives its reasons in plain words.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from scoring.schema.kinds import BODY_KINDS, PagePart
from scoring.text.blocks.apart import leave_apart
from scoring.text.blocks.article import label_article
from scoring.text.blocks.furniture import label_furniture
from scoring.text.blocks.lines import find_lines
from scoring.text.blocks.path import (
    block_weights,
    find_regions,
    follow_parts,
    keep_short_text,
    line_scores,
)
from scoring.text.page_text import PageText


class Block(NamedTuple):
    """Characters [start, end) of the page that are of one kind, with the reasons."""

    start: int
    end: int
    kind: str
    reasons: tuple[str, ...]


def body_blocks(blocks: Iterable[Block]) -> list[Block]:
    """The blocks that are the article's body, in order. Only this function decides what a body is.

    >>> [block.kind for block in body_blocks((Block(0, 5, "headline", ()), Block(6, 9, "body", ())))]
    ['body']
    """
    return [block for block in blocks if block.kind in BODY_KINDS]


def _reading(markup: Sequence[Mapping[str, object]] | None) -> str:
    """Which weights hold: pages since HTML5 are what trafilatura was made for, so there its choice counts for more."""
    if markup is None:
        return "text"
    return "html5" if any(entry["part"] != PagePart.NONE for entry in markup) else "html"


def find_blocks(
    page: PageText,
    *,
    title: str | None = None,
    byline: str | None = None,
    repeated: Collection[tuple[int, int]] = (),
    markup: Sequence[Mapping[str, object]] | None = None,
) -> tuple[Block, ...]:
    """The blocks of a page, in order; together they cover every character except white space exactly once.

    A block is a line, or the dateline of a line, or the rest of that line. `title`, `byline`: as known from outside
    the text. `repeated`: spans of lines that the outlet also prints in other articles. `markup`: for pages read from
    HTML, one entry per line of the text (split at "\\n") with the fields link_share, tag, kept, heading and part.

    >>> text = '''Harbour reopens
    ... By Ana Brook
    ... The harbour reopened on Monday after a week of storms, the port's director said in a statement.
    ... Share this article'''
    >>> [block.kind for block in find_blocks(PageText(text))]
    ['headline', 'byline', 'body', 'navigation']
    """
    lines = find_lines(page, repeated=repeated, markup=markup)
    if not lines:
        return ()
    reading = _reading(markup)
    weights = block_weights(reading)
    scores = line_scores(lines, weights)
    regions = find_regions(lines, scores, weights)
    if reading == "html5":
        follow_parts(lines, regions)
        leave_apart(lines, regions, byline or "")
    keep_short_text(lines, scores, regions)
    labels = label_article(lines, regions, scores, title=title or "", byline=byline or "")
    label_furniture(lines, regions, labels, weights)
    blocks: list[Block] = []
    for line, label in zip(lines, labels, strict=True):
        if label is None:
            raise AssertionError("every line has a label by now")
        start = line.start
        if label.dateline:
            blocks.append(
                Block(start, start + label.dateline, "dateline", ("place and agency ahead of the text",))
            )
            start += label.dateline
            text = page.text
            start += len(text[start : line.end]) - len(text[start : line.end].lstrip())
        blocks.append(Block(start, line.end, label.kind, label.reasons))
    return tuple(blocks)
