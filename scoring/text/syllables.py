"""Syllables of words, counted by textstat with a pronouncing dictionary that ships with Masthead.

textstat downloads the CMU dictionary when it first needs it, and fails without a network. So it is given our
table of that dictionary instead (`data/en/syllables.csv`: the number of vowels in each word's first pronunciation,
which is all that textstat uses). Our table stands in for the module that fetches the dictionary, so that nltk, which
that module imports for nothing else, is not loaded: it costs every process two seconds and 127 MB.
"""

import sys
from functools import lru_cache
from types import ModuleType
from typing import Any

from scoring.schema.lists import read_list
from scoring.text.word_forms import Column, WordForms
from scoring.text.words import IntArray

_LANGUAGE = "en_US"  # textstat's own default
_PUNCTUATION = dict.fromkeys(map(ord, "-‑’.,"))  # what a word may contain, except apostrophes
_FETCHES_DICTIONARY = "textstat.backend.utils._get_cmudict"
_VOWEL = "0"  # textstat counts the phones that end in a digit


@lru_cache(maxsize=1)
def _pronunciations() -> dict[str, list[str]]:
    """Each word's pronunciation in textstat's format, reduced to one vowel mark per syllable."""
    words, counts = (column.to_list() for column in read_list("syllables.csv").get_columns())
    marks = {count: [_VOWEL * int(count)] for count in set(counts)}
    return {word: marks[count] for word, count in zip(words, counts, strict=True)}


def _shipped_dictionary(lang: str) -> dict[str, list[str]] | None:
    return _pronunciations() if lang.lower().startswith("en") else None


@lru_cache(maxsize=1)
def offline_textstat() -> tuple[Any, Any]:
    """textstat and its syllables module, using our dictionary; imported only when syllables are counted."""
    if _FETCHES_DICTIONARY not in sys.modules:
        ours = ModuleType(_FETCHES_DICTIONARY)
        ours.__dict__["get_cmudict"] = _shipped_dictionary
        sys.modules[_FETCHES_DICTIONARY] = ours
    import textstat
    from textstat.backend.counts import _count_syllables as module

    module.get_cmudict = _shipped_dictionary  # somebody may have imported textstat before
    return textstat, module


def _count(word: str) -> int:
    """textstat's count, worked out faster except for words with a straight apostrophe.

    textstat removes punctuation with a regular expression and tries pieces of the word that begin no hyphenation
    pattern; both cost more than the count itself. A test checks that the counts are equal.
    """
    bare = word.translate(_PUNCTUATION)
    if not bare.isalnum():
        return int(offline_textstat()[0].syllable_count(word))
    known = _pronunciations().get(bare)
    return len(known[0]) if known is not None else _hyphenations(bare) + 1


@lru_cache(maxsize=1)
def _patterns() -> tuple[Any, dict[str, tuple[int, tuple[int, ...]]]]:
    """textstat's hyphenation, and its patterns (place, values); every beginning of a pattern is one without values."""
    hyphens = offline_textstat()[1].get_pyphen(_LANGUAGE)
    patterns = hyphens.hd.patterns
    beginnings = {p[:length]: _NO_VALUES for p in patterns for length in range(1, len(p))}
    return hyphens, beginnings | patterns


_NO_VALUES: tuple[int, tuple[int, ...]] = (0, ())


def _hyphenations(word: str) -> int:
    """How many places pyphen would hyphenate: those where the highest pattern value is odd (Liang 1983)."""
    hyphens, patterns = _patterns()
    pointed = f".{word}."
    ranks = [0] * (len(pointed) + 1)
    for first in range(len(pointed)):
        for last in range(first + 1, len(pointed) + 1):
            pattern = patterns.get(pointed[first:last])
            if pattern is None:
                break
            offset, values = pattern
            for place, rank in enumerate(values, first + offset):
                if rank > ranks[place]:
                    ranks[place] = rank
    # `ranks` starts before the dot at the head of `pointed`.
    return sum(rank % 2 for rank in ranks[hyphens.left + 1 : len(word) - hyphens.right + 2])


def _syllables(word: str) -> int:
    return max(1, _count(word))


SYLLABLES = Column(_syllables, "lowered")


def syllables_of(forms: WordForms) -> IntArray:
    """The syllables of each word as int32, at least one per word.

    >>> from scoring.text.word_forms import forms_of
    >>> syllables_of(forms_of(["The", "government", "said"])).tolist()
    [1, 3, 1]
    """
    return SYLLABLES.of(forms)
