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
    heads = [part.drop_nulls().cast({"row": pl.Int32}) for part in titles]
    in_titles = _count_titles(words, pl.concat([COUNTED.to_frame().drop("count"), *heads]))
    least = LEAST_ARTICLES if len(outlets) < MANY_ARTICLES else LEAST_ARTICLES_IN_MANY
    words, in_titles = _frequent(words, in_titles, least)
    if in_titles.height:
        words = pl.concat([words, in_titles]).group_by("row", "key").sum()
    return _weigh(words, outlets, least, how)


def _frequent(words: pl.DataFrame, in_titles: pl.DataFrame, least: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Without most of the words that fewer articles have: most stand in one or two."""
    keys = [frame["key"].to_numpy() for frame in (words, in_titles)]
    found, uses = np.unique(np.concatenate(keys), return_counts=True)
    frequent = found[uses >= least]
    if not len(frequent):
        return words.clear(), in_titles.clear()
    kept = []
    for frame, theirs in zip((words, in_titles), keys, strict=True):
        place = np.minimum(np.searchsorted(frequent, theirs), len(frequent) - 1)
        kept.append(frame.filter(pl.Series(frequent[place] == theirs, dtype=pl.Boolean)))
    return kept[0], kept[1]


def _count_titles(words: pl.DataFrame, heads: pl.DataFrame) -> pl.DataFrame:
    """Count words of titles (row, key) that are words of some article; titles often capitalise every word."""
    known = heads.join(words.select("key").unique(), on="key", how="semi")
    counted = known.group_by("row", "key").len("count").with_columns(pl.col("count") * TITLE_WEIGHT)
    return counted.cast(COUNTED)


def _weigh(words: pl.DataFrame, outlets: pl.Series, least: int, how: Weighing) -> sparse.csr_matrix:
    total = len(outlets)
    row, count = words["row"].to_numpy(), words["count"].to_numpy()
    key = np.unique(words["key"].to_numpy(), return_inverse=True)[1].astype(np.int32)
    kept = np.bincount(key)[key] >= least
    row, key, count = row[kept], np.unique(key[kept], return_inverse=True)[1].astype(np.int32), count[kept]
    share = np.maximum(np.bincount(key)[key] / (total + 1), _share_in_outlet(row, key, outlets))
    weight = (1 + np.log(count)) * -np.log(share)
    rare = (share <= max(how.common, min(how.of_few, COMMON_ARTICLES / total))) & (weight > 0)
    row, key, weight = row[rare], key[rare], weight[rare]
    heaviest = np.lexsort((key, -weight, row))
    row, key, weight = row[heaviest], key[heaviest], weight[heaviest]
    rank = np.arange(len(row)) - np.searchsorted(row, row)
    row, key, weight = (column[rank < how.kept] for column in (row, key, weight))
    length = np.sqrt(np.bincount(row, weights=weight**2, minlength=total))
    shape = (total, int(key.max(initial=0)) + 1)
    return sparse.csr_matrix((weight / length[row], (row, key)), shape=shape)


def _share_in_outlet(
    row: NDArray[np.int32], key: NDArray[np.int32], outlets: pl.Series
) -> NDArray[np.float64]:
    """For each word of each article, the share of the outlet's other articles that have it too."""
    # Each article of unknown outlet is an outlet of its own.
    outlet = outlets.fill_null("").rank("dense").to_numpy().astype(np.int64)
    unknown = outlets.is_null().to_numpy()
    outlet[unknown] = outlet.max(initial=0) + 1 + np.arange(unknown.sum())
    size = np.bincount(outlet)[outlet]
    pair = outlet[row] * (int(key.max(initial=0)) + 1) + key
    where, held = np.unique(pair, return_inverse=True, return_counts=True)[1:]
    return np.asarray((held[where] - 1) / (size[row] + 1))
