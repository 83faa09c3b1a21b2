"""Which articles are near in words and in time, and how near is near enough.

How alike two articles on different events are depends on the corpus: in one about a single parliament all
articles share names, in one about the world few do. So the bar is set by the corpus itself. Articles
published two months apart are on different events; the share of such pairs that are at least so alike says
how many pairs inside the time window are so alike by chance. The bar is the lowest at which chance accounts
for at most one pair in twelve (the reasoning is that of a false discovery rate: Storey 2002).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# Articles on one event appear within so many days of one another.
WINDOW_DAYS = 3
# Articles so many days apart are taken to be on different events; not further, lest the matters and persons
# of the day have changed and chance look smaller than it is.
FAR_DAYS = (60, 365)
# The part of near pairs that may be as near by chance: measured, docs/statistics.md.
CHANCE_SHARE = 0.08
# Articles, evenly spread in time, that are set against all others to see what chance does.
FAR_SAMPLE = 500
# With fewer far pairs than this the corpus cannot set its own bars, and these hold, measured on allsides_dev.
LEAST_FAR_PAIRS = 2000
USUAL_BAR = 0.2
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
    chance, far_pairs = _likeness_of_far(names, days, order)
    parts = []
    for found, possible, usual in (
        (*_dated_pairs(names, days, order), USUAL_BAR),
        (*_undated_pairs(names, np.flatnonzero(~dated)), USUAL_UNDATED_BAR),
    ):
        bar = _bar(found[2], possible, chance, far_pairs) if far_pairs >= LEAST_FAR_PAIRS else usual
        kept = found[2] >= FAINT * bar
        parts.append((found[0][kept], found[1][kept], found[2][kept] / bar))
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


def _dated_pairs(names: sparse.csr_matrix, days: IntArray, order: IntArray) -> tuple[Found, int]:
    """Pairs inside the window and how many there could be; `order` holds the dated rows by day."""
    day, sorted_names = days[order], names[order]
    oldest = np.searchsorted(day, day - WINDOW_DAYS)
    possible = int((np.arange(len(order)) - oldest).sum())
    parts: list[Found] = [(order[:0], order[:0], np.empty(0))]
    for start in range(0, len(order), BLOCK):
        end, lowest = min(start + BLOCK, len(order)), int(oldest[start])
        row, column, likeness = _multiply(sorted_names[start:end], sorted_names[lowest:end].T.tocsr(), FLOOR)
        row, column = row + start, column + lowest
        inside = (column < row) & (column >= oldest[row])
        parts.append((order[row[inside]], order[column[inside]], likeness[inside]))
    return _join(parts), possible


def _undated_pairs(names: sparse.csr_matrix, undated: IntArray) -> tuple[Found, int]:
    """Pairs of an undated article with any other, by rare names, and how many there could be."""
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
    return _join(parts), possible


def _likeness_of_far(names: sparse.csr_matrix, days: IntArray, order: IntArray) -> tuple[FloatArray, int]:
    """The likenesses above the floor of pairs far apart in time, ascending, and the number of such pairs."""
    if not len(order):
        return np.empty(0), 0
    spread = np.linspace(0, len(order) - 1, min(FAR_SAMPLE, len(order))).astype(np.int64)
    day = days[order]
    least, most = FAR_DAYS
    oldest = np.searchsorted(day, day[spread] - most)
    pairs = np.searchsorted(day, day[spread] - least, side="right") - oldest
    row, column, likeness = _multiply(names[order[spread]], names[order].T.tocsr(), FLOOR)
    apart = day[spread[row]] - day[column]
    return np.sort(likeness[(apart >= least) & (apart <= most)]), int(pairs.sum())


def _bar(likeness: FloatArray, possible: int, chance: FloatArray, far_pairs: int) -> float:
    """The lowest bar at which chance explains no more than `CHANCE_SHARE` of the pairs above it."""
    above = len(likeness) - np.searchsorted(np.sort(likeness), BARS)
    by_chance = (len(chance) - np.searchsorted(chance, BARS)) / far_pairs * possible
    allowed = np.flatnonzero(by_chance <= CHANCE_SHARE * above)
    return float(BARS[allowed[0]]) if len(allowed) else float(BARS[-1])


def _join(parts: list[Found]) -> Found:
    one, other, likeness = (np.concatenate(column) for column in zip(*parts, strict=True))
    return one, other, likeness
