"""Words of articles as weighted rows, in which a rare word that an article repeats weighs most.

Each word weighs by how often the article has it and how rare it is (TF-IDF: Salton and Buckley 1988). A word that most
of one outlet's articles have is its furniture, however rare it is elsewhere, and weighs by its commonness there. The
choices were measured; see docs/statistics.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

from scoring.compare.sketches import COUNTED

# In a corpus of a few articles such a share says nothing: a word may stand in this many.
COMMON_ARTICLES = 10
# A word in one article joins it to nothing; in a larger corpus one in two articles is often mere chance.
LEAST_ARTICLES = 2
LEAST_ARTICLES_IN_MANY = 3
MANY_ARTICLES = 50
# A word of the title counts like so many in the text: 1 finds fewer pairs, 4 no more.
TITLE_WEIGHT = 2


@dataclass(frozen=True, slots=True)
class Weighing:
    """Which words count.

    `common`: one in more than this share of all articles tells no story from another; `of_few`: the same where there
    are few. `kept`: so many of an article, the heaviest first.
    """

    common: float
    of_few: float
    kept: int


def weigh(
    counted: Iterable[pl.DataFrame], titles: Iterable[pl.DataFrame], outlets: pl.Series, how: Weighing
) -> sparse.csr_matrix:
    """A sparse matrix, a row an article in the order of `outlets`, each row of length 1 (or empty).

    `counted`: row, key, count of words, some articles at a time; `titles`: row, key of the words of titles.
    """
    words = pl.concat([pl.DataFrame(schema=COUNTED), *(part.cast(COUNTED) for part in counted)])
    heads = [part.drop_nulls().select("row", "key") for part in titles]
    in_titles = pl.concat(
        [COUNTED.to_frame().drop("count"), *(head.cast({"row": pl.Int32}) for head in heads)]
    )
    least = LEAST_ARTICLES if len(outlets) < MANY_ARTICLES else LEAST_ARTICLES_IN_MANY
    return _weigh(*_numbered(words, in_titles, least), outlets, least, how)


Columns = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def _numbered(words: pl.DataFrame, in_titles: pl.DataFrame, least: int) -> Columns:
    """Row, number of the word, and count of each word of an article, by row and number; titles are counted in.

    Words are numbered in the order of their keys, without most of those that fewer than `least` articles have: most
    words stand in one or two. Words of titles count that are words of some article: titles often capitalise every word.
    """
    found, at = words["key"].to_numpy(), in_titles["key"].to_numpy()
    known = np.isin(at, found)
    keys, uses = np.unique(np.concatenate([found, at[known]]), return_counts=True)
    keys = keys[uses >= least]
    if not len(keys):
        empty = np.empty(0, dtype=np.int64)
        return empty, empty, empty
    parts = []
    for frame, counts in (
        (words, words["count"].to_numpy()),
        (in_titles.filter(pl.Series(known, dtype=pl.Boolean)), TITLE_WEIGHT),
    ):
        theirs = frame["key"].to_numpy()
        number = np.minimum(np.searchsorted(keys, theirs), len(keys) - 1)
        kept = keys[number] == theirs
        place = frame["row"].to_numpy().astype(np.int64) * len(keys) + number
        parts.append((place[kept], np.broadcast_to(counts, place.shape)[kept]))
    place, count = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(place, kind="stable")
    place, count = place[order], count[order].astype(np.int64)
    first = np.flatnonzero(np.diff(place, prepend=-1))
    row, number = np.divmod(place[first], len(keys))
    return row, number, np.add.reduceat(count, first)


def _weigh(
    row: NDArray[np.int64],
    word: NDArray[np.int64],
    count: NDArray[np.int64],
    outlets: pl.Series,
    least: int,
    how: Weighing,
) -> sparse.csr_matrix:
    """The matrix from the columns of `_numbered`."""
    total = len(outlets)
    articles = np.bincount(word)
    kept = articles[word] >= least
    row, word, count = row[kept], word[kept], count[kept]
    share = np.maximum(articles[word] / (total + 1), _share_in_outlet(row, word, outlets))
    weight = (1 + np.log(count)) * -np.log(share)
    rare = (share <= max(how.common, min(how.of_few, COMMON_ARTICLES / total))) & (weight > 0)
    row, word, weight = row[rare], word[rare], weight[rare]
    heavy = _heaviest(row, word, weight, how.kept)
    row, word, weight = row[heavy], word[heavy], weight[heavy]
    length = np.sqrt(np.bincount(row, weights=weight**2, minlength=total))
    ends = np.cumsum(np.bincount(row, minlength=total))
    width = int(word.max(initial=0)) + 1
    return sparse.csr_matrix((weight / length[row], word, np.concatenate(([0], ends))), shape=(total, width))


def _heaviest(
    row: NDArray[np.int64], word: NDArray[np.int64], weight: NDArray[np.float64], most: int
) -> NDArray[np.bool_]:
    """Which entries are among the `most` heaviest of their row; of equal ones the lower word is."""
    chosen = np.ones(len(row), dtype=np.bool_)
    crowded = np.flatnonzero(np.bincount(row)[row] > most) if len(row) else np.empty(0, dtype=np.int64)
    order = crowded[np.lexsort((word[crowded], -weight[crowded], row[crowded]))]
    rank = np.arange(len(order)) - np.searchsorted(row[order], row[order])
    chosen[order[rank >= most]] = False
    return chosen


def _share_in_outlet(
    row: NDArray[np.int64], word: NDArray[np.int64], outlets: pl.Series
) -> NDArray[np.float64]:
    """For each word of each article, the share of the outlet's other articles that have it too."""
    # Each article of unknown outlet is an outlet of its own.
    outlet = outlets.fill_null("").rank("dense").to_numpy().astype(np.int64)
    unknown = outlets.is_null().to_numpy()
    outlet[unknown] = outlet.max(initial=0) + 1 + np.arange(unknown.sum())
    size = np.bincount(outlet)[outlet]
    pair = pl.DataFrame({"pair": outlet[row] * (int(word.max(initial=0)) + 1) + word})
    held = pair.select(pl.len().over("pair")).to_series().to_numpy().astype(np.float64)
    return np.asarray((held - 1) / (size[row] + 1))
