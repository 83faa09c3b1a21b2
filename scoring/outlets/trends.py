"""How an outlet's scores move from month to month."""

from collections.abc import Mapping

import polars as pl

from scoring.outlets.aggregate import CELL, SCORES, MetricRule, score_cells, sum_texts

# Fewer months than this make no trend.
MINIMUM_MONTHS = 3
MONTH = "%Y-%m"


def score_months(
    measurements: pl.DataFrame, articles: pl.DataFrame, metrics: Mapping[str, MetricRule]
) -> pl.DataFrame:
    """Scores by calendar month: the columns `SCORES` and `month` (as 2021-08), sorted by cell and month.

    `articles`: article_id, outlet, text_cluster, published; undated articles are left out. Only cells with at
    least `MINIMUM_MONTHS` months of status `ok` are kept; their other months stay, as `insufficient`.
    """
    dated = articles.with_columns(month=pl.col("published").dt.strftime(MONTH))
    keys = (*CELL, "month")
    months = score_cells(sum_texts(measurements, dated, keys), metrics, keys)
    enough = (pl.col("status") == "ok").sum().over(CELL) >= MINIMUM_MONTHS
    return months.filter(enough).select(*SCORES.names(), "month")
