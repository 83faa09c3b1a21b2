"""Joins the pointers of single grams into the longest possible runs of shared words, across small edits.

A run is a stretch of one article (left, the later one) that agrees with a stretch of another (right).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.compare.corpus_words import CorpusWords, agreement
from scoring.compare.pointers import GRAM_WORDS, Pointers
from scoring.compare.shelf import Int64Array

BoolArray = NDArray[np.bool_]

# A run is extended over words that a third article wrote first, so long as it holds this share itself:
# else a shared footer would claim the whole wire story that stands above it in both articles.
OWN_SHARE_LEAST = 0.5
# Two runs so few words apart, on both sides, are one passage with an edit: fewer than any gram could see.
BRIDGED_WORDS = GRAM_WORDS
# A wider gap is bridged when half of its words are common in order: an edit every few words.
BRIDGED_WORDS_MOST = 40
BRIDGED_AGREEMENT = 0.5
# How far two runs may overlap at an edit: where the words left out or added repeat their neighbours.
SHIFT_MOST = 8
# After an edit near the end of a run, the texts must agree again for so many words for the run to go on.
RESUMED_WORDS = 3
# Pointers that are joined at once: those of some hundreds of articles with text from elsewhere.
POINTERS_AT_ONCE = 1 << 18
# So many gaps are compared word by word at once.
GAPS_AT_ONCE = 20_000
_NO_WORD = np.uint64(0)
# An edit near the end: words passed over on either side.
SKIPS = ((1, 1), (0, 1), (1, 0), (2, 2), (1, 2), (2, 1), (0, 2), (2, 0), (3, 3), (3, 1), (1, 3))


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs as arrays of one length: first word and one past the last on either side (positions), and the
    words of either side that differ from the other, at least one for each place."""

    left: Int64Array
    left_end: Int64Array
    right: Int64Array
    right_end: Int64Array
    edits: Int64Array
    right_edits: Int64Array

    def __len__(self) -> int:
        return len(self.left)

    def __getitem__(self, chosen: NDArray[np.generic] | slice) -> "Runs":
        return Runs(
            self.left[chosen],
            self.left_end[chosen],
            self.right[chosen],
            self.right_end[chosen],
            self.edits[chosen],
            self.right_edits[chosen],
        )


def _exact_runs(source: Pointers) -> Runs:
    """Runs of consecutive words whose pointers are also consecutive."""
    at, to = source.at, source.to
    first = np.ones(len(at), dtype=np.bool_)
    first[1:] = (np.diff(at) != 1) | (np.diff(to) != 1)
    begin = np.flatnonzero(first)
    lengths = np.diff(np.append(begin, len(at))) + GRAM_WORDS - 1
    left, right = at[begin], to[begin]
    none = np.zeros(len(begin), dtype=np.int64)
    return Runs(left, left + lengths, right, right + lengths, none, none)


def _room(words: CorpusWords, positions: Int64Array, ends: Int64Array) -> tuple[Int64Array, Int64Array]:
    """How many words of the same article come before each run, and after it."""
    article = words.article_of(positions)
    return positions - words.edges[article], words.edges[article + 1] - ends


def _extended(words: CorpusWords, runs: Runs) -> Runs:
    """Each run as far as both texts agree, where it holds enough of that itself; equal runs once."""
    left_before, left_after = _room(words, runs.left, runs.left_end)
    right_before, right_after = _room(words, runs.right, runs.right_end)
    before = agreement(words, runs.left, runs.right, np.minimum(left_before, right_before), backward=True)
    after = agreement(
        words, runs.left_end, runs.right_end, np.minimum(left_after, right_after), backward=False
    )
    left, right = runs.left - before, runs.right - before
    left_end, right_end = runs.left_end + after, runs.right_end + after
    own = runs.left_end - runs.left - (GRAM_WORDS - 1)
    order = np.lexsort((right, left))
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (np.diff(left[order]) != 0) | (np.diff(right[order]) != 0)
    together = np.zeros(len(order), dtype=np.int64)
    group = np.cumsum(new) - 1
    together[order] = np.bincount(group, weights=own[order]).astype(np.int64)[group]
    widened = together + GRAM_WORDS - 1 >= OWN_SHARE_LEAST * (left_end - left)
    result = Runs(
        np.where(widened, left, runs.left),
        np.where(widened, left_end, runs.left_end),
        np.where(widened, right, runs.right),
        np.where(widened, right_end, runs.right_end),
        runs.edits,
        runs.right_edits,
    )
    return result[_in_order(words, result)]


def _in_order(words: CorpusWords, runs: Runs) -> Int64Array:
    """Indices of the runs by left article, right article and place; each distinct run once."""
    left_article, right_article = words.article_of(runs.left), words.article_of(runs.right)
    order = np.lexsort((runs.right, -runs.left_end, runs.left, right_article, left_article))
    ordered = runs[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (np.diff(ordered.left) != 0) | (np.diff(ordered.right) != 0) | (np.diff(ordered.left_end) != 0)
    return order[new]


def _outermost(words: CorpusWords, runs: Runs, *, by_pair: bool) -> Runs:
    """The runs that do not lie, on the left side, inside a longer one (of the same two articles)."""
    if not len(runs):
        return runs
    left_article = words.article_of(runs.left)
    right_article = words.article_of(runs.right)
    group = right_article if by_pair else np.zeros_like(right_article)
    order = np.lexsort((right_article, -runs.left_end, runs.left, group, left_article))
    ordered = runs[order]
    pair = left_article[order] * len(words) + group[order]
    begins = np.ones(len(order), dtype=np.bool_)
    begins[1:] = np.diff(pair) != 0
    # Offsetting each group by more than any end makes one running maximum serve all groups.
    lift = (np.cumsum(begins) - 1) * (int(words.edges[-1]) + 1)
    reach = np.maximum.accumulate(ordered.left_end + lift)
    inside = np.zeros(len(order), dtype=np.bool_)
    inside[1:] = (ordered.left_end[1:] + lift[1:] <= reach[:-1]) & ~begins[1:]
    return ordered[~inside]


def _common_words(words: CorpusWords, runs: Runs, gaps: Int64Array) -> Int64Array:
    """For the gap after each run in `gaps`: the longest common subsequence of its two sides, in words.

    All gaps of similar width are worked on together, column by column of the usual table.
    """
    left_gap, right_gap = _gap_widths(runs)
    wide = np.maximum(left_gap, right_gap)[gaps]
    common = np.zeros(len(gaps), dtype=np.int64)
    order = np.argsort(wide, kind="stable")
    for first in range(0, len(order), GAPS_AT_ONCE):
        some = order[first : first + GAPS_AT_ONCE]
        chosen = gaps[some]
        width = int(wide[some].max())
        left = _gap_words(words, runs.left[chosen], runs.left_end[chosen], left_gap[chosen], width)
        right = _gap_words(words, runs.right[chosen], runs.right_end[chosen], right_gap[chosen], width)
        right[right == _NO_WORD] = _NO_WORD + np.uint64(1)  # padding agrees with nothing
        above = np.zeros((len(some), width + 1), dtype=np.int64)
        for column in range(width):
            row = np.zeros_like(above)
            for place in range(width):
                same = left[:, column] == right[:, place]
                longest = np.maximum(above[:, place + 1], row[:, place])
                row[:, place + 1] = np.where(same, above[:, place] + 1, longest)
            above = row
        common[some] = above[:, width]
    return common


def _gap_widths(runs: Runs) -> tuple[Int64Array, Int64Array]:
    """Words between each run and the next, on either side; below 0 where they overlap."""
    return runs.left[1:] - runs.left_end[:-1], runs.right[1:] - runs.right_end[:-1]


def _gap_words(
    words: CorpusWords, starts: Int64Array, ends: Int64Array, gap: Int64Array, width: int
) -> NDArray[np.uint64]:
    """The words after each run, one row a gap, as hashes; _NO_WORD beyond the gap."""
    article = words.article_of(starts)
    one = np.ones(1, dtype=np.int64)
    table = np.full((len(ends), width), _NO_WORD, dtype=np.uint64)
    for step in range(width):
        inside = np.flatnonzero(step < gap)
        table[inside, step] = words.hashes(ends[inside] + step, one, article[inside])
    return table


def _bridged(words: CorpusWords, runs: Runs) -> Runs:
    """Runs of the same two articles with a small edit between them, as one run. `runs` in order by pair."""
    if not len(runs):
        return runs
    left_article, right_article = words.article_of(runs.left), words.article_of(runs.right)
    left_gap, right_gap = _gap_widths(runs)
    near = (np.diff(left_article) == 0) & (np.diff(right_article) == 0)
    near &= (left_gap >= -SHIFT_MOST) & (right_gap >= -SHIFT_MOST)
    near &= (runs.left_end[1:] > runs.left_end[:-1]) & (runs.right_end[1:] > runs.right_end[:-1])
    wide = np.maximum(left_gap, right_gap)
    near &= wide <= BRIDGED_WORDS_MOST
    gaps = np.flatnonzero(near & (np.minimum(left_gap, right_gap) > 0))
    common = np.zeros(len(near), dtype=np.int64)
    common[gaps] = _common_words(words, runs, gaps)
    link = near & ((wide <= BRIDGED_WORDS) | (common >= BRIDGED_AGREEMENT * wide))
    begin = np.flatnonzero(np.concatenate(([True], ~link)))
    end = np.append(begin[1:], len(runs)) - 1

    def edits(gap: Int64Array, before: Int64Array) -> Int64Array:
        """Words of one side that differ, at least one an edit, summed over the runs that become one."""
        here = np.where(link, np.maximum(gap - common, 1), 0)
        inner = np.concatenate(([0], np.cumsum(here)))
        total: Int64Array = inner[end] - inner[begin] + np.add.reduceat(before, begin)
        return total

    return Runs(
        runs.left[begin],
        runs.left_end[end],
        runs.right[begin],
        runs.right_end[end],
        edits(left_gap, runs.edits),
        edits(right_gap, runs.right_edits),
    )


def _resumed(words: CorpusWords, runs: Runs, *, backward: bool) -> Runs:
    """Each run extended across one edit near its end (or beginning), if the texts agree again beyond it."""
    if not len(runs):
        return runs
    left_before, left_after = _room(words, runs.left, runs.left_end)
    right_before, right_after = _room(words, runs.right, runs.right_end)
    left_room, right_room = (left_before, right_before) if backward else (left_after, right_after)
    left, right = (runs.left, runs.right) if backward else (runs.left_end, runs.right_end)
    sign = -1 if backward else 1
    # Where the next words agree, the run was not extended for a reason: it does not own them.
    adjacent = np.minimum(np.minimum(left_room, right_room), 1)
    maximal = agreement(words, left, right, adjacent, backward=backward) == 0
    best = np.zeros(len(runs), dtype=np.int64)
    left_step, right_step, edits, right_edits = best.copy(), best.copy(), best.copy(), best.copy()
    for on_left, on_right in SKIPS:
        limits = np.minimum(np.minimum(left_room - on_left, right_room - on_right), BRIDGED_WORDS_MOST)
        able = np.flatnonzero(maximal & (limits >= RESUMED_WORDS))
        found = agreement(
            words, left[able] + sign * on_left, right[able] + sign * on_right, limits[able], backward=backward
        )
        better = (found >= RESUMED_WORDS) & (found > best[able])
        gain, found = able[better], found[better]
        best[gain] = found
        left_step[gain], right_step[gain] = found + on_left, found + on_right
        edits[gain], right_edits[gain] = max(on_left, 1), max(on_right, 1)
    return Runs(
        runs.left - left_step if backward else runs.left,
        runs.left_end if backward else runs.left_end + left_step,
        runs.right - right_step if backward else runs.right,
        runs.right_end if backward else runs.right_end + right_step,
        runs.edits + edits,
        runs.right_edits + right_edits,
    )


def join_runs(words: CorpusWords, source: Pointers) -> Runs:
    """The maximal runs that the pointers show, by left article and place; edits bridged.

    Runs of one left article may overlap by a few words where its text passes from one source to another.
    """
    parts = [_joined(words, source[some]) for some in _in_stretches(words, source)]
    names = ("left", "left_end", "right", "right_end", "edits", "right_edits")
    nothing = np.zeros(0, dtype=np.int64)
    return Runs(*(np.concatenate([nothing, *(getattr(part, name) for part in parts)]) for name in names))


def _in_stretches(words: CorpusWords, source: Pointers) -> Iterator[slice]:
    """The pointers in stretches of whole articles; after each, what was read of the words is let go."""
    article = words.article_of(source.at)
    begins = np.flatnonzero(np.diff(article, prepend=-1))
    start = 0
    while start < len(source):
        later = begins[begins >= start + POINTERS_AT_ONCE]
        end = int(later[0]) if len(later) else len(source)
        yield slice(start, end)
        words.let_go()
        start = end


def _joined(words: CorpusWords, source: Pointers) -> Runs:
    runs = _extended(words, _exact_runs(source))
    runs = _bridged(words, _outermost(words, runs, by_pair=True))
    runs = _resumed(words, _resumed(words, runs, backward=False), backward=True)
    return _outermost(words, runs, by_pair=False)
