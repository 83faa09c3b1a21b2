"""Values of outlets over some of their articles, for filters and for shared stories.

The exported scores are micro-averages over all articles of an outlet, and their counts of units are not in the
folder article by article. So over a choice of articles the dashboard shows plain means of the articles'
values, each independent text counting once (macro-averages), and says so.
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

from dashboard.chance import mean_interval
from dashboard.wording import MINIMUM_INDEPENDENT_TEXTS
from scoring.catalogue.contract import Metric

EXPLAINED = (
    "With this choice the values are means over the chosen articles, each independent text counting once; "
    "they can differ a little from the exported scores, which weigh long articles more."
)


def choose(
    articles: pl.DataFrame,
    *,
    first: date | None = None,
    last: date | None = None,
    language: str = "",
    story: str = "",
) -> pl.DataFrame:
    """The articles of known outlets within the bounds; with a date given, undated articles are left out."""
    chosen = articles.filter(pl.col("outlet").is_not_null())
    if first is not None:
        chosen = chosen.filter(pl.col("published").dt.date() >= first)
    if last is not None:
        chosen = chosen.filter(pl.col("published").dt.date() <= last)
    if language:
        chosen = chosen.filter(pl.col("language") == language)
    if story:
        chosen = chosen.filter(pl.col("story_id") == story)
    return chosen


def text_means(articles: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    """outlet, story_id, text_cluster, articles, value: each independent text of an outlet once."""
    return (
        articles.filter(pl.col(metric.name).is_not_null())
        .group_by("outlet", "text_cluster", maintain_order=True)
        .agg(
            pl.col(metric.name).mean().alias("value"), pl.len().alias("articles"), pl.col("story_id").first()
        )
    )


def mean_scores(articles: pl.DataFrame, metrics: Sequence[Metric]) -> pl.DataFrame:
    """Rows as in `scores` (outlet, metric, value, low, high, articles, independent_texts, units, status)."""
    rows = []
    outlets = articles["outlet"].unique().sort().to_list()
    for metric in metrics:
        means = text_means(articles, metric).sort("outlet", "text_cluster")
        parts = {str(k[0]): part for k, part in means.partition_by("outlet", as_dict=True).items()}
        for outlet in outlets:
            part = parts.get(outlet)
            values = [] if part is None else part["value"].to_list()
            count = 0 if part is None else int(part["articles"].sum())
            row: dict[str, object] = {"value": None, "low": None, "high": None, "status": "not_applicable"}
            if len(values) >= MINIMUM_INDEPENDENT_TEXTS:
                value, low, high = mean_interval(values)
                low = low if metric.low is None else max(low, metric.low)
                high = high if metric.high is None else min(high, metric.high)
                row = {"value": value, "low": low, "high": high, "status": "ok"}
            elif values:
                row["status"] = "insufficient"
            rows.append(
                {
                    "outlet": outlet,
                    "metric": metric.name,
                    **row,
                    "articles": count,
                    "independent_texts": len(values),
                }
            )
    return pl.DataFrame(
        rows,
        schema={
            "outlet": pl.String, "metric": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64,
            "status": pl.String, "articles": pl.Int64, "independent_texts": pl.Int64,
        },
    ).with_columns(units=pl.lit(None, pl.Float64))  # fmt: skip


def shared_stories(articles: pl.DataFrame, outlets: Sequence[str]) -> list[str]:
    """The stories that every one of these outlets covered."""
    covered = (
        articles.filter(pl.col("outlet").is_in(outlets))
        .group_by("story_id")
        .agg(pl.col("outlet").n_unique().alias("n"))
        .filter(pl.col("n") == len(set(outlets)))
    )
    return covered["story_id"].sort().to_list()


def story_differences(articles: pl.DataFrame, metric: Metric, one: str, other: str) -> list[float]:
    """On each story that both measured: the mean of one outlet less that of the other, in order of story."""
    means = text_means(articles, metric).group_by("outlet", "story_id").agg(pl.col("value").mean())
    left, right = (means.filter(pl.col("outlet") == name) for name in (one, other))
    joined = left.join(right, on="story_id", suffix="_other").sort("story_id")
    differences: list[float] = (joined["value"] - joined["value_other"]).to_list()
    return differences
