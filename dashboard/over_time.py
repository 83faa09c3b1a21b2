"""One metric by quarter or year: which periods there are, which have enough data, and what is missing in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboard.wording import texts_words
from scoring.outlets.periods import PERIOD, QUARTER, YEAR, period_start
from scoring.schema.kinds import Status
from scoring.schema.metrics import Declaration
from scoring.schema.thresholds import MINIMUM_INDEPENDENT_TEXTS

EVERY = {YEAR: "By year", QUARTER: "By quarter"}
MONTHS = {YEAR: 12, QUARTER: 3}
LONG = 30  # months from which on years are shown first
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Course:
    """How outlets went: rows for the chart, the names of all periods in order, and by outlet those without a value."""

    rows: pl.DataFrame
    periods: list[str]
    missing: dict[str, list[str]]


def period_name(day: date, every: str) -> str:
    """A period by its first day.

    >>> period_name(date(2016, 4, 1), "quarter"), period_name(date(2016, 1, 1), "year")
    ('2016 Q2', '2016')
    """
    return str(day.year) if every == YEAR else f"{day.year} Q{(day.month - 1) // MONTHS[QUARTER] + 1}"


def first_shown(articles: pl.DataFrame) -> str:
    """Whether years or quarters are shown before somebody chooses: quarters where they are few and hold enough."""
    dated = articles.drop_nulls("published")
    first, last = dated["published"].min(), dated["published"].max()
    if not isinstance(first, date) or not isinstance(last, date) or _month(last) - _month(first) >= LONG:
        return YEAR
    counts = dated.group_by("outlet", period_start(QUARTER)).len()["len"]
    typical = counts.median()
    return QUARTER if isinstance(typical, float) and typical >= MINIMUM_INDEPENDENT_TEXTS else YEAR


def course(cells: pl.DataFrame, chosen: Sequence[str], every: str) -> Course:
    """The chosen outlets on one metric. `cells`: from `score_periods`, of one metric in one reading."""
    mine = cells.filter(pl.col("outlet").is_in(list(chosen)))
    if mine.is_empty():
        return Course(pl.DataFrame(schema={"outlet": pl.String, "name": pl.String}), [], {})
    step = MONTHS[every]
    numbers = [_month(day) // step for day in mine[PERIOD]]
    everything = range(min(numbers), max(numbers) + 1)
    names = {number: period_name(_day(number * step), every) for number in everything}
    placed = mine.with_columns(number=pl.Series(numbers, dtype=pl.Int64))
    rows = (
        placed.filter(status=Status.OK)
        .sort("outlet", "number")
        .with_columns(run=pl.col("number") - pl.int_range(pl.len()).over("outlet"))
    )
    samples = [texts_words(row) for row in rows.iter_rows(named=True)]
    rows = rows.with_columns(
        name=pl.col("number").replace_strict(names, return_dtype=pl.String),
        sample=pl.Series(samples, dtype=pl.String),
    ).select("outlet", "name", "run", "value", "low", "high", "sample")
    known = {outlet: set(rows.filter(outlet=outlet)["name"]) for outlet in chosen}
    missing = {outlet: [name for name in names.values() if name not in known[outlet]] for outlet in chosen}
    return Course(rows, list(names.values()), {outlet: gaps for outlet, gaps in missing.items() if gaps})


def course_rows(cells: pl.DataFrame, chosen: Sequence[str], metric: Declaration, every: str) -> pl.DataFrame:
    """The same as rows to be taken along, one for each outlet and period, those without enough data as well.

    `cells`: from `score_periods`, of one metric in one reading. Columns: outlet, metric, reading, unit, period (its
    name), since (its first day), value, low, high, articles, independent_texts, units, status.
    """
    mine = cells.filter(pl.col("outlet").is_in(list(chosen))).sort("outlet", PERIOD)
    names = [period_name(day, every) for day in mine[PERIOD]]
    return mine.select(
        "outlet",
        "metric",
        "reading",
        pl.lit(metric.unit).alias("unit"),
        pl.Series("period", names, dtype=pl.String),
        pl.col(PERIOD).alias("since"),
        *("value", "low", "high", "articles", "independent_texts", "units", "status"),
    )


def missing_words(missing: dict[str, list[str]]) -> str:
    """Which periods have not enough data, in a sentence.

    >>> missing_words({"A": ["2012", "2013"], "B": ["2016"]})
    'Not enough data: A in 2012, 2013; B in 2016.'
    """
    told = [
        f"{outlet} in {', '.join(names[:MOST_NAMED])}"
        + (f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else "")
        for outlet, names in missing.items()
    ]
    return f"Not enough data: {'; '.join(told)}." if told else ""


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
