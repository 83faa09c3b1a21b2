"""Small sets of words by which the form of a text is read, and its credits and captions.

data/en/text_words.csv is this room's own; data/en/credit_words.csv the one list of picture words, which comparing reads
too.
"""

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
    """A pattern that fits any word of one class."""
    return alternatives(text_words(kind))


@cache
def _places() -> Mapping[str, frozenset[str]]:
    rows = [
        (row["word"], row["places"].split(BETWEEN_WORDS))
        for row in read_rows("credit_words.csv", "word", "places")
    ]
    kinds = {place for _, places in rows for place in places}
    return {kind: frozenset(word for word, places in rows if kind in places) for kind in kinds}


def credit_words(place: str) -> frozenset[str]:
    """The words of data/en/credit_words.csv that count in one place.

    >>> sorted(credit_words("near"))
    ['copyright', 'getty', 'image', 'photo', 'via']
    """
    return _places().get(place, frozenset())


def any_credit_word(place: str) -> str:
    """A pattern that fits any word that counts in one place."""
    return alternatives(credit_words(place))
