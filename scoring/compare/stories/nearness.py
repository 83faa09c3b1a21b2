"""Which articles are near in words and in time, and how near is near enough.

How alike two articles on different events are depends on the corpus: in one about a single parliament all
articles share names, in one about the world few do. So the bars are set by the corpus itself. Articles
published three to nine weeks apart are on different events, though often on one running subject; the share of such
pairs that are at least so alike says how many pairs so many days apart are so alike by chance. The bar is the lowest
at which chance accounts for at most a set part of the pairs (the reasoning is that of a false discovery rate: Storey
2002). It is set anew for each distance in days, and rises with it: the further apart two articles are, the fewer of
the alike pairs are on one event, and the more on one subject.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# Articles on one event appear within so many days of one another.
WINDOW_DAYS = 14
# With fewer far pairs than this the corpus cannot set its own bars, and the usual ones hold.
LEAST_FAR_PAIRS = 2000
# The last day of each distance that has a bar of its own, with the usual bar: no lower than what allsides_dev sets.
USUAL_BARS = ((0, 0.2), (1, 0.2), (3, 0.2), (5, 0.3), (7, 0.4), (10, 0.5), (WINDOW_DAYS, 0.75))
USUAL_UNDATED_BAR = 0.55
# Of a nearness below this the mean nearness of two stories takes no notice.
FAINT = 0.25
# Pairs less alike than this are not looked at: no corpus sets its bar so low.
FLOOR = 0.02
UNDATED_FLOOR = 0.1
BARS = np.round(np.arange(0.03, 0.9, 0.005), 3)
# An undated article is set against all others by the names that no more articles have: else the work would
# grow as the square of the corpus. What is lost makes pairs look less alike, never more.
RARE_ARTICLES = 1000
# Rows of the matrix multiplied at once.
BLOCK = 500
# Rows of far articles multiplied at once: few, for a block spans the days between its rows and so many others.
FAR_BLOCK = 50


@dataclass(frozen=True, slots=True)
class Far:
    """Pairs taken to be on different events, which show what chance does.

    `days`: how far apart they are. `share`: the part of near pairs that may be as near by chance. `sample`: articles,
    evenly spread in time, that are set against all others.
    """

    days: tuple[int, int]
    share: float
    sample: int


# Of 70 alike pairs 15 to 21 days apart readers found one on one event, nearly all others on one running subject. So
# such pairs show what running subjects do; pairs months apart do not, for the matters of the day have changed. Part
# and sample were chosen on the labelled pairs, docs/statistics.md.
WEEKS_APART = Far((22, 60), share=0.15, sample=1500)
# Of undated articles, and where a corpus has too few pairs weeks apart.
MONTHS_APART = Far((60, 365), share=0.08, sample=500)


@dataclass(frozen=True, slots=True)
class NearPairs:
    """Pairs of rows, `first` < `second`, and their `nearness`: likeness over the bar, so 1 is near enough."""

    first: IntArray
    second: IntArray
    nearness: FloatArray


def find_near(names: sparse.csr_matrix, days: IntArray, dated: NDArray[np.bool_]) -> NearPairs:
    """Every pair of articles alike enough to matter: inside the time window, or with one of them undated.

    `names`: rows of length 1. `days`: the day of each article, of no meaning where `dated` is false.
    """
    order = np.flatnonzero(dated)
    order = order[np.argsort(days[order], kind="stable")]
    parts = []
    for found, bar in (
        _dated_pairs(names, days, order),
        _undated_pairs(names, days, order, np.flatnonzero(~dated)),
    ):
        kept = found[2] >= FAINT * bar
        parts.append((found[0][kept], found[1][kept], found[2][kept] / bar[kept]))
    one, other, nearness = (np.concatenate(column) for column in zip(*parts, strict=True))
    first, second = np.minimum(one, other), np.maximum(one, other)
    ranked = np.lexsort((second, first))
    return NearPairs(first[ranked], second[ranked], nearness[ranked])


Found = tuple[IntArray, IntArray, FloatArray]


def _multiply(
    left: sparse.csr_matrix, turned: sparse.csr_matrix, floor: float
) -> tuple[IntArray, IntArray, FloatArray]:
    """Row, column, likeness of the pairs at least as alike as `floor`; in `turned` articles are columns."""
    product = (left @ turned).tocoo()
    kept = product.data >= floor
    return product.row[kept].astype(np.int64), product.col[kept].astype(np.int64), product.data[kept]


def alike_within(
    names: sparse.csr_matrix, days: IntArray, dated: IntArray, window: int, floor: float
) -> Found:
    """Row, row, likeness of the pairs at most `window` days apart and at least as alike as `floor`.

    `names`: rows of length 1. `days`: the day of each row. `dated`: the rows that have one.
    """
    order = dated[np.argsort(days[dated], kind="stable")]
    day, sorted_names = days[order], names[order]
    oldest = np.searchsorted(day, day - window)
    parts: list[Found] = [(order[:0], order[:0], np.empty(0))]
    for start in range(0, len(order), BLOCK):
        end, lowest = min(start + BLOCK, len(order)), int(oldest[start])
        row, column, likeness = _multiply(sorted_names[start:end], sorted_names[lowest:end].T.tocsr(), floor)
        row, column = row + start, column + lowest
        inside = (column < row) & (column >= oldest[row])
        parts.append((order[row[inside]], order[column[inside]], likeness[inside]))
    return _join(parts)


def _possible_within(days: IntArray, dated: IntArray, window: int) -> int:
    """How many pairs of dated rows are at most `window` days apart."""
    day = np.sort(days[dated])
    return int((np.arange(len(day)) - np.searchsorted(day, day - window)).sum())


def _dated_pairs(names: sparse.csr_matrix, days: IntArray, order: IntArray) -> tuple[Found, FloatArray]:
    """Pairs inside the window, each with the bar of its days apart; `order` holds the dated rows by day."""
    found = alike_within(names, days, order, WINDOW_DAYS, FLOOR)
    apart = np.abs(days[found[0]] - days[found[1]])
    far = WEEKS_APART
    chance, far_pairs = _likeness_of_far(names, days, order, far)
    if far_pairs < LEAST_FAR_PAIRS:
        far = MONTHS_APART
        chance, far_pairs = _likeness_of_far(names, days, order, far)
    bar, highest, before = np.empty(len(apart)), 0.0, 0
    last = -1
    for latest, usual in USUAL_BARS:
        inside = (apart > last) & (apart <= latest)
        within = _possible_within(days, order, latest)
        own = usual
        if far_pairs >= LEAST_FAR_PAIRS:
            own = _bar(found[2][inside], (within - before) / far_pairs, chance, far.share)
        # A few pairs may set a low bar by luck.
        highest = max(highest, own)
        bar[inside] = highest
        last, before = latest, within
    return found, bar


def _undated_pairs(
    names: sparse.csr_matrix, days: IntArray, order: IntArray, undated: IntArray
) -> tuple[Found, FloatArray]:
    """Pairs of an undated article with any other, by rare names, each with the bar."""
    if not len(undated):
        return (undated, undated, np.empty(0)), np.empty(0)
    chance, far_pairs = _likeness_of_far(names, days, order, MONTHS_APART)
    total = names.shape[0]
    names = names.multiply(np.bincount(names.indices, minlength=names.shape[1]) <= RARE_ARTICLES).tocsr()
    is_undated = np.zeros(total, dtype=np.bool_)
    is_undated[undated] = True
    possible = len(undated) * (total - len(undated)) + len(undated) * (len(undated) - 1) // 2
    turned = names.T.tocsr()
    parts: list[Found] = [(undated[:0], undated[:0], np.empty(0))]
    for start in range(0, len(undated), BLOCK):
        row, column, likeness = _multiply(names[undated[start : start + BLOCK]], turned, UNDATED_FLOOR)
        row = undated[row + start]
        once = (column < row) | ((column > row) & ~is_undated[column])
        parts.append((row[once], column[once], likeness[once]))
    found = _join(parts)
    bar = USUAL_UNDATED_BAR
    if far_pairs >= LEAST_FAR_PAIRS:
        bar = _bar(found[2], possible / far_pairs, chance, MONTHS_APART.share)
    return found, np.full(len(found[2]), bar)


def _likeness_of_far(
    names: sparse.csr_matrix, days: IntArray, order: IntArray, far: Far
) -> tuple[FloatArray, int]:
    """The likenesses above the floor of pairs far apart in time, ascending, and the number of such pairs."""
    if not len(order):
        return np.empty(0), 0
    spread = np.linspace(0, len(order) - 1, min(far.sample, len(order))).astype(np.int64)
    day = days[order]
    least, most = far.days
    oldest = np.searchsorted(day, day[spread] - most)
    end = np.searchsorted(day, day[spread] - least, side="right")
    parts = [np.empty(0)]
    for start in range(0, len(spread), FAR_BLOCK):
        some = slice(start, start + FAR_BLOCK)
        lowest, highest = int(oldest[some][0]), int(end[some][-1])
        others = names[order[lowest:highest]].T.tocsr()
        row, column, likeness = _multiply(names[order[spread[some]]], others, FLOOR)
        column += lowest
        parts.append(likeness[(column >= oldest[some][row]) & (column < end[some][row])])
    return np.sort(np.concatenate(parts)), int((end - oldest).sum())


def _bar(likeness: FloatArray, scale: float, chance: FloatArray, share: float) -> float:
    """The lowest bar at which chance explains no more than `share` of the pairs above it.

    `scale`: how many pairs there could be for each far pair.
    """
    above = len(likeness) - np.searchsorted(np.sort(likeness), BARS)
    by_chance = (len(chance) - np.searchsorted(chance, BARS)) * scale
    allowed = np.flatnonzero(by_chance <= share * above)
    return float(BARS[allowed[0]]) if len(allowed) else float(BARS[-1])


def _join(parts: list[Found]) -> Found:
    one, other, likeness = (np.concatenate(column) for column in zip(*parts, strict=True))
    return one, other, likeness
