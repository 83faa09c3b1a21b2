"""The words of a text as numbers of forms, looked up for all its words together.

Nearly all words have at most sixteen characters, each of them in Latin-1. Such a word is two whole numbers: its first
eight characters and its next eight, a byte each, with zeros behind its end. So the words of a text are two columns,
cut from its bytes, and their forms are found by a hash table that is itself a column. Nothing is guessed: two words
are the same form only if both numbers are equal. Other words (`don’t` with a curly apostrophe) are left to the caller.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.text.words import Words

LONGEST = 16
"""Characters of the longest word that is looked up here."""
_HALF = LONGEST // 2
_REPLACED = ord("?")  # what stands for a character outside Latin-1; no word holds a question mark itself
_BITS = 19
_NONE = -1
# Odd numbers without pattern, for hashing by multiplication: 2**64 over the golden ratio, and a prime.
_SPREAD, _APART = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_SHIFT = np.uint64(64 - _BITS)

Halves = NDArray[np.uint64]
Numbers = NDArray[np.intp]


def _masks(first: int) -> Halves:
    """By length of a word: the bits of its characters [first, first + 8). Of a word that is too long, none."""
    lengths = [max(0, min(length - first, _HALF)) for length in range(LONGEST + 1)]
    return np.array([(1 << 8 * length) - 1 for length in (*lengths, 0)], dtype=np.uint64)


_FIRST, _SECOND = _masks(0), _masks(_HALF)


class Cut(NamedTuple):
    """The words of a text, cut from its bytes: the first and the second half of each, and its slot of the table.

    The first half of a word that cannot be looked up may be anything, but is never that of one that can.
    """

    first: Halves
    second: Halves
    slots: NDArray[np.uint64]


def cut(text: str, words: Words) -> Cut:
    """Cut the words from a text."""
    data = text.encode("latin-1", "replace") + bytes(LONGEST)
    # Eight bytes from every place on: the column overlaps itself.
    eights = np.ndarray((len(data) - _HALF + 1,), "<u8", data, strides=(1,))
    lengths = np.minimum(words.ends - words.starts, LONGEST + 1)
    first = eights[words.starts] & _FIRST[lengths]
    second = eights[words.starts + np.int32(_HALF)] & _SECOND[lengths]
    return Cut(first, second, (first * _SPREAD ^ second * _APART) * _SPREAD >> _SHIFT)


class ShortForms:
    """A hash table of forms by their two halves. A form whose slot is taken stays outside: its table knows it too."""

    def __init__(self, room: int) -> None:
        self._slots = np.full(1 << _BITS, _NONE, dtype=np.int32)
        self._first: Halves = np.zeros(room, dtype=np.uint64)  # by number of form
        self._second: Halves = np.zeros(room, dtype=np.uint64)

    def look_up(self, words: Cut) -> tuple[Numbers, Numbers]:
        """The number of the form of each word, and the indices of the words whose form is not in here."""
        numbers = self._slots[words.slots].astype(np.intp)
        known = (self._first[numbers] == words.first) & (self._second[numbers] == words.second)
        known &= numbers != _NONE
        return numbers, np.flatnonzero(~known)

    def learn(self, words: Cut, places: Numbers, numbers: Sequence[int]) -> None:
        """Remember the forms of some words of a text, given their indices and the numbers of their forms."""
        fits = (words.first[places] != 0) & (self._slots[words.slots[places]] == _NONE)
        fits &= ~_holds_replaced(words.first[places]) & ~_holds_replaced(words.second[places])
        chosen, new = places[fits], np.array(numbers, dtype=np.intp)[fits]
        if not len(new):
            return
        while new.max() >= len(self._first):
            self._first, self._second = (
                np.concatenate((half, np.zeros_like(half))) for half in (self._first, self._second)
            )
        self._first[new], self._second[new] = words.first[chosen], words.second[chosen]
        self._slots[words.slots[chosen]] = (
            new  # last: an article that takes too long may be interrupted anywhere
        )


def _holds_replaced(halves: Halves) -> NDArray[np.bool_]:
    """Whether any of the eight characters of each stands for one outside Latin-1."""
    found: NDArray[np.bool_] = (halves.astype("<u8").view(np.uint8).reshape(-1, _HALF) == _REPLACED).any(
        axis=1
    )
    return found
