"""The order in which the spans behind a number are shown."""

import random
from datetime import date

import polars as pl

from dashboard.choices import Choice, choose
from dashboard.scores import articles
from scoring.schema.scores import Scores

RANDOM, STRONGEST, NEWEST = "random", "strongest", "newest"
ORDERS = {RANDOM: "Random", STRONGEST: "Strongest first", NEWEST: "Newest first"}
_SEED = 20
"""The same spans stand in the same order every time, so that a page can be cited."""


def ordered(
    scores: Scores, spans: pl.DataFrame, order: str, first: date | None = None, last: date | None = None
) -> pl.DataFrame:
    """The spans of the articles of these days. `spans`: article_id, start, ..., the strongest first."""
    if first or last:
        chosen = choose(articles(scores), Choice(first=first, last=last))["article_id"]
        spans = spans.filter(pl.col("article_id").is_in(chosen.implode()))
    if order == STRONGEST:
        return spans
    spans = spans.sort("article_id", "start", maintain_order=True)
    if order == NEWEST:
        dated = articles(scores).select("article_id", "published")
        return (
            spans.join(dated, on="article_id", how="left", maintain_order="left")
            .sort("published", descending=True, nulls_last=True, maintain_order=True)
            .drop("published")
        )
    places = list(range(spans.height))
    random.Random(_SEED).shuffle(places)  # noqa: S311 - a repeatable order, no secret
    return spans[places]
