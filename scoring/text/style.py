"""Words that mark a style of writing, found by list."""

import re
from functools import cache

from scoring.schema.lists import read_rows
from scoring.text.word_forms import Column, WordForms
from scoring.text.word_sets import text_words
from scoring.text.words import IntArray

STYLE_LIST = "style_words.csv"
# Forms of one word mostly share their first letters, which serve as a stem (resigns, resigned).
STEM, SHORTEST = 5, 4
_HEADLINE_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")


@cache
def style_words(*classes: str) -> frozenset[str]:
    """The words of `data/en/style_words.csv` in any of `classes`, with either apostrophe.

    >>> sorted(style_words("prescription"))[:3]
    ['deserve', 'deserves', 'must']
    """
    chosen = {row["word"] for row in read_rows(STYLE_LIST, "word", "class") if row["class"] in classes}
    return frozenset(chosen | {word.replace("'", "’") for word in chosen})


@cache
def _column(kind: str) -> Column:
    return Column(style_words(kind).__contains__, "lowered")


def places_of(forms: WordForms, kind: str) -> IntArray:
    """The indices of the words of a class, ascending.

    >>> from scoring.text.word_forms import forms_of
    >>> places_of(forms_of(["We", "must", "go"]), "prescription").tolist()
    [1]
    """
    return _column(kind).places(forms)


def content_stems(text: str) -> list[tuple[int, int, str]]:
    """The longer words of a text but for those of every English text, with their stems: (start, end, stem).

    >>> [stem for _, _, stem in content_stems("Minister resigns over the harbour fire")]
    ['minis', 'resig', 'harbo', 'fire']
    """
    common = text_words("function")
    return [
        (m.start(), m.end(), m.group()[:STEM].lower())
        for m in _HEADLINE_WORD.finditer(text)
        if m.group().lower() not in common
    ]


def stems_of(text: str) -> frozenset[str]:
    """What the stems of a headline may be found among: how the words of the text begin.

    >>> sorted(stems_of("Fires, separately"))
    ['fire', 'fires', 'sepa', 'separ']
    """
    words = {m.group().lower() for m in _HEADLINE_WORD.finditer(text)}
    return frozenset(word[:length] for word in words for length in (SHORTEST, STEM))
