"""What an article is about, as weighted names: a sparse row of numbers an article.

Articles on one event share its names: persons, places, bodies, whatever is written with a capital.
"""

import polars as pl
from scipy import sparse

from scoring.compare.shelf import Shelf
from scoring.compare.sketches import count_names
from scoring.compare.stories.weighing import Weighing, weigh
from scoring.text.words import find_words, word_keys

# 30 names an article lose 3% of the pairs found in allsides_dev, 200 gain none.
NAMES = Weighing(common=0.2, of_few=1.0, kept=60)
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
    return weigh(counted, heads, articles["outlet"], NAMES)


def names_on(shelf: Shelf) -> sparse.csr_matrix:
    """The same of the articles on a shelf, in its order, with the titles that it holds."""
    return weigh(shelf.sketched("names"), shelf.sketched("titles"), shelf.about["outlet"], NAMES)


def name_tokens(articles: pl.DataFrame) -> pl.DataFrame:
    """The words of each article where the caller has none: article_id, starts, keys."""
    found = [(find_words(text), text) for text in articles["text"]]
    keys = pl.Series([word_keys(text, words) for words, text in found], dtype=pl.List(pl.String))
    return articles.select(
        "article_id",
        starts=pl.Series([words.starts for words, _ in found], dtype=pl.List(pl.Int32)),
        keys=keys.list.eval(pl.element().hash(seed=0)),
    )
