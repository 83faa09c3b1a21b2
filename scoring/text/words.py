"""The only tokenizer: where each word of a text starts and ends.

A word is a run of letters or digits; it keeps inner apostrophes and hyphens (`don't`, `state-run`), the
dots of an abbreviation (`U.S.`) and the separators of a figure (`1,13,500`, `3.5`). Counts, shingles,
rates and masks all use these words, so they agree with each other.

The words of an article are found once, for a whole batch of articles (`scoring.compare.tokens`). Everything else is
derived from them: the keys that texts are compared by, the forms that rules ask about (`scoring.text.word_forms`), and
the tokens of the attribution rules (`scoring.sourcing.tokens`).
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int32]

WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # abbreviations: U.S., a.m.
    r"|\d+(?:[.,]\d+)*(?:[^\W\d_]+)?"  # figures: 1,13,500  3.5  20th
    r"|[^\W_]+(?:['’\-‑][^\W_]+)*"  # words: don't, state-run
)
_DROPPED_IN_KEYS = str.maketrans("", "", ".'’‑-,")


@dataclass(frozen=True)  # without slots, for what is worked out when first needed
class Words:
    """Word offsets: `starts` and `ends`, ascending int32 arrays of equal length, in characters of the text."""

    starts: IntArray
    ends: IntArray

    @cached_property
    def listed(self) -> list[int]:
        """The starts as a list, in which a single place is found in a tenth of the time."""
        return self.starts.tolist()  # type: ignore[no-any-return]

    def __len__(self) -> int:
        return len(self.starts)

    def between(self, start: int, end: int) -> slice:
        """The slice of words that begin inside the characters [start, end)."""
        first = bisect_left(self.listed, start)
        return slice(first, bisect_left(self.listed, end))

    def count(self, start: int, end: int) -> int:
        """How many words begin inside the characters [start, end)."""
        return bisect_left(self.listed, end) - bisect_left(self.listed, start)


def find_words(text: str) -> Words:
    """Find every word of `text`.

    >>> words = find_words("The U.S. evacuated 1,13,500 people; it didn't stop.")
    >>> [text[s:e] for text in ["The U.S. evacuated 1,13,500 people; it didn't stop."]
    ...  for s, e in zip(words.starts, words.ends)]
    ['The', 'U.S.', 'evacuated', '1,13,500', 'people', 'it', "didn't", 'stop']
    """
    spans = [match.span() for match in WORD.finditer(text)]
    offsets = np.array(spans, dtype=np.int32).reshape(-1, 2)
    return Words(np.ascontiguousarray(offsets[:, 0]), np.ascontiguousarray(offsets[:, 1]))


def word_keys(text: str, words: Words) -> list[str]:
    """Each word in the form used to compare texts: lower case, without inner dots, commas, quotes and hyphens.

    >>> word_keys("U.S. troops don’t", find_words("U.S. troops don’t"))
    ['us', 'troops', 'dont']
    """
    return [word.translate(_DROPPED_IN_KEYS) for word in lowered_words(text, words)]


def lowered_words(text: str, words: Words) -> list[str]:
    """Each word in lower case, otherwise as written.

    >>> lowered_words("The U.S. didn’t", find_words("The U.S. didn’t"))
    ['the', 'u.s.', 'didn’t']
    """
    return [
        text[start:end].lower() for start, end in zip(words.starts.tolist(), words.ends.tolist(), strict=True)
    ]
