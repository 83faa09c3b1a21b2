"""Outlets over time: a period is scored as an outlet is; years that outlets share."""

from datetime import date, datetime

import polars as pl

from scoring.outlets.aggregate import score_cells, sum_texts
from scoring.outlets.periods import QUARTER, YEAR, median_dates, score_periods, shared_years

from .rules import rule

RULES = {"m": rule(0.0, None)}


def corpus(days: dict[str, list[datetime | None]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Articles of these outlets on these days, each with as many counts as its place: measurements and articles."""
    rows = [(outlet, day) for outlet, listed in days.items() for day in listed]
    articles = pl.DataFrame(
        {
            "article_id": [f"a{number:03d}" for number in range(len(rows))],
            "outlet": [outlet for outlet, _ in rows],
            "published": pl.Series([day for _, day in rows], dtype=pl.Datetime("us")),
            "text_cluster": pl.Series([None] * len(rows), dtype=pl.String),
        }
    )
    measurements = articles.select(
        "article_id",
        *(pl.lit(text).alias(name) for name, text in (("metric", "m"), ("reading", "body"))),
        *(pl.lit("").alias(name) for name in ("actor", "voice")),
        numerator=pl.int_range(pl.len()).cast(pl.Float64),
        denominator=pl.lit(2.0),
    )
    return measurements, articles


def days(year: int, count: int, month: int = 1) -> list[datetime | None]:
    """So many days of a year."""
    return [datetime(year, month, number + 1) for number in range(count)]


def test_a_period_is_scored_as_an_outlet_of_its_articles_alone() -> None:
    """Value, interval, counts and status are those of a corpus of that quarter; undated articles are in none."""
    measurements, articles = corpus({"A": [*days(2020, 7, 2), *days(2020, 8, 5), *days(2021, 3), None]})
    found = score_periods(measurements, articles, RULES, QUARTER)
    assert found["period"].to_list() == [date(2020, 1, 1), date(2020, 4, 1), date(2021, 1, 1)]
    assert found["status"].to_list() == ["ok", "ok", "insufficient"]
    alone = articles.filter(pl.col("published") < datetime(2020, 4, 1))
    whole = score_cells(sum_texts(measurements, alone), RULES)
    for column in ("value", "low", "high", "independent_texts", "units"):
        assert found[column][0] == whole[column][0]
    by_year = score_periods(measurements, articles, RULES, YEAR)
    assert by_year["articles"].to_list() == [15, 3]


def test_median_dates_are_of_dated_articles() -> None:
    """Half of the dated articles are from before; an outlet without dates has no median."""
    _, articles = corpus({"A": [*days(2014, 3), None], "B": [None], "C": days(2019, 1)})
    assert median_dates(articles, ["A", "B"]) == {"A": date(2014, 1, 2)}


def test_the_years_they_share_have_enough_of_each() -> None:
    """The longest run of years with six texts of every outlet; the later of two; None where there is none."""
    a = [*days(2012, 6), *days(2014, 6), *days(2015, 9), *days(2018, 6), *days(2019, 6)]
    b = [*days(2012, 6), *days(2014, 8), *days(2015, 6), *days(2016, 6), *days(2018, 6), *days(2019, 6)]
    _, articles = corpus({"A": a, "B": b, "C": days(2013, 9)})
    assert shared_years(articles, ["A", "B"]) == (2018, 2019)
    assert shared_years(articles.filter(pl.col("published") < datetime(2018, 1, 1)), ["A", "B"]) == (
        2014,
        2015,
    )
    assert shared_years(articles, ["A", "C"]) is None
    assert shared_years(articles.filter(pl.col("published").dt.day() < 6), ["A", "B"]) is None
