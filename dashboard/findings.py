"""Sentences about a folder, made from its data: how much there is, what differs most, what stands out most clearly.

Pure functions over rows of `scores` at their main readings. They describe; the tests of differences are those of the
page Compare.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from dashboard.questions import Middle, measured, middle_half
from dashboard.wording import counted, interval, value_words
from scoring.schema.metrics import Declaration
from scoring.schema.thresholds import MINIMUM_INDEPENDENT_TEXTS

# An interval that lies nearer to the middle half than this, in its own widths, stands out by chance somewhere in a
# large folder: so much more than half an interval is about five standard errors.
CLEAR = 0.75


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence in plain words, and the outlet and metric that it is about, if it is about one."""

    words: str
    outlet: str = ""
    metric: str = ""


def enough_text() -> pl.Expr:
    """Whether an outlet has enough text to be given numbers, from its `independent_texts`."""
    return pl.col("independent_texts") >= MINIMUM_INDEPENDENT_TEXTS


def how_much(table: pl.DataFrame) -> Finding:
    """How many outlets have enough text. `table`: outlet, independent_texts."""
    count = table.filter(enough_text()).height
    have = "has" if count == 1 else "have"
    return Finding(
        f"{count:,} of {counted(table.height, 'outlet')} {have} enough text to be measured: "
        f"{MINIMUM_INDEPENDENT_TEXTS} independent texts or more."
    )


def _within(label: str) -> str:
    """A label within a sentence: "Reading ease (Flesch)" keeps its name."""
    return label[:1].lower() + label[1:]


def _halves(
    rows: pl.DataFrame, metrics: Sequence[Declaration]
) -> list[tuple[Declaration, Middle, pl.DataFrame]]:
    """The metrics on which the outlets have a middle half that is not a single value."""
    found = []
    for metric in metrics:
        known = measured(rows, metric.name).drop_nulls(["low", "high"])
        middle = middle_half(known["value"])
        if middle is not None and middle.high > middle.low:
            found.append((metric, middle, known))
    return found


def most_spread(rows: pl.DataFrame, metrics: Sequence[Declaration]) -> Finding | None:
    """The metric on which outlets differ most, for how surely each is known; None where too few have data.

    Units differ, so the width of the middle half is counted in typical (median) widths of an outlet's interval.
    """
    spreads = []
    for metric, middle, known in _halves(rows, metrics):
        typical = (known["high"] - known["low"]).median()
        if isinstance(typical, float) and typical > 0:
            spreads.append(((middle.high - middle.low) / typical, metric, middle))
    if not spreads:
        return None
    times, metric, middle = max(spreads, key=lambda found: (found[0], found[1].name))
    half = (
        f"half of {counted(middle.outlets, 'outlet')} lie at {interval(metric, middle.low, middle.high)} "
        f"({metric.unit}), a quarter below and a quarter above"
    )
    if times < 1:
        return Finding(
            f"They hardly differ for how surely each is known: even in {_within(metric.label)} {half}, which is less "
            "than the typical interval of one outlet.",
            metric=metric.name,
        )
    return Finding(
        f"They differ most in {_within(metric.label)}: {half}: {times:.1f} times the typical interval of one "
        "outlet.",
        metric=metric.name,
    )


def clearest(rows: pl.DataFrame, metrics: Sequence[Declaration]) -> Finding | None:
    """The outlet and metric that stand farthest outside the middle half; None where too few have data.

    Farthest both for how surely the value is known and for how much outlets differ: the smaller of the gap in widths
    of the outlet's own interval and the gap in widths of the middle half. A gap smaller than what matters on the
    metric is no finding, however surely it is known.
    """
    halves = _halves(rows, metrics)
    if not halves:
        return None
    gaps = []
    for metric, middle, known in halves:
        gap = pl.max_horizontal(pl.col("low") - middle.high, middle.low - pl.col("high"))
        width = pl.col("high") - pl.col("low")
        clear = known.filter(gap > CLEAR * width, gap >= metric.matters_from).with_columns(
            gap=pl.min_horizontal(gap / width, gap / (middle.high - middle.low))
        )
        gaps += [(row["gap"], metric, middle, row) for row in clear.iter_rows(named=True)]
    if not gaps:
        return Finding(
            "No outlet stands clearly outside the middle half of the others on any of these metrics."
        )
    _, metric, middle, row = max(gaps, key=lambda found: (found[0], found[1].name, found[3]["outlet"]))
    side = "above" if row["low"] > middle.high else "below"
    return Finding(
        f"The clearest single finding: {row['outlet']}, {_within(metric.label)} {value_words(metric, row)} in "
        f"{counted(row['independent_texts'], 'independent text')}, {side} the middle half of "
        f"{counted(middle.outlets, 'outlet')} ({interval(metric, middle.low, middle.high)}).",
        outlet=row["outlet"],
        metric=metric.name,
    )
