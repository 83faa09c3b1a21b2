"""Marks of judgement and checkable details, found by word list and by form."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from scoring.lists import read_rows

EDITORIAL_LIST = "editorial_words.csv"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text and what it is."""

    start: int
    end: int
    label: str


_FIRST_PERSON = frozenset(
    "I I'm I've I'd I'll we We we're We're we've We've we'd We'd we'll We'll my My myself Myself our Our ours Ours "
    "ourselves Ourselves me Me us Us".split()
)
# One token a candidate; the list is looked up, not spelled out in the pattern, which would be ten times slower.
_TOKEN = re.compile(r"[A-Za-z][\w'’\-]*|[!?]+")


@cache
def _editorial_classes() -> dict[str, str]:
    return {row["word"]: row["class"] for row in read_rows(EDITORIAL_LIST, "word", "class")}


def find_editorial(text: str) -> Iterator[Mark]:
    """First person, exclamation and question marks, and the words of `data/editorial_words.csv`, in order.

    >>> [(m.label) for m in find_editorial("We saw an utterly shameless deal!")]
    ['first person', 'intensifier: utterly', 'loaded: shameless', 'exclamation']
    """
    classes = _editorial_classes()
    for match in _TOKEN.finditer(text):
        found = match.group()
        if found[0] in "!?":
            label = "exclamation" if found[0] == "!" else "question"
        elif found.replace("’", "'") in _FIRST_PERSON:
            label = "first person"
        else:
            word = found.lower()
            if word not in classes:
                continue
            label = f"{classes[word]}: {word}"
        yield Mark(match.start(), match.end(), label)


_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? \d{{4}})?|{_MONTH} \d{{1,4}}(?:st|nd|rd|th)?(?:, \d{{4}})?|{_DAY}|(?:19|20)\d\d)\b"
_FIGURE = (
    r"(?<![\w.,])(?:[$€£¥₹]|US\$|Rs\.? ?)?\d+(?:[.,]\d+)*(?:st|nd|rd|th)?"
    r"(?: ?(?:%|per cent|percent|million|billion|trillion|crore|lakh|km|kilomet(?:er|re)s?|miles?|tonnes?|tons?))?(?!\w)"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'\-]*[\w]|[A-Z]\.(?:[A-Z]\.)*"
_LINK = r"(?: (?:of|the|de|la|al|bin|von|van|der|for|and) | |-)"
_NAME = rf"(?<![\w.’'])(?:{_CAPITAL})(?:{_LINK}(?:{_CAPITAL}))*"
_DETAIL = re.compile(rf"(?P<date>{_DATE})|(?P<figure>{_FIGURE})|(?P<name>{_NAME})")
_NOT_NAMES = frozenset(
    {"The", "A", "An", "I", "He", "She", "It", "They", "We", "You", "But", "And", "In", "On", "At", "That", "This"}
    | {"His", "Her", "Their", "Mr", "Mrs", "Ms", "Dr", "If", "When", "While", "As", "For", "So", "Or", "Not", "Yes"}
)


def find_details(text: str, sentence_starts: Collection[int]) -> Iterator[Mark]:
    """Dates, figures and names in order; a name is given at its first occurrence only.

    A lone capitalised word that opens a sentence or a quotation is no name, for its capital says nothing.

    >>> text = "Officials met Anna Berg in Geneva on 3 May; 1,200 people came. Anna Berg left."
    >>> [text[m.start:m.end] for m in find_details(text, {0, 63})]
    ['Anna Berg', 'Geneva', '3 May', '1,200']
    """
    seen: set[str] = set()
    for match in _DETAIL.finditer(text):
        found, start = match.group(), match.start()
        if match.lastgroup == "name":
            opens = start in sentence_starts or (start > 0 and text[start - 1] in "\"“‘'")
            if (" " not in found and (opens or found in _NOT_NAMES)) or found in seen:
                continue
            seen.add(found)
        yield Mark(start, match.end(), match.lastgroup or "")
