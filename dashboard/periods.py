"""When outlets wrote: the years that some of them share, and whether they wrote at different times.

Pure functions over the table `articles`.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

import polars as pl

from dashboard.scores import articles
from scoring.schema.scores import Scores
from scoring.schema.thresholds import MINIMUM_INDEPENDENT_TEXTS

FAR = timedelta(days=365)  # medians this far apart: the calendar may be what differs
KEPT = 64


@lru_cache(maxsize=KEPT)
def period_of(scores: Scores) -> tuple[date, date] | None:
    """The days of the first and the last dated article; None if none is dated."""
    days = articles(scores)["published"].dt.date().drop_nulls()
    return (days.min(), days.max()) if len(days) else None  # type: ignore[return-value]  # polars types any value


def shared_years(table: pl.DataFrame, outlets: Sequence[str]) -> tuple[date, date] | None:
    """From the first to the last year in which each outlet has enough independent texts; None if there is no such year.

    `table`: outlet, published, text_cluster.
    """
    years = (
        table.filter(pl.col("outlet").is_in(list(outlets)))
        .drop_nulls("published")
        .group_by("outlet", year=pl.col("published").dt.year())
        .agg(texts=pl.col("text_cluster").n_unique())
        .filter(pl.col("texts") >= MINIMUM_INDEPENDENT_TEXTS)
        .group_by("year")
        .agg(outlets=pl.len())
        .filter(pl.col("outlets") == len(set(outlets)))["year"]
    )
    found = years.to_list()
    return (date(min(found), 1, 1), date(max(found), 12, 31)) if found else None


def middle_days(table: pl.DataFrame, outlets: Sequence[str]) -> dict[str, date]:
    """The median day of each outlet that has dated articles. `table`: outlet, published."""
    found = (
        table.filter(pl.col("outlet").is_in(list(outlets)))
        .drop_nulls("published")
        .group_by("outlet")
        .agg(pl.col("published").median().dt.date())
        .sort("outlet")
    )
    return dict(found.iter_rows())


def are_far_apart(days: Sequence[date]) -> bool:
    """Whether median days lie a year or more apart.

    >>> are_far_apart([date(2016, 1, 1), date(2016, 9, 1)]), are_far_apart([date(2014, 1, 1), date(2016, 9, 1)])
    (False, True)
    """
    return bool(days) and max(days) - min(days) >= FAR
