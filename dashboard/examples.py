"""An example of what a number is made of, for each of several outlets, from the chosen articles alone."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import polars as pl

from dashboard.choices import KEPT_CHOICES, Choice, choose, values_of
from dashboard.scores import articles
from scoring.schema.scores import Scores


@lru_cache(maxsize=KEPT_CHOICES)
def examples_of(
    scores: Scores, choice: Choice, outlets: tuple[str, ...], metric: str
) -> dict[str, dict[str, Any]]:
    """By outlet a span of the evidence behind a metric: article_id, start, end, label.

    As in `scores.typical_evidence`: the first of the article whose own value lies nearest to the outlet's, so neither
    the strongest nor the weakest.
    """
    if not scores.has("evidence"):
        return {}
    chosen = choose(articles(scores), replace(choice, outlets=outlets))
    main = scores.metrics[metric].main_reading.value
    values = values_of(scores, choice, ((metric, main),)).select("outlet", of_outlet="value")
    apart = chosen.join(values, on="outlet").select(
        "outlet", "article_id", apart=(pl.col(metric) - pl.col("of_outlet")).abs()
    )
    spans = (
        scores.scan("evidence")
        .filter(
            pl.col("metric") == metric,
            pl.col("article_id").is_in(chosen["article_id"].implode()),
            pl.col("contribution") != 0,
        )
        .select("article_id", "start", "end", "label")
        .collect()
    )
    nearest = (
        spans.join(apart, on="article_id")
        .sort("outlet", "apart", "article_id", "start", nulls_last=True)
        .unique("outlet", keep="first", maintain_order=True)
    )
    return {row["outlet"]: row for row in nearest.iter_rows(named=True)}
