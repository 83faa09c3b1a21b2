"""Syllables of a word, counted by textstat from a pronouncing dictionary that ships with Masthead.

textstat fetches the CMU dictionary over the network when it is first needed, and without a network it
fails. Its lookup is therefore given our table of the same dictionary (`data/en/syllables.csv`: the number of
vowels in each word's first pronunciation, which is all that textstat uses of it).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from scoring.schema.lists import read_list
from scoring.text.words import IntArray

_CACHED_WORDS = 200_000  # the distinct words of a large corpus, about 20 MB
_LANGUAGE = "en_US"  # textstat's own default
_PUNCTUATION = dict.fromkeys(map(ord, "-‑’.,"))  # what words may hold inside, less apostrophes
_VOWEL = "0"  # textstat counts the phones that end in a digit


@lru_cache(maxsize=1)
def _pronunciations() -> dict[str, list[str]]:
    """Each word's pronunciations in textstat's form, reduced to one vowel mark a syllable."""
    rows = read_list("syllables.csv").iter_rows()
    return {word: [_VOWEL * int(count)] for word, count in rows}


def _shipped_dictionary(lang: str) -> dict[str, list[str]] | None:
    return _pronunciations() if lang.lower().startswith("en") else None


@lru_cache(maxsize=1)
def offline_textstat() -> tuple[Any, Any]:
    """textstat and its module of syllables, with our dictionary; imported late, as it brings two seconds of nltk."""
    import textstat
    from textstat.backend.counts import _count_syllables as module

    module.get_cmudict = _shipped_dictionary
    return textstat, module


class _Counts(dict[str, int]):
    """Syllables by word, each asked of textstat once; emptied when it has grown past a large vocabulary."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _CACHED_WORDS:
            self.clear()
        self[word] = count = max(1, _count(word))
        return count


def _count(word: str) -> int:
    """What textstat counts, but for words with a straight apostrophe by a shorter way.

    Textstat takes out punctuation by pattern and tries pieces of the word that no hyphenation begins with; both
    cost more than the count itself. A test proves that the counts are equal.
    """
    bare = word.translate(_PUNCTUATION)
    if not bare.isalnum():
        return int(offline_textstat()[0].syllable_count(word))
    known = _pronunciations().get(bare)
    return len(known[0]) if known is not None else _hyphenations(bare) + 1


@lru_cache(maxsize=1)
def _patterns() -> tuple[Any, frozenset[str]]:
    """Textstat's hyphenation patterns, and all that a pattern begins with."""
    hyphens = offline_textstat()[1].get_pyphen(_LANGUAGE)
    return hyphens, frozenset(p[:length] for p in hyphens.hd.patterns for length in range(1, len(p) + 1))


def _hyphenations(word: str) -> int:
    """The places where pyphen would part the word: where the highest of the patterns over it is odd (Liang 1983)."""
    hyphens, beginnings = _patterns()
    patterns = hyphens.hd.patterns
    pointed = f".{word}."
    ranks = [0] * (len(pointed) + 1)
    for first in range(len(pointed)):
        for last in range(first + 1, len(pointed) + 1):
            piece = pointed[first:last]
            if piece not in beginnings:
                break
            if (pattern := patterns.get(piece)) is not None:
                offset, values = pattern
                for place, rank in enumerate(values, first + offset):
                    if rank > ranks[place]:
                        ranks[place] = rank
    # `ranks` begins before the dot that opens `pointed`.
    return sum(rank % 2 for rank in ranks[hyphens.left + 1 : len(word) - hyphens.right + 2])


_COUNTS = _Counts()


def syllables_of(words: Sequence[str]) -> IntArray:
    """The syllables of each word, given in lower case, int32; every word has at least one.

    >>> syllables_of(["the", "government", "said"]).tolist()
    [1, 3, 1]
    """
    return np.array([_COUNTS[word] for word in words], dtype=np.int32)
