"""Outlets over time: values by quarter or year, when an outlet published, and the years that several share."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from scoring.outlets.aggregate import CELL, score_cells, sum_texts
from scoring.schema.metrics import Declarations
from scoring.schema.thresholds import MINIMUM_INDEPENDENT_TEXTS

YEAR, QUARTER = "year", "quarter"
_LENGTHS = {YEAR: "1y", QUARTER: "1q"}
PERIOD = "period"


def score_periods(
    measurements: pl.DataFrame, articles: pl.DataFrame, metrics: Declarations, every: str
) -> pl.DataFrame:
    """Each outlet's value in each `year` or `quarter`: columns of `score_cells` and `period`, its first day.

    `measurements`, `articles`: as for `aggregate`, with `published`; undated articles are left out. A period in which
    an outlet has too little is `insufficient`, by the same rule as a whole outlet.
    """
    starts = period_start(every).cast(pl.String)
    dated = articles.drop_nulls(["outlet", "published"]).with_columns(starts.alias(PERIOD))
    keys = (*CELL, PERIOD)
    return score_cells(sum_texts(measurements, dated, keys), metrics, keys).with_columns(
        pl.col(PERIOD).str.to_date("%Y-%m-%d")
    )


def period_start(every: str) -> pl.Expr:
    """The first day of the `year` or `quarter` of `published`."""
    return pl.col("published").dt.truncate(_LENGTHS[every]).dt.date()


def median_dates(articles: pl.DataFrame, outlets: Sequence[str]) -> dict[str, date]:
    """The day by which half of an outlet's dated articles were published, by outlet; without those that have none."""
    dated = articles.filter(pl.col("outlet").is_in(list(outlets))).drop_nulls("published")
    found = dated.group_by("outlet").agg(pl.col("published").median().dt.date()).sort("outlet")
    return dict(found.iter_rows())


def shared_years(articles: pl.DataFrame, outlets: Sequence[str]) -> tuple[int, int] | None:
    """The first and last of the longest run of years in each of which each outlet has enough independent texts.

    Of two runs of one length the later; None where there is none. `articles`: outlet, published, text_cluster.
    """
    asked = list(dict.fromkeys(outlets))
    enough = (
        articles.filter(pl.col("outlet").is_in(asked))
        .drop_nulls("published")
        .group_by("outlet", year=pl.col("published").dt.year())
        .agg(texts=pl.coalesce("text_cluster", "article_id").n_unique())
        .filter(pl.col("texts") >= MINIMUM_INDEPENDENT_TEXTS)
        .group_by("year")
        .len("outlets")
        .filter(pl.col("outlets") == len(asked))
    )
    runs: list[tuple[int, int]] = []
    for year in enough["year"].sort():
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return max(runs, key=lambda run: (run[1] - run[0], run[1]), default=None)
