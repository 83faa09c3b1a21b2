"""The five questions of an outlet's label: which metrics answer them, and where an outlet stands among the others.

Pure functions over rows of `scores`. The middle half of the outlets is a description of this folder: it says neither
what is good nor what is usual elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.wording import as_markdown, counted, interval, number_and_interval
from scoring.schema.kinds import Status
from scoring.schema.metrics import Declaration, Declarations

LEAST_OUTLETS = 5  # with fewer, a middle half would be one or two outlets
ABOVE, AMONG, BELOW, UNSAID = "above", "among", "below", "cannot be said"
AMONG_OR_ABOVE, AMONG_OR_BELOW = "among or above", "among or below"
EXPLAINED = (
    "The middle half is that of the outlets in this folder with enough data, this one among them. An outlet stands "
    "above or below it if its whole 95% interval does, and among it if its whole interval lies inside. Where the "
    "interval crosses one edge, both are possible; where it crosses both, it cannot be said. Above is not better, "
    "below not worse."
)


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks of an outlet, and the metrics that answer it."""

    words: str
    metrics: tuple[str, ...]


QUESTIONS = (
    Question("Is it its own work?", ("reprint_originality", "uncredited_reprint_share")),
    Question("Whom does it quote, and by name?", ("sourcing_density", "named_source_share")),
    Question("How much judgement?", ("editorializing", "opinion_share")),
    Question("How much of the page is article?", ("boilerplate_ratio",)),
    Question("What can be checked?", ("specificity", "transparency")),
)


def questions_of(metrics: Declarations) -> list[tuple[Question, list[Declaration]]]:
    """The questions with those of their metrics that the folder measured; a question without any is left out."""
    asked = [(q, [metrics[name] for name in q.metrics if name in metrics]) for q in QUESTIONS]
    return [(question, answers) for question, answers in asked if answers]


def at_main_reading(rows: pl.DataFrame, metrics: Sequence[Declaration]) -> pl.DataFrame:
    """The rows of these metrics, each in the reading that is shown first. `rows`: rows of `scores`."""
    main = {m.name: m.main_reading.value for m in metrics}
    return rows.filter(
        pl.col("metric").is_in(list(main)),
        pl.col("reading") == pl.col("metric").replace_strict(main, default=None),
    )


def measured(rows: pl.DataFrame, metric: str) -> pl.DataFrame:
    """The outlets with enough data on a metric. `rows`: from `at_main_reading`."""
    return rows.filter(pl.col("metric") == metric, pl.col("status") == Status.OK).drop_nulls("value")


@dataclass(frozen=True, slots=True)
class Middle:
    """The middle half of the outlets on a metric: its edges, and how many outlets it is of."""

    low: float
    high: float
    outlets: int


def middle_half(values: pl.Series) -> Middle | None:
    """The middle half of some values; None if they are too few."""
    low, high = values.quantile(0.25, "linear"), values.quantile(0.75, "linear")
    if values.len() < LEAST_OUTLETS or low is None or high is None:
        return None
    return Middle(low, high, values.len())


def place(row: Mapping[str, Any], middle: Middle) -> str:
    """Where an interval lies from the middle half. `row`: low, high.

    >>> middle = Middle(0.2, 0.4, 9)
    >>> [place({"low": a, "high": b}, middle) for a, b in ((0.5, 0.6), (0.25, 0.4), (0.0, 0.1), (0.1, 0.3))]
    ['above', 'among', 'below', 'among or below']
    """
    if row["low"] > middle.high:
        return ABOVE
    if row["high"] < middle.low:
        return BELOW
    over, under = row["high"] > middle.high, row["low"] < middle.low
    if over and under:
        return UNSAID
    return AMONG_OR_ABOVE if over else AMONG_OR_BELOW if under else AMONG


def place_told(metric: Declaration, row: Mapping[str, Any], middle: Middle | None) -> tuple[str, str]:
    """The verdict on a value in words, and the rest of its sentence: what it rests on. `row`: low, high."""
    if middle is None:
        return "No verdict", f": fewer than {LEAST_OUTLETS} outlets have enough data."
    edges = interval(metric, middle.low, middle.high)
    alike = "all at " if middle.low == middle.high else ""
    half = f"the middle half of the {middle.outlets} outlets here ({alike}{edges})"
    where = place(row, middle)
    return (
        where.capitalize(),
        f": the interval reaches beyond both edges of {half}." if where == UNSAID else f" {half}.",
    )


def apart(
    rows: pl.DataFrame, outlet: str, metrics: Sequence[Declaration]
) -> tuple[list[str], list[str], int]:
    """Where an outlet stands wholly above and wholly below the middle half, in words, and how many were judged.

    `rows`: from `at_main_reading`. Each of the words is a metric with the outlet's value and interval. A gap smaller
    than what matters on the metric is not counted, however surely it is known.
    """
    over: list[str] = []
    under: list[str] = []
    judged = 0
    for metric in metrics:
        known = measured(rows, metric.name)
        middle = middle_half(known["value"])
        row = next(known.filter(outlet=outlet).iter_rows(named=True), None)
        if middle is None or row is None:
            continue
        judged += 1
        told = f"{metric.label} {number_and_interval(metric, row['value'], row['low'], row['high'])}"
        gap = max(row["low"] - middle.high, middle.low - row["high"])
        if gap > 0 and gap >= metric.matters_from:
            (over if row["low"] > middle.high else under).append(told)
    return over, under, judged


def in_short(rows: pl.DataFrame, outlet: str, metrics: Sequence[Declaration]) -> str:
    """The page's answer in Markdown: in what the outlet stands clearly apart; empty where nothing can be said."""
    over, under, judged = apart(rows, outlet, metrics)
    if not judged:
        return ""
    half = "The middle half is half of the outlets, with a quarter on each side."
    if not over and not under:
        return (
            f"**In none of {counted(judged, 'answer')} is it clearly apart** from the middle half of the outlets here, "
            f"by enough to matter. {half}"
        )
    parts = [
        f"{where} in {as_markdown(', '.join(told))}"
        for where, told in (("above", over), ("below", under))
        if told
    ]
    return (
        "**Clearly apart from the middle half of the outlets here, by enough to matter, in "
        f"{len(over) + len(under)} of {counted(judged, 'answer')}**: {'; '.join(parts)}. {half}"
    )
