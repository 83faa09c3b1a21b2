"""How alike two texts are, sentence by sentence, when they share no long run of words.

Names, figures, the stems of content words and the order of the sentences survive rewording and translation. Two
independent reports share the names of an event, but not one sentence after another.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from scoring.text.long_sentences import split_long
from scoring.text.words import WORD

# How many first letters identify a word: few enough to ignore endings (`arrested`, `arrests`).
STEM_LETTERS = 5
# Shorter words are mostly grammar and are passed over, unless they are figures.
CONTENT_LETTERS = 4
# So many sentences of a text are set against those of the other, each with each: the five longest of 17,739 real
# articles have at most 375.
MOST_SENTENCES = 1_000
# A sentence with fewer stems resembles too many others.
SENTENCE_STEMS = 3
# Two sentences are versions of one another when so much of both is common (Dice's coefficient). In 1,015
# pairs of independent reports on one event, 95% of sentences lie below it (docs/provenance.md).
ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a set of stems, with its place in the text (characters)."""

    start: int
    end: int
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """`share` of a text's stems in sentences found again, in order, in the other; how many those are."""

    share: float
    sentences: int


NOT_ALIKE = Likeness(0.0, 0)


def stems_of(text: str) -> frozenset[str]:
    """The stems of the content words of a sentence.

    >>> sorted(stems_of("The police arrested 12 men in Elodis"))
    ['12', 'arres', 'elodi', 'polic']
    """
    words = WORD.findall(text.lower())
    return frozenset(word[:STEM_LETTERS] for word in words if len(word) >= CONTENT_LETTERS or word.isdigit())


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of a text that say enough to be compared, the first MOST_SENTENCES of them."""
    found = (Sentence(start, end, stems_of(text[start:end])) for start, end in split_long(text))
    return list(islice((one for one in found if len(one.stems) >= SENTENCE_STEMS), MOST_SENTENCES))


def _best_matches(left: Sequence[Sentence], right: Sequence[Sentence]) -> list[int | None]:
    """For each sentence on the left, the most similar one on the right, or None if none is similar enough."""
    holders: dict[str, list[int]] = {}
    for number, sentence in enumerate(right):
        for stem in sentence.stems:
            holders.setdefault(stem, []).append(number)
    matches: list[int | None] = []
    for sentence in left:
        common = Counter(number for stem in sentence.stems for number in holders.get(stem, ()))
        size = len(sentence.stems)
        alike = {number: 2 * count / (size + len(right[number].stems)) for number, count in common.items()}
        best = min(alike, key=lambda number: (-alike[number], number), default=None)
        matches.append(best if best is not None and alike[best] >= ALIKE else None)
    return matches


def likeness(left: Sequence[Sentence], right: Sequence[Sentence]) -> Likeness:
    """How much of the left text the right one repeats, sentence by sentence, in the same order."""
    total = sum(len(sentence.stems) for sentence in left)
    matches = _best_matches(left, right)
    # The heaviest run of matches whose places on the right never go back.
    best: list[tuple[int, int, int]] = []  # weight, sentences, place on the right
    for sentence, place in zip(left, matches, strict=True):
        if place is None:
            continue
        before = max(((w, n) for w, n, at in best if at <= place), default=(0, 0))
        best.append((before[0] + len(sentence.stems), before[1] + 1, place))
    if not best:
        return NOT_ALIKE
    weight, count, _ = max(best)
    return Likeness(weight / total, count)
