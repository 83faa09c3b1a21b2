"""Syllables of a word, counted by textstat from a pronouncing dictionary that ships with Masthead.

textstat fetches the CMU dictionary over the network when it is first needed, and without a network it
fails. Its lookup is therefore given our table of the same dictionary (`data/syllables.csv`: the number of
vowels in each word's first pronunciation, which is all that textstat uses of it).
"""

from collections.abc import Iterable
from functools import lru_cache

import textstat
from textstat.backend.counts import _count_syllables as textstat_syllables

from scoring.lists import read_list

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


@lru_cache(maxsize=_CACHED_WORDS)
def _count(word: str) -> int:
    return max(1, int(textstat.syllable_count(word)))


def count_syllables(words: Iterable[str]) -> int:
    """The syllables of `words` taken together; every word has at least one.

    >>> count_syllables(["government", "said"])
    4
    """
    return sum(map(_count, words))
