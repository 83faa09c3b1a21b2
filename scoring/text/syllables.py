"""Syllables of a word, counted by textstat from a pronouncing dictionary that ships with Masthead.

textstat fetches the CMU dictionary over the network when it is first needed, and without a network it
fails. Its lookup is therefore given our table of the same dictionary (`data/syllables.csv`: the number of
vowels in each word's first pronunciation, which is all that textstat uses of it).
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import textstat
from textstat.backend.counts import _count_syllables as textstat_syllables

from scoring.lists import read_list
from scoring.text.words import IntArray

_CACHED_WORDS = 200_000  # the distinct words of a large corpus, about 20 MB
_VOWEL = "0"  # textstat counts the phones that end in a digit


@lru_cache(maxsize=1)
def _pronunciations() -> dict[str, list[str]]:
    """Each word's pronunciations in textstat's form, reduced to one vowel mark a syllable."""
    rows = read_list("syllables.csv").iter_rows()
    return {word: [_VOWEL * int(count)] for word, count in rows}


def _shipped_dictionary(lang: str) -> dict[str, list[str]] | None:
    return _pronunciations() if lang.lower().startswith("en") else None


textstat_syllables.get_cmudict = _shipped_dictionary


class _Counts(dict[str, int]):
    """Syllables by word, each asked of textstat once; emptied when it has grown past a large vocabulary."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _CACHED_WORDS:
            self.clear()
        count = max(1, int(textstat.syllable_count(word)))
        self[word] = count
        return count


_COUNTS = _Counts()


def syllables_of(words: Sequence[str]) -> IntArray:
    """The syllables of each word, given in lower case, int32; every word has at least one.

    >>> syllables_of(["the", "government", "said"]).tolist()
    [1, 3, 1]
    """
    return np.array([_COUNTS[word] for word in words], dtype=np.int32)
