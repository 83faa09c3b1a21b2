"""Words that mark a style of writing, and words that shout, found by list and by form."""

import re
from functools import cache, lru_cache

from scoring.schema.lists import read_rows
from scoring.text.word_forms import Column, WordForms
from scoring.text.words import IntArray

STYLE_LIST = "style_words.csv"
# Capitals of up to this many letters are usually an acronym (NATO, UNHCR).
LONGEST_ACRONYM = 5
# The look-behind comes second: most places fail at the first letter, which is cheapest.
_CAPITALS = re.compile(r"[A-Z](?<!\w.)[A-Z]{2,}(?!\w)")
_HEADLINE_WORD = re.compile(r"[^\W\d_]{4,}")
# Forms of one word mostly share their first letters, which serve as a stem (resigns, resigned).
STEM = 5
# Up to this many words in capitals, a separate search for each is quicker.
FEW_WORDS = 16
_SHORT_WORD = re.compile(rf"(?<![^\W_])[a-z]{{3,{LONGEST_ACRONYM}}}(?![^\W_])")
_REMEMBERED = 4  # texts: several metrics ask for the same one in turn


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


@lru_cache(maxsize=_REMEMBERED)
def shouted_words(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of words in capitals that are not acronyms: too long for one, or not in capitals elsewhere in the text.

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
    """The longer words of a headline, with their stems: (start, end, stem).

    >>> [stem for _, _, stem in content_stems("Minister resigns over the harbour fire")]
    ['minis', 'resig', 'over', 'harbo', 'fire']
    """
    return [(m.start(), m.end(), m.group()[:STEM].lower()) for m in _HEADLINE_WORD.finditer(text)]
