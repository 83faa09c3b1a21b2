"""Sentences of stretches of any length: read piece by piece, and cut where they are too long to be sentences.

Text without full stops (a transcript, a list run together, a page gone wrong) comes out of the splitter as one
sentence of any length, and the rules that compare the words of a sentence with one another would take for ever.
The splitter itself takes the square of the length where many quotation marks open and none closes.
"""

import re
from collections.abc import Iterator

from scoring.text.sentences import split_sentences

LONGEST_SENTENCE = 5_000
"""Characters. The longest sentence of 17,739 real articles has 3,945 (a list), the second 2,543."""
READ_AT_ONCE = 2 * LONGEST_SENTENCE
"""Characters given to the splitter. A longer stretch is read from sentence to sentence in pieces of so many."""

Span = tuple[int, int]
_VISIBLE = re.compile(r"\S")


def split_long(
    text: str, start: int = 0, end: int | None = None, *, longest: int = LONGEST_SENTENCE
) -> Iterator[Span]:
    """The sentences inside the characters [start, end), as `split_sentences` finds them, none above `longest`.

    Where there is no space to cut an overlong one at, a piece ends inside the word.

    >>> text = "One two three four. Five."
    >>> [text[first:last] for first, last in split_long(text, longest=9)]
    ['One two', 'three', 'four.', 'Five.']
    """
    for first, last in _read_piecewise(text, start, len(text) if end is None else end):
        yield from _cut(text, first, last, longest)


def _read_piecewise(text: str, start: int, end: int) -> Iterator[Span]:
    """Each piece begins where the last sentence of the piece before began: that one may have been cut off."""
    while end - start > READ_AT_ONCE:
        space = text.rfind(" ", start + LONGEST_SENTENCE, start + READ_AT_ONCE)
        stop = space if space >= 0 else start + READ_AT_ONCE
        found = split_sentences(text, start, stop)
        if len(found) > 1:
            yield from found[:-1]
            start = found[-1][0]
        else:
            yield from found
            start = stop
    yield from split_sentences(text, start, end)


def _cut(text: str, start: int, end: int, longest: int) -> Iterator[Span]:
    while end - start > longest:
        space = text.rfind(" ", start + 1, start + longest + 1)
        stop = space if space > start else start + longest
        yield start, start + len(text[start:stop].rstrip())
        following = _VISIBLE.search(text, stop, end)
        start = following.start() if following else end
    if start < end:
        yield start, end
