"""Sentences that are too long to be one: cut, so that what looks around inside a sentence has an end to look to.

Text without full stops (a transcript, a list run together, a page gone wrong) comes out of the splitter as one
sentence of any length. Rules that compare the words of a sentence with one another would then take for ever.
"""

import re
from collections.abc import Iterable, Iterator

LONGEST_SENTENCE = 5_000
"""Characters. The longest sentence of 17,739 real articles has 3,945 (a list), the second 2,543."""

Span = tuple[int, int]
_VISIBLE = re.compile(r"\S")


def cut_long(text: str, sentences: Iterable[Span], longest: int = LONGEST_SENTENCE) -> Iterator[Span]:
    """The sentences, each of more than `longest` characters cut between words into pieces of no more.

    Where there is no space to cut at, a piece ends inside the word.

    >>> list(cut_long("One two three four. Five.", [(0, 19), (20, 25)], longest=9))
    [(0, 7), (8, 13), (14, 19), (20, 25)]
    """
    for start, end in sentences:
        while end - start > longest:
            space = text.rfind(" ", start + 1, start + longest + 1)
            stop = space if space > start else start + longest
            last = start + len(text[start:stop].rstrip())
            if last > start:
                yield start, last
            following = _VISIBLE.search(text, stop, end)
            start = following.start() if following else end
        if start < end:
            yield start, end
