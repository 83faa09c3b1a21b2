"""Small sets of words that show what parts of a text are: sentences, quotations, dates, credits, captions.

They come from data/en/text_words.csv and from data/en/credit_words.csv, which scoring/compare also reads.
"""

import re
from collections.abc import Mapping
from functools import cache

from scoring.schema.lists import BETWEEN_WORDS, alternatives, read_rows, words_of


def text_words(kind: str) -> frozenset[str]:
    """The words of one class of data/en/text_words.csv.

    >>> "Monday" in text_words("weekday")
    True
    """
    return words_of("text_words.csv", kind)


def any_text_word(kind: str) -> str:
    """A regular expression that matches any word of one class of data/en/text_words.csv."""
    return alternatives(text_words(kind))


@cache
def text_word_pattern(kind: str) -> re.Pattern[str]:
    """Any word of one class of data/en/text_words.csv standing by itself, in any case."""
    return re.compile(rf"\b(?:{any_text_word(kind)})\b", re.IGNORECASE)


@cache
def _places() -> Mapping[str, frozenset[str]]:
    rows = [
        (row["word"], row["places"].split(BETWEEN_WORDS))
        for row in read_rows("credit_words.csv", "word", "places")
    ]
    kinds = {place for _, places in rows for place in places}
    return {kind: frozenset(word for word, places in rows if kind in places) for kind in kinds}


def credit_words(place: str) -> frozenset[str]:
    """The words of data/en/credit_words.csv that count in one place, such as `near` or `caption`.

    >>> sorted(credit_words("near"))
    ['copyright', 'getty', 'image', 'photo', 'via']
    """
    return _places().get(place, frozenset())


def any_credit_word(place: str) -> str:
    """A regular expression that matches any word of data/en/credit_words.csv that counts in one place."""
    return alternatives(credit_words(place))
