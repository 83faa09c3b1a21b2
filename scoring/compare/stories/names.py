"""What an article is about, as weighted names: a sparse row of numbers an article.

Articles on one event share its names: persons, places, bodies, whatever is written with a capital. Each name
weighs by how often the article has it and how rare it is (TF-IDF: Salton and Buckley 1988). A name that most
of one outlet's articles have is its furniture, however rare it is elsewhere, and weighs by its commonness
there. The choices were measured; see docs/statistics.md.
"""

from collections.abc import Iterable

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

from scoring.compare.shelf import Shelf
from scoring.compare.sketches import COUNTED, count_names
from scoring.text.words import find_words, word_keys

IntArray = NDArray[np.int64]

# Names kept an article, the heaviest first. 30 lose 3% of the pairs found in allsides_dev, 200 gain none.
NAMES_KEPT = 60
# A name in more than this share of all articles tells no story from another.
COMMON_SHARE = 0.2
# In a corpus of a few articles a share says nothing: a name may stand in this many whatever their number.
COMMON_ARTICLES = 10
# A name in one article joins it to nothing; in a larger corpus one in two articles is often mere chance.
LEAST_ARTICLES = 2
LEAST_ARTICLES_IN_MANY = 3
MANY_ARTICLES = 50
# A word of the title counts like so many in the text: 1 finds fewer pairs, 4 no more.
TITLE_WEIGHT = 2
# Articles whose words are looked at together, which bounds the memory.
BATCH = 2000


def weigh_names(
    articles: pl.DataFrame, tokens: pl.DataFrame, titles: pl.DataFrame | None
) -> sparse.csr_matrix:
    """A sparse matrix, a row an article in the order of `articles`, each row of length 1 (or empty).

    `articles`: outlet, text. `tokens`: starts, keys, in the same order. `titles`: keys of the titles' words
    in the same order, or None.
    """
    counted = (
        count_names(start, articles["text"][start : start + BATCH], tokens[start : start + BATCH])
        for start in range(0, articles.height, BATCH)
    )
    heads = [] if titles is None else [titles.with_row_index("row").select("row", key="keys").explode("key")]
    return _weighed(counted, heads, articles["outlet"])


def names_on(shelf: Shelf) -> sparse.csr_matrix:
    """The same of the articles on a shelf, in its order, with the titles that it holds."""
    return _weighed(shelf.sketched("names"), shelf.sketched("titles"), shelf.about["outlet"])


def _weighed(
    counted: Iterable[pl.DataFrame], titles: Iterable[pl.DataFrame], outlets: pl.Series
) -> sparse.csr_matrix:
    names = pl.concat([pl.DataFrame(schema=COUNTED), *(part.cast(COUNTED) for part in counted)])
    words = [part.drop_nulls().cast({"row": pl.Int32}) for part in titles]
    in_titles = _count_titles(names, pl.concat([COUNTED.to_frame().drop("count"), *words]))
    least = LEAST_ARTICLES if len(outlets) < MANY_ARTICLES else LEAST_ARTICLES_IN_MANY
    names, in_titles = _frequent(names, in_titles, least)
    if in_titles.height:
        names = pl.concat([names, in_titles]).group_by("row", "key").sum()
    return _weigh(names, outlets, least)


def _frequent(names: pl.DataFrame, in_titles: pl.DataFrame, least: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Without most of the names that fewer articles have: most names stand in one or two."""
    keys = [frame["key"].to_numpy() for frame in (names, in_titles)]
    found, uses = np.unique(np.concatenate(keys), return_counts=True)
    frequent = found[uses >= least]
    if not len(frequent):
        return names.clear(), in_titles.clear()
    kept = []
    for frame, theirs in zip((names, in_titles), keys, strict=True):
        place = np.minimum(np.searchsorted(frequent, theirs), len(frequent) - 1)
        kept.append(frame.filter(pl.Series(frequent[place] == theirs, dtype=pl.Boolean)))
    return kept[0], kept[1]


def name_tokens(articles: pl.DataFrame) -> pl.DataFrame:
    """The words of each article where the caller has none: article_id, starts, keys."""
    found = [(find_words(text), text) for text in articles["text"]]
    keys = pl.Series([word_keys(text, words) for words, text in found], dtype=pl.List(pl.String))
    return articles.select(
        "article_id",
        starts=pl.Series([words.starts for words, _ in found], dtype=pl.List(pl.Int32)),
        keys=keys.list.eval(pl.element().hash(seed=0)),
    )


def _count_titles(names: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Count words of titles (row, key) that are names in some article; titles often capitalise every word."""
    known = words.join(names.select("key").unique(), on="key", how="semi")
    counted = known.group_by("row", "key").len("count").with_columns(pl.col("count") * TITLE_WEIGHT)
    return counted.cast(COUNTED)


def _weigh(names: pl.DataFrame, outlets: pl.Series, least: int) -> sparse.csr_matrix:
    total = len(outlets)
    row, count = names["row"].to_numpy(), names["count"].to_numpy()
    key = np.unique(names["key"].to_numpy(), return_inverse=True)[1].astype(np.int32)
    kept = np.bincount(key)[key] >= least
    row, key, count = row[kept], np.unique(key[kept], return_inverse=True)[1].astype(np.int32), count[kept]
    share = np.maximum(np.bincount(key)[key] / (total + 1), _share_in_outlet(row, key, outlets))
    weight = (1 + np.log(count)) * -np.log(share)
    rare = (share <= max(COMMON_SHARE, COMMON_ARTICLES / total)) & (weight > 0)
    row, key, weight = row[rare], key[rare], weight[rare]
    heaviest = np.lexsort((key, -weight, row))
    row, key, weight = row[heaviest], key[heaviest], weight[heaviest]
    rank = np.arange(len(row)) - np.searchsorted(row, row)
    row, key, weight = (column[rank < NAMES_KEPT] for column in (row, key, weight))
    length = np.sqrt(np.bincount(row, weights=weight**2, minlength=total))
    shape = (total, int(key.max(initial=0)) + 1)
    return sparse.csr_matrix((weight / length[row], (row, key)), shape=shape)


def _share_in_outlet(
    row: NDArray[np.int32], key: NDArray[np.int32], outlets: pl.Series
) -> NDArray[np.float64]:
    """For each name of each article, the share of the outlet's other articles that have it too."""
    # Each article of unknown outlet is an outlet of its own.
    outlet = outlets.fill_null("").rank("dense").to_numpy().astype(np.int64)
    unknown = outlets.is_null().to_numpy()
    outlet[unknown] = outlet.max(initial=0) + 1 + np.arange(unknown.sum())
    size = np.bincount(outlet)[outlet]
    pair = outlet[row] * (int(key.max(initial=0)) + 1) + key
    where, held = np.unique(pair, return_inverse=True, return_counts=True)[1:]
    return np.asarray((held[where] - 1) / (size[row] + 1))
