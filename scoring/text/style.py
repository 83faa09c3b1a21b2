"""Words that mark a style of writing, and words that shout, found by list and by form."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from scoring.schema.lists import read_rows

STYLE_LIST = "style_words.csv"
# Capitals of this many letters and fewer are as a rule an acronym (NATO, UNHCR).
LONGEST_ACRONYM = 5
# The look behind comes second: most places fail at the first letter, which costs least.
_CAPITALS = re.compile(r"[A-Z](?<!\w.)[A-Z]{2,}(?!\w)")
_HEADLINE_WORD = re.compile(r"[^\W\d_]{4,}")
# Two forms of one word mostly agree in their first letters: it serves as a stem (resigns, resigned).
STEM = 5
# Up to so many capitalised words each is looked for in the text by itself, which is quicker for a few.
FEW_WORDS = 16
_SHORT_WORD = re.compile(rf"(?<![^\W_])[a-z]{{3,{LONGEST_ACRONYM}}}(?![^\W_])")
_REMEMBERED = 4  # texts: several metrics ask for the same ones after another


@cache
def style_words(*classes: str) -> frozenset[str]:
    """The words of `data/en/style_words.csv` that are of one of `classes`, with either apostrophe.

    >>> sorted(style_words("prescription"))[:3]
    ['deserve', 'deserves', 'must']
    """
    chosen = {row["word"] for row in read_rows(STYLE_LIST, "word", "class") if row["class"] in classes}
    return frozenset(chosen | {word.replace("'", "’") for word in chosen})


@cache
def _all_style_words() -> frozenset[str]:
    return style_words(*(row["class"] for row in read_rows(STYLE_LIST, "word", "class")))


def places_of(lowered: Sequence[str], chosen: frozenset[str]) -> list[int]:
    """The numbers of those words (in lower case) that are among the chosen, a part of `style_words`.

    >>> places_of(["we", "must", "go"], style_words("prescription"))
    [1]
    """
    return [number for number, word in _listed_places(tuple(lowered)) if word in chosen]


@lru_cache(maxsize=_REMEMBERED)
def _listed_places(lowered: tuple[str, ...]) -> list[tuple[int, str]]:
    """The number of each listed word and the word: found once, for many metrics ask for one class each."""
    listed = _all_style_words()
    return [(number, word) for number, word in enumerate(lowered) if word in listed]


@lru_cache(maxsize=_REMEMBERED)
def shouted_words(text: str) -> tuple[tuple[int, int], ...]:
    """Words in capitals that are no acronym: longer than one, or written otherwise elsewhere in the text.

    >>> text = "NATO said NOTHING. It was a SHAM and the sham went on, NATO said."
    >>> [text[start:end] for start, end in shouted_words(text)]
    ['NOTHING', 'SHAM']
    """
    found = [match.span() for match in _CAPITALS.finditer(text)]
    if not found:
        return ()
    short = {text[start:end] for start, end in found if end - start <= LONGEST_ACRONYM}
    if len(short) <= FEW_WORDS:
        otherwise = {word for word in short if _stands_alone(word.lower(), text)}
    else:
        small = set(_SHORT_WORD.findall(text))
        otherwise = {word for word in short if word.lower() in small}
    return tuple(
        (start, end) for start, end in found if end - start > LONGEST_ACRONYM or text[start:end] in otherwise
    )


def _stands_alone(word: str, text: str) -> bool:
    at = text.find(word)
    while at >= 0:
        if not text[at - 1 : at].isalnum() and not text[at + len(word) : at + len(word) + 1].isalnum():
            return True
        at = text.find(word, at + 1)
    return False


def content_stems(text: str) -> list[tuple[int, int, str]]:
    """The longer words of a headline with their stems: (start, end, stem).

    >>> [stem for _, _, stem in content_stems("Minister resigns over the harbour fire")]
    ['minis', 'resig', 'over', 'harbo', 'fire']
    """
    return [(m.start(), m.end(), m.group()[:STEM].lower()) for m in _HEADLINE_WORD.finditer(text)]
