"""What the readability formulas count: words, sentences and syllables."""

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN_SENTENCES = 3
HARD_WORDS = 25  # plain-language guides recommend at most 20 to 25 words a sentence

Sized = tuple[int, int, int]  # of a sentence: number of words, start, end


@dataclass(frozen=True, slots=True)
class ReadingCounts:
    """The number of words, sentences and syllables; none is 0."""

    words: int
    sentences: int
    syllables: int


def count_reading(words: int, syllables: int, sentences: Sequence[Sized]) -> ReadingCounts | None:
    """The counts, or None if no sentence has a word."""
    filled = sum(1 for size, _, _ in sentences if size)
    return ReadingCounts(words, filled, syllables) if words and filled else None


def hardest(sentences: Sequence[Sized]) -> list[Sized]:
    """The SHOWN_SENTENCES longest sentences of more than HARD_WORDS words, longest first."""
    hard = [item for item in sentences if item[0] > HARD_WORDS]
    return sorted(hard, key=lambda item: (-item[0], item[1]))[:SHOWN_SENTENCES]
