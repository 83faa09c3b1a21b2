"""Marks of judgement and checkable details, found by word list and by form."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from scoring.schema.lists import read_rows
from scoring.text.words import Words, find_words, lowered_words  # noqa: F401 - the last two serve the example

EDITORIAL_LIST = "editorial_words.csv"
_REMEMBERED = 4  # texts: the readings of one article are asked for one after another


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text and what it is."""

    start: int
    end: int
    label: str


# Not `US` and `ME`, which are a country and a state.
_PERSON_LOWER = (
    "we",
    "we're",
    "we've",
    "we'd",
    "we'll",
    "my",
    "myself",
    "our",
    "ours",
    "ourselves",
    "me",
    "us",
)
_FIRST_PERSON = frozenset(
    ("I", "I'm", "I've", "I'd", "I'll", *_PERSON_LOWER, *(form.capitalize() for form in _PERSON_LOWER))
)
_SHOUT = re.compile(r"[!?]+")


@cache
def _editorial_classes() -> dict[str, str]:
    return {row["word"]: row["class"] for row in read_rows(EDITORIAL_LIST, "word", "class")}


@cache
def _flagged() -> frozenset[str]:
    """Every lower-case word that may be a mark, with either apostrophe."""
    person = {form.lower() for form in _FIRST_PERSON}
    return frozenset(_editorial_classes()) | person | {form.replace("'", "’") for form in person}


@lru_cache(maxsize=_REMEMBERED)
def _flagged_places(lowered: tuple[str, ...]) -> list[int]:
    """The numbers of the words that may be marks; each reading of an article asks for the same ones."""
    flagged = _flagged()
    return [number for number, word in enumerate(lowered) if word in flagged]


def find_editorial(text: str, words: Words, lowered: Sequence[str]) -> list[Mark]:
    """First person, exclamation and question marks, and the words of `data/editorial_words.csv`, in order.

    `lowered`: each of the words in lower case.

    >>> text = "We saw an utterly shameless deal!"
    >>> words = find_words(text)
    >>> [mark.label for mark in find_editorial(text, words, lowered_words(text, words))]
    ['first person', 'intensifier: utterly', 'loaded: shameless', 'exclamation']
    """
    classes = _editorial_classes()
    marks = []
    for number in _flagged_places(tuple(lowered)):
        start, end, word = int(words.starts[number]), int(words.ends[number]), lowered[number]
        if text[start:end].replace("’", "'") in _FIRST_PERSON:
            marks.append(Mark(start, end, "first person"))
        elif word in classes:
            marks.append(Mark(start, end, f"{classes[word]}: {word}"))
    return sorted((*marks, *_shouts(text)), key=lambda mark: mark.start)


@lru_cache(maxsize=_REMEMBERED)
def _shouts(text: str) -> tuple[Mark, ...]:
    return tuple(
        Mark(match.start(), match.end(), "exclamation" if match.group()[0] == "!" else "question")
        for match in _SHOUT.finditer(text)
    )


_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = (
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? \d{{4}})?"
    rf"|{_MONTH} \d{{1,4}}(?:st|nd|rd|th)?(?:, \d{{4}})?"
    rf"|{_DAY}|(?:19|20)\d\d)\b"
)
_FIGURE = (
    r"(?<![\w.,])(?:[$€£¥₹]|US\$|Rs\.? ?)?\d+(?:[.,]\d+)*(?:st|nd|rd|th)?"
    r"(?: ?(?:%|per cent|percent|million|billion|trillion|crore|lakh"
    r"|km|kilomet(?:er|re)s?|miles?|tonnes?|tons?))?(?!\w)"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'\-]*[\w]|[A-Z]\.(?:[A-Z]\.)*"
_LINK = r"(?: (?:of|the|de|la|al|bin|von|van|der|for|and) | |-)"
_NAME = rf"(?<![\w.’'])(?:{_CAPITAL})(?:{_LINK}(?:{_CAPITAL}))*"
# No detail begins with a small letter or a space: looking ahead spares most places the three alternatives.
_DETAIL = re.compile(rf"(?=[0-9A-ZÀ-Þ$€£¥₹])(?:(?P<date>{_DATE})|(?P<figure>{_FIGURE})|(?P<name>{_NAME}))")
_NOT_NAMES = frozenset(
    {
        "The",
        "A",
        "An",
        "I",
        "He",
        "She",
        "It",
        "They",
        "We",
        "You",
        "But",
        "And",
        "In",
        "On",
        "At",
        "That",
        "This",
    }
    | {
        "His",
        "Her",
        "Their",
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "If",
        "When",
        "While",
        "As",
        "For",
        "So",
        "Or",
        "Not",
        "Yes",
    }
)


@lru_cache(maxsize=_REMEMBERED)
def find_details(text: str, sentence_starts: frozenset[int]) -> tuple[Mark, ...]:
    """Dates, figures and names in order; a name is given at its first occurrence only.

    A lone capitalised word that opens a sentence or a quotation is no name, for its capital says nothing.

    >>> text = "Officials met Anna Berg in Geneva on 3 May; 1,200 people came. Anna Berg left."
    >>> [text[m.start:m.end] for m in find_details(text, frozenset({0, 63}))]
    ['Anna Berg', 'Geneva', '3 May', '1,200']
    """
    return tuple(_detail_marks(text, sentence_starts))


def _detail_marks(text: str, sentence_starts: Collection[int]) -> Iterator[Mark]:
    seen: set[str] = set()
    for match in _DETAIL.finditer(text):
        found, start = match.group(), match.start()
        if match.lastgroup == "name":
            opens = start in sentence_starts or (start > 0 and text[start - 1] in "\"“‘'")
            if (" " not in found and (opens or found in _NOT_NAMES)) or found in seen:
                continue
            seen.add(found)
        yield Mark(start, match.end(), match.lastgroup or "")
