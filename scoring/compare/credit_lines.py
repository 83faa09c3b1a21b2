"""The lines of an article as the search for credits sees them: how many paragraphs stand above and below."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from scoring.text.page_text import PageText
from scoring.text.word_sets import any_credit_word

if TYPE_CHECKING:
    from scoring.text.blocks.find import Block

# A line of so many words is a paragraph; what stands before the first one is the head of the article, what
# stands after the last one its foot.
PARAGRAPH_WORDS = 20


@cache
def picture_word() -> re.Pattern[str]:
    """A word by which a line speaks of a picture (data/en/credit_words.csv)."""
    return re.compile(rf"\b(?:{any_credit_word('line')})\b", re.IGNORECASE)


class CreditLine(NamedTuple):
    """A line: offset of its text without outer space, the text, its words, paragraphs above and below, kind, number.

    Words are told by white space alone.
    """

    start: int
    text: str
    words: int
    above: int
    below: int
    kind: str
    number: int = 0

    @property
    def is_caption(self) -> bool:
        """Whether it speaks of a picture: by its block, or by its words."""
        return self.kind == "caption" or bool(picture_word().search(self.text))


# A caption ends with whose picture it is; a paragraph of the article does not.
_CREDIT_END_CHARACTERS = 60


def _ends_as_caption(piece: str) -> bool:
    if piece.endswith((".", "”", '"', "?", "!")):
        return False
    return picture_word().search(piece, max(0, len(piece) - _CREDIT_END_CHARACTERS)) is not None


# Blocks in which other articles and other people speak.
FOREIGN_BLOCKS = frozenset(("related", "comment", "navigation"))


def lines_of(page: PageText, blocks: "Sequence[Block]") -> list[CreditLine]:
    """The lines that hold anything, in order. `blocks` (ascending) give them their kinds."""
    pieces = [(line.start, page.text[line.start : line.end]) for line in page.lines]
    starts = [block.start for block in blocks]

    def kind(position: int) -> str:
        at = bisect_right(starts, position) - 1
        return blocks[at].kind if at >= 0 and position < blocks[at].end else ""

    kinds = [kind(start) for start, _ in pieces]
    words = [len(piece.split()) for _, piece in pieces]
    paragraphs = [
        count >= PARAGRAPH_WORDS
        and piece.count(" ") >= PARAGRAPH_WORDS - 1  # words set apart by tabs are a table's
        and found not in FOREIGN_BLOCKS
        and found != "caption"
        and not _ends_as_caption(piece)
        for (_, piece), count, found in zip(pieces, words, kinds, strict=True)
    ]
    total, above = sum(paragraphs), 0
    lines: list[CreditLine] = []
    for number, (start, piece) in enumerate(pieces):
        below = total - above - paragraphs[number]
        lines.append(CreditLine(start, piece, words[number], above, below, kinds[number], number))
        above += paragraphs[number]
    return lines
