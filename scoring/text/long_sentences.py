"""Sentences of texts of any length: long texts are split piece by piece, and overlong sentences are cut.

The splitter takes text without full stops (a transcript, a list run together, a damaged page) for one sentence,
and rules that compare all the words of a sentence with each other would never finish with it. The splitter itself
takes quadratic time if many quotation marks open and none closes.
"""

import re
from collections.abc import Iterator

from scoring.text.sentences import split_sentences

LONGEST_SENTENCE = 5_000
"""Characters. The longest sentence in 17,739 real articles has 3,945 (a list), the second longest 2,543."""
READ_AT_ONCE = 2 * LONGEST_SENTENCE
"""How many characters the splitter gets at once. Longer texts are read in pieces that begin at a sentence."""

Span = tuple[int, int]
_VISIBLE = re.compile(r"\S")


def split_long(
    text: str, start: int = 0, end: int | None = None, *, longest: int = LONGEST_SENTENCE
) -> Iterator[Span]:
    """The sentences in the characters [start, end), as `split_sentences` finds them, none longer than `longest`.

    An overlong sentence is cut at spaces, or inside a word if it has none.

    >>> text = "One two three four. Five."
    >>> [text[first:last] for first, last in split_long(text, longest=9)]
    ['One two', 'three', 'four.', 'Five.']
    """
    for first, last in _read_piecewise(text, start, len(text) if end is None else end):
        yield from _cut(text, first, last, longest)


def _read_piecewise(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences piece by piece; each piece begins at the last sentence of the piece before, which may be cut off."""
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
