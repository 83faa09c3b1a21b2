"""From measurements of articles to scores of outlets: micro-averages with intervals.

An outlet's value is the sum of its numerators over the sum of its denominators. Texts that are reprints of
one another count once in the interval (`text_cluster`), so that wire copy does not buy precision.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from scoring.outlets.intervals import FloatArray, IntArray, student_interval, sum_cells

# Below this many independent texts nothing is said of an outlet: five articles prove nothing.
MINIMUM_INDEPENDENT_TEXTS = 6
READINGS = ("page", "body", "own")

SCORES = pl.Schema(
    {
        "outlet": pl.String,
        "metric": pl.String,
        "actor": pl.String,
        "voice": pl.String,
        "reading": pl.String,
        "value": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "articles": pl.Int64,
        "independent_texts": pl.Int64,
        "units": pl.Float64,
        "status": pl.String,
    }
)
CELL = ["outlet", "metric", "actor", "voice", "reading"]


@dataclass(frozen=True, slots=True)
class MetricRule:
    """What aggregation must know of a metric.

    `low` and `high` are the bounds that the value cannot leave (None: unbounded); below `minimum_units` of
    denominator the value is not shown; `readings` are those it is asked of; `per_actor` metrics have a row
    only for the actors that an outlet names.
    """

    low: float | None = 0.0
    high: float | None = None
    minimum_units: float = 0.0
    readings: tuple[str, ...] = READINGS
    per_actor: bool = False


def aggregate(
    measurements: pl.DataFrame, articles: pl.DataFrame, metrics: Mapping[str, MetricRule]
) -> pl.DataFrame:
    """Score every outlet on every metric: one row a cell, in the order of `CELL`.

    `measurements`: article_id, metric, reading, actor, voice, numerator, denominator. `articles`: article_id,
    outlet, text_cluster (the id of the independent text; null: the article's own). Articles of unknown
    outlet, and measurements whose denominator is not above 0, are left out. The result does not depend on
    the order of the rows. Raises KeyError for a measured metric without a rule.
    """
    measured = set(measurements["metric"].unique())
    if missing := sorted(measured - set(metrics)):
        raise KeyError(f"No rule is given for the measured metric(s) {', '.join(missing)}.")
    known = articles.filter(pl.col("outlet").is_not_null())
    texts = sum_texts(measurements, known)
    first = starts_of(texts, CELL)
    cells = _score(texts, first, metrics)
    return _add_unmeasured(cells, known, metrics).sort(CELL)


def sum_texts(measurements: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Sum the measurements of each independent text within each cell, sorted by `CELL` and text.

    Adds `articles`, the number of articles that the text stands for in this outlet.
    """
    joined = measurements.join(
        articles.select(
            "article_id", "outlet", pl.coalesce("text_cluster", "article_id").alias("text_cluster")
        ),
        on="article_id",
    ).filter(
        (pl.col("denominator") > 0) & pl.col("denominator").is_finite() & pl.col("numerator").is_finite()
    )
    keys = [*CELL, "text_cluster"]
    # Ordered codes instead of strings: sorting millions of rows by seven strings is the slow part.
    coded = joined.with_columns(
        pl.col(name).cast(pl.Enum(joined[name].unique().sort())) for name in [*keys, "article_id"]
    ).sort([*keys, "article_id", "numerator", "denominator"])
    first = starts_of(coded, keys)
    summed = coded[first].select(keys)
    return summed.with_columns(
        numerator=_segment_sums(coded["numerator"], first),
        denominator=_segment_sums(coded["denominator"], first),
        articles=_distinct_in_segments(coded, keys, first),
    )


def starts_of(frame: pl.DataFrame, keys: list[str]) -> IntArray:
    """Positions at which a new combination of `keys` begins in a frame sorted by them."""
    changed = pl.any_horizontal(pl.col(key) != pl.col(key).shift() for key in keys).fill_null(True)
    return frame.select(changed.arg_true()).to_series().to_numpy().astype(np.int64)


def _segment_sums(column: pl.Series, first: IntArray) -> FloatArray:
    if not len(first):
        return np.empty(0)
    # numpy's segment sums run in row order on one thread: the same bytes on any machine load.
    return np.add.reduceat(column.to_numpy(), first)


def _distinct_in_segments(frame: pl.DataFrame, keys: list[str], first: IntArray) -> IntArray:
    """How many articles each segment has: rows where the article changes, counted up to the next segment."""
    new = np.zeros(frame.height, dtype=np.int64)
    new[starts_of(frame, [*keys, "article_id"])] = 1
    return np.add.reduceat(new, first) if len(first) else np.empty(0, dtype=np.int64)


def _score(texts: pl.DataFrame, first: IntArray, metrics: Mapping[str, MetricRule]) -> pl.DataFrame:
    if not len(first):
        return pl.DataFrame(schema=SCORES)
    sums = sum_cells(texts["numerator"].to_numpy(), texts["denominator"].to_numpy(), first)
    low, high = student_interval(sums)
    rules = pl.DataFrame(
        {
            "metric": list(metrics),
            "least": [rule.low for rule in metrics.values()],
            "most": [rule.high for rule in metrics.values()],
            "minimum_units": [rule.minimum_units for rule in metrics.values()],
        },
        schema={"metric": pl.String, "least": pl.Float64, "most": pl.Float64, "minimum_units": pl.Float64},
    )
    enough = (pl.col("independent_texts") >= MINIMUM_INDEPENDENT_TEXTS) & (
        pl.col("units") >= pl.col("minimum_units")
    )
    return (
        texts[first]
        .select(pl.col(CELL).cast(pl.String))
        .with_columns(
            value=sums.value,
            low=low,
            high=high,
            articles=np.add.reduceat(texts["articles"].to_numpy(), first),
            independent_texts=sums.texts,
            units=sums.denominator,
        )
        .join(rules, on="metric", how="left", maintain_order="left")
        .with_columns(
            pl.when(enough).then(pl.col("value", "low", "high").clip("least", "most")),
            status=pl.when(enough).then(pl.lit("ok")).otherwise(pl.lit("insufficient")),
        )
        .select(SCORES.names())
        .cast(SCORES)
    )


def _add_unmeasured(
    cells: pl.DataFrame, articles: pl.DataFrame, metrics: Mapping[str, MetricRule]
) -> pl.DataFrame:
    """Add a row `not_applicable` for each outlet, metric and reading that has no cell."""
    asked = pl.DataFrame(
        [
            (name, reading)
            for name, rule in metrics.items()
            if not rule.per_actor
            for reading in rule.readings
        ],
        schema={"metric": pl.String, "reading": pl.String},
        orient="row",
    )
    unmeasured = (
        articles.select(pl.col("outlet").unique())
        .join(asked, how="cross")
        .join(cells, on=["outlet", "metric", "reading"], how="anti")
        .with_columns(
            pl.lit("").alias("actor"),
            pl.lit("").alias("voice"),
            pl.lit(None, pl.Float64).alias("value"),
            pl.lit(None, pl.Float64).alias("low"),
            pl.lit(None, pl.Float64).alias("high"),
            pl.lit(0, pl.Int64).alias("articles"),
            pl.lit(0, pl.Int64).alias("independent_texts"),
            pl.lit(0.0).alias("units"),
            pl.lit("not_applicable").alias("status"),
        )
    )
    return pl.concat([cells, unmeasured.select(SCORES.names())])
