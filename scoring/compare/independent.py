"""Independent texts: which articles are copies of one text, whoever had it first.

Intervals count independent texts, because an agency's text in ten outlets is no more evidence than in one. Two
articles are the same text if one is a reprint of the other, or if most of each is found in the other, whoever took
it; and copies of copies are the same text too. So independent texts are the connected components of "same text".
They depend neither on the order of the articles nor on which copy is taken for the origin. A long article that
contains a short one whole is a different text.
"""

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from scoring.compare.provenance import REPRINT_SHARE
from scoring.schema.kinds import REPRINTS
from scoring.schema.tables import articles_table

INDEPENDENT = articles_table({}).part("article_id", "text_cluster")


def independent_texts(articles: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """For each article the id of its text: the article_id of its earliest copy (undated ones last, then by id).

    `articles`: article_id, published, words, body_words, provenance, origin_article. `passages`: article_id,
    other_id, words, edits, from both sides. Returns INDEPENDENT in the order of `articles`.

    >>> from datetime import datetime
    >>> rows = {"article_id": ["b", "c", "a"], "published": [datetime(2031, 3, 1), datetime(2031, 3, 2), None]}
    >>> rows |= {"words": 100, "body_words": 100, "provenance": "original", "origin_article": ""}
    >>> shared = {"article_id": ["a", "b"], "other_id": ["b", "a"], "words": [80, 80], "edits": [2, 2]}
    >>> independent_texts(pl.DataFrame(rows), pl.DataFrame(shared))["text_cluster"].to_list()
    ['b', 'c', 'b']
    """
    order = articles.select("article_id", "published").with_row_index("given")
    order = order.sort("published", "article_id", nulls_last=True).with_row_index("rank")
    rank = order.select("article_id", "rank")
    edges = (
        pl.concat([_reprints(articles), _mostly_shared(articles, passages)])
        .join(rank.rename({"rank": "one"}), on="article_id")
        .join(rank.rename({"article_id": "other_id", "rank": "other"}), on="other_id")
    )
    one, other = edges["one"].to_numpy(), edges["other"].to_numpy()
    graph = coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(order.height, order.height))
    _, component = connected_components(graph, directed=False)
    # Ranks ascend, so the first article of a component is the one with the smallest date and id.
    return (
        order.with_columns(component=pl.Series(component))
        .with_columns(text_cluster=pl.col("article_id").first().over("component", order_by="rank"))
        .sort("given")
        .select(list(INDEPENDENT))
    )


def _reprints(articles: pl.DataFrame) -> pl.DataFrame:
    """article_id, other_id: each reprint and the article that it comes from."""
    return articles.filter(
        pl.col("provenance").is_in(REPRINTS), pl.col("origin_article").is_not_null()
    ).select("article_id", other_id="origin_article")


def _mostly_shared(articles: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """article_id, other_id: pairs of articles of which each contains most of the other."""
    # A page without a recognised body is compared as a whole.
    size = pl.when(pl.col("body_words") > 0).then("body_words").otherwise("words")
    kept = (pl.col("words").cast(pl.Int64) - pl.col("edits").cast(pl.Int64)).sum()
    held = (
        passages.group_by("article_id", "other_id")
        .agg(shared=kept)
        .join(articles.select("article_id", size=size), on="article_id")
        .filter(pl.col("shared") >= REPRINT_SHARE * pl.col("size"))
        .select("article_id", "other_id")
    )
    return held.join(
        held, left_on=["article_id", "other_id"], right_on=["other_id", "article_id"], how="semi"
    )
