"""Blocks: what each line of a page is — the article's headline, body, captions and credits, or page
furniture.

Three stages: what can be seen on each line (lines.py), which stretch of the page is the article
(block_path.py), and what each line is within it (here and in block_marks.py). Every block carries its
reasons in plain words.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.schema.kinds import BODY_KINDS
from scoring.text.blocks.article import label_article
from scoring.text.blocks.furniture import label_furniture
from scoring.text.blocks.lines import find_lines
from scoring.text.blocks.path import block_weights, find_regions, keep_short_text, line_scores
from scoring.text.page_text import PageText


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the page of one kind: characters [start, end) of the text, and why it is held for that."""

    start: int
    end: int
    kind: str
    reasons: tuple[str, ...]


def body_blocks(blocks: Iterable[Block]) -> list[Block]:
    """The blocks that are the article's body, in their order: the one place that says what a body is.

    >>> [block.kind for block in body_blocks((Block(0, 5, "headline", ()), Block(6, 9, "body", ())))]
    ['body']
    """
    return [block for block in blocks if block.kind in BODY_KINDS]


def find_blocks(
    page: PageText,
    *,
    title: str | None = None,
    byline: str | None = None,
    repeated: Collection[tuple[int, int]] = (),
    markup: Sequence[Mapping[str, object]] | None = None,
) -> tuple[Block, ...]:
    """The blocks of a page, ascending; together they cover every character that is no space, once.

    `title` and `byline` are what is known of the article from outside its text; `repeated` are the spans of
    lines that the outlet prints in other articles too; `markup`, for pages read from HTML, has per line of
    the text (cut at "\\n") the fields link_share, tag, kept and heading. A block is a line, or the dateline
    and the rest of a line.

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
    weights = block_weights("text" if markup is None else "html")
    scores = line_scores(lines, weights)
    regions = find_regions(lines, scores, weights)
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
