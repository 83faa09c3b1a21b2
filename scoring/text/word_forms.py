"""What is asked of words is asked once of each form, and then looked up for all words of a text together.

A form is a word as written. The forms that this process has met have numbers; an article's words are an array of those
numbers, and whatever rules ask of a word (its syllables, its grammatical class, whether a list holds it) is a `Column`
with one value per form, so that asking it of an article is one indexing operation.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scoring.text.short_forms import ShortForms, cut
from scoring.text.words import IntArray, Words

# So that a corpus of many languages, or of endless words, does not fill the memory: some 40 MB with all columns.
MOST_FORMS = 200_000
MOST_CHARACTERS = 10_000_000

_MARKS_INSIDE = {"’": "'", "‑": "-"}
Spelling = Literal["lowered", "plain"]
"""How a word is spelled where it is asked about: in lower case; that with ASCII apostrophes and hyphens."""
Strings = NDArray[np.object_]
_ROOM = 1 << 14  # forms of the first hundreds of articles


class FormTable(dict[str, int]):
    """Form as written -> its number, from 0; `lowered` and `plain` hold its spellings, with room at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.lowered: Strings = np.empty(_ROOM, dtype=object)
        self.plain: Strings = np.empty(_ROOM, dtype=object)
        self.short = ShortForms(_ROOM)
        self._characters = 0

    def __missing__(self, form: str) -> int:
        number = len(self)
        if number == len(self.lowered):
            self.lowered, self.plain = (
                np.concatenate((old, np.empty_like(old))) for old in (self.lowered, self.plain)
            )
        lowered = plain = form.lower()
        for mark, ascii_form in _MARKS_INSIDE.items():
            plain = plain.replace(mark, ascii_form)
        self.lowered[number], self.plain[number] = lowered, plain
        self._characters += len(form)
        self[form] = number  # at the end: an article that takes too long may be interrupted anywhere
        return number

    @property
    def is_full(self) -> bool:
        """Whether a new text should begin a new table."""
        return len(self) >= MOST_FORMS or self._characters >= MOST_CHARACTERS


@cache
def _table() -> FormTable:
    return FormTable()


def _table_with_room() -> FormTable:
    """The table of this process. A full one is left to the texts that were read with it."""
    if _table().is_full:
        _table.cache_clear()
    return _table()


@dataclass(frozen=True, slots=True)
class WordForms:
    """The words of one text as numbers of forms: `numbers` has one entry per word, a row of `table`."""

    table: FormTable
    numbers: NDArray[np.intp]

    def spelled(self, spelling: Spelling) -> list[str]:
        """Each word in one of its spellings."""
        spellings: Strings = getattr(self.table, spelling)
        found: list[str] = spellings[self.numbers].tolist()
        return found


def forms_of(words: Iterable[str]) -> WordForms:
    """The forms of words as written.

    >>> forms_of(["Don’t", "state‑run", "DON’T"]).spelled("plain")
    ["don't", 'state-run', "don't"]
    """
    table = _table_with_room()
    return WordForms(table, np.array([table[word] for word in words], dtype=np.intp))


def forms_within(text: str, words: Words) -> WordForms:
    """The forms of the words of a text.

    >>> from scoring.text.words import find_words
    >>> text = "The U.S. didn’t"
    >>> forms_within(text, find_words(text)).spelled("lowered")
    ['the', 'u.s.', 'didn’t']
    """
    table = _table_with_room()
    pieces = cut(text, words)
    numbers, others = table.short.look_up(pieces)
    if len(others):
        spans = zip(words.starts[others].tolist(), words.ends[others].tolist(), strict=True)
        found = [table[text[start:end]] for start, end in spans]
        numbers[others] = found
        table.short.learn(pieces, others, found)
    return WordForms(table, numbers)


class Column:
    """One question asked of forms, answered by a whole number; each form is asked once per process.

    `ask`: the answer for a word in the given `spelling`. Answers are forgotten where other lists come into force.
    """

    def __init__(self, ask: Callable[[str], int], spelling: Spelling) -> None:
        self._ask, self._spelling = ask, spelling
        self.cache_clear()

    def cache_clear(self) -> None:
        """Forget the answers."""
        self._table: FormTable | None = None
        self._known: IntArray = np.zeros(0, dtype=np.int32)
        self._asked = 0

    def of(self, forms: WordForms) -> IntArray:
        """The answer for each word, as int32."""
        if forms.table is not self._table or self._asked < len(forms.table):
            self._learn(forms.table)
        return self._known[forms.numbers]

    def places(self, forms: WordForms, bits: int = -1) -> IntArray:
        """The indices of the words whose answer has any of the bits, ascending."""
        return (self.of(forms) & bits).nonzero()[0]  # type: ignore[return-value]

    def _learn(self, table: FormTable) -> None:
        """Ask the forms that have not been asked."""
        if table is not self._table:
            self.cache_clear()
            self._table = table
        spelled: Strings = getattr(table, self._spelling)
        count = len(table)
        if count > len(self._known):
            grown = np.zeros(max(count, 2 * len(self._known)), dtype=np.int32)
            grown[: self._asked] = self._known[: self._asked]
            self._known = grown
        self._known[self._asked : count] = [self._ask(word) for word in spelled[self._asked : count]]
        self._asked = count
