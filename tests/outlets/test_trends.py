from datetime import datetime

import polars as pl
import pytest

from scoring.outlets.aggregate import MetricRule
from scoring.outlets.trends import score_months

RULES = {"share": MetricRule(0.0, 1.0)}


def _months(counts: dict[int, int]) -> tuple[pl.DataFrame, pl.DataFrame]:
    dates = [datetime(2031, month, 1 + n) for month, count in counts.items() for n in range(count)]
    articles = (
        pl.DataFrame({"published": dates})
        .with_row_index("row")
        .select(
            pl.format("a{}", "row").alias("article_id"),
            "published",
            outlet=pl.lit("Gazette"),
            text_cluster=pl.lit(None, pl.String),
        )
    )
    measurements = articles.select("article_id").with_columns(
        metric=pl.lit("share"),
        reading=pl.lit("body"),
        actor=pl.lit(""),
        voice=pl.lit(""),
        numerator=articles["published"].dt.month().cast(pl.Float64),
        denominator=pl.lit(10.0),
    )
    return measurements, articles


def test_months_are_scored_apart():
    """Three full months and a thin one: four rows, the thin one without a number."""
    found = score_months(*_months({1: 6, 2: 7, 3: 2, 4: 6}), RULES)
    assert found["month"].to_list() == ["2031-01", "2031-02", "2031-03", "2031-04"]
    assert found["value"].to_list() == pytest.approx([0.1, 0.2, None, 0.4])
    assert found["status"].to_list() == ["ok", "ok", "insufficient", "ok"]


def test_two_months_are_no_trend():
    """An outlet with enough texts in only two months is left out."""
    assert score_months(*_months({1: 6, 2: 7, 3: 2}), RULES).is_empty()


def test_undated_articles_have_no_month():
    """They count in the score, not in the trend."""
    measurements, articles = _months({1: 6, 2: 6, 3: 6})
    undated = articles.with_columns(published=pl.lit(None, pl.Datetime("us")))
    assert score_months(measurements, undated, RULES).is_empty()
