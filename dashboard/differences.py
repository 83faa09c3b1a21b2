"""Differences between outlets in words: how large, how sure, and what is clear, trivial or not settled."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.lines import Line
from dashboard.wording import (
    bare_difference,
    counted,
    difference,
    difference_interval,
    texts_words,
    two_numbers,
    value_words,
)
from scoring.outlets.verdicts import Verdict
from scoring.schema.metrics import Declaration, Declarations
from scoring.schema.thresholds import LEVEL, MINIMUM_INDEPENDENT_TEXTS

SMALLEST_P = 0.001  # smaller ones are all printed alike
MOST_NAMED = 3  # metrics that a sentence names
METHOD = (
    "**Clear**: the interval of the difference leaves 0 outside, and the difference is at least the smallest that "
    "matters for the metric. **Clear but trivial**: the whole interval is nearer to 0 than that: whatever difference "
    "there is does not matter. **Not settled**: anything else. The interval combines those of the two outlets (the "
    "MOVER method) and is made for all metrics of the folder at once, so that among all of them the chance of any "
    "wrong interval for two outlets is at most 5%. So a verdict is the same whoever else is compared, and whichever "
    "metrics are shown."
)


def is_beyond_chance(corrected: float | None) -> bool:
    """Whether a corrected p-value is below the level."""
    return corrected is not None and corrected < LEVEL


def p_words(p: float) -> str:
    """A probability in print.

    >>> p_words(0.0301), p_words(0.00004)
    ('p = 0.030', 'p < 0.001')
    """
    return "p < 0.001" if p < SMALLEST_P else f"p = {p:.3f}"


def verdict(corrected: float | None, among: str = "corrected") -> str:
    """Whether a difference is larger than chance, with the corrected p.

    >>> verdict(0.0301, "corrected for 12 comparisons")
    'larger than chance (p = 0.030, corrected for 12 comparisons)'
    >>> verdict(0.2, "")
    'not larger than chance (p = 0.200)'
    >>> verdict(0.0498, "")
    'larger than chance (p < 0.050)'
    """
    if corrected is None:
        return "chance not known"
    beyond = is_beyond_chance(corrected)
    told = "larger than chance" if beyond else "not larger than chance"
    size = p_words(corrected)
    if beyond and size == f"p = {LEVEL:.3f}":
        size = f"p < {LEVEL:.3f}"  # rounded, it would contradict the verdict
    return f"{told} ({size}{f', {among}' if among else ''})"


def summary(
    lines: Sequence[Line], pairs: pl.DataFrame, reference: str, others: Sequence[str], where: str = ""
) -> list[str]:
    """What the matrix says, in two to four sentences of plain text.

    `pairs`: the `others` minus the `reference` on the metrics of `lines`, as `judge_pairs` gives them; `where`: added
    to the first sentence, such as "on the stories they share".
    """
    known = {line.metric.name: line.metric for line in lines}
    asked = pairs.filter(pl.col("metric").is_in(list(known)), pl.col("outlet").is_in(list(others)))
    found = asked.drop_nulls("verdict")
    compared = len(lines) * len(others)
    if found.is_empty():
        return [f"There is not enough data to compare them on any of {counted(len(lines), 'metric')}{where}."]
    clear, trivial = (found.filter(verdict=word.value) for word in (Verdict.CLEAR, Verdict.TRIVIAL))
    told = [_first(len(lines), clear, reference, others, where)]
    if clear.height:
        largest = ordered(clear, known).head(MOST_NAMED).iter_rows(named=True)
        named = "; ".join(_one(known[row["metric"]], row, named=len(others) > 1) for row in largest)
        whose = f"{others[0]} " if len(others) == 1 else ""
        told.append(f"Above all, {whose}against {reference}: {named}.")
    rest = found.height - clear.height - trivial.height
    missing = compared - found.height
    if trivial.height:
        few = trivial["metric"].unique(maintain_order=True).to_list()
        more = f" and {len(few) - MOST_NAMED} more" if len(few) > MOST_NAMED else ""
        names = ", ".join(known[name].label for name in few[:MOST_NAMED])
        told.append(
            f"Clear but trivial, so whatever difference there is does not matter: {_of(trivial.height, others)} "
            f"({names}{more})."
        )
    unsettled = (
        f"Not settled: {_of(rest, others)}; there the difference may be chance or too small to matter."
    )
    lacking = f" Not enough data: {_of(missing, others)}." if missing else ""
    told.append((unsettled if rest else "Nothing is left unsettled.") + lacking)
    return told


def what_is_lacking(texts: Mapping[str, int], chosen: Sequence[str]) -> str:
    """Which of the chosen outlets have too few texts, and what to do; empty if all have enough.

    `texts`: the independent texts of each outlet.
    """
    few = [
        f"{name} has {texts.get(name, 0):,}"
        for name in chosen
        if texts.get(name, 0) < MINIMUM_INDEPENDENT_TEXTS
    ]
    if not few:
        return ""
    return (
        f"An outlet needs {MINIMUM_INDEPENDENT_TEXTS} independent texts: {', '.join(few)}. Compare others, or choose "
        "more days."
    )


def ordered(pairs: pl.DataFrame, metrics: Declarations) -> pl.DataFrame:
    """Differences, those on headline metrics first, the largest first by what they are at least: the interval's end
    nearer to 0, in steps of the smallest difference that matters.

    So one that is only just clear does not come first, however large it seems. Where no smallest is stated they come
    last, the surest first.
    """
    headline = [name for name, metric in metrics.items() if metric.headline]
    size = pl.col("difference").abs()
    at_least = pl.max_horizontal(pl.col("low"), -pl.col("high"), pl.lit(0.0))
    stated = pl.when(pl.col("matters_from") > 0).then(at_least / pl.col("matters_from"))
    return pairs.sort(
        [
            pl.col("metric").is_in(headline),
            stated,
            size / (pl.col("high") - pl.col("low")),
            "metric",
            "outlet",
        ],
        descending=[True, True, True, False, False],
        nulls_last=True,
    )


def _first(metrics: int, clear: pl.DataFrame, reference: str, others: Sequence[str], where: str) -> str:
    counts = dict(clear.group_by("outlet").len().iter_rows())
    if len(others) == 1:
        number_of = counts.get(others[0], 0)
        how = (
            f"differ clearly in {number_of} of {metrics} metrics"
            if number_of
            else f"differ clearly in none of {metrics} metrics"
        )
        return f"{others[0]} and {reference} {how}{where}."
    ranked = sorted(others, key=lambda name: -counts.get(name, 0))
    listed = [f"{name} differs clearly in {counts.get(name, 0) or 'none'}" for name in ranked[:1]]
    listed += [f"{name} in {counts.get(name, 0) or 'none'}" for name in ranked[1:]]
    return f"Compared with {reference}, {', '.join(listed)} of {metrics} metrics{where}."


def _of(count: int, others: Sequence[str]) -> str:
    return counted(count, "metric" if len(others) == 1 else "comparison")


def _one(metric: Declaration, row: Mapping[str, Any], *, named: bool) -> str:
    values = " against ".join(two_numbers(metric, row["value"], row["expected"]))
    size = f"{bare_difference(metric, row['difference'])}, {difference_interval(metric, row['low'], row['high'])}"
    whose = f"{row['outlet']}, " if named else ""
    return f"{whose}{metric.label} {values} {_unit(metric)}({size})"


def _unit(metric: Declaration) -> str:
    """The unit after a value; that of a share is its per cent sign and what it is of."""
    unit = metric.unit.removeprefix("share ")
    return f"{unit} " if unit else ""


def said(metric: Declaration, pair: dict[str, Any] | None) -> str:
    """A verdict with its difference and p, for a tooltip. `pair`: a row of judged contrasts."""
    if pair is None or pair["verdict"] is None:
        return ""
    return f"{pair['verdict']}: {difference_words(metric, pair)}, {p_words(pair['p'])} taken alone"


def plain_table(
    lines: Sequence[Line], rows: pl.DataFrame, pairs: pl.DataFrame, chosen: Sequence[str], *, on_stories: bool
) -> list[dict[str, str]]:
    """Every value and every difference in words, metric by metric; on shared stories the differences alone."""
    by_metric = {(row["metric"], row["outlet"]): row for row in rows.iter_rows(named=True)}
    judged = {(row["metric"], row["outlet"]): row for row in pairs.iter_rows(named=True)}
    told = []
    for line in lines:
        for name in chosen[1:] if on_stories else chosen:
            value = by_metric.get((line.metric.name, name), {})
            pair = judged.get((line.metric.name, name))
            known = pair is not None and pair["verdict"] is not None
            row = {"metric": line.metric.label, "unit": line.metric.unit, "outlet": name}
            if not on_stories:
                row |= {"value": value_words(line.metric, value), "sample": texts_words(value)}
            if len(chosen) > 1 and name != chosen[0]:
                row |= {
                    f"minus {chosen[0]}": difference_words(line.metric, pair)
                    if known and pair
                    else "not enough data",
                    "verdict": pair["verdict"] if known and pair else "",
                }
            told.append(row)
    return told


def difference_words(metric: Declaration, pair: Mapping[str, Any]) -> str:
    """A difference with the interval that its verdict rests on. `pair`: difference, low, high."""
    return f"{bare_difference(metric, pair['difference'])} ({difference_interval(metric, pair['low'], pair['high'])})"


def matters_words(metric: Declaration) -> str:
    """From which size on a difference matters, in words."""
    if not metric.matters_from:
        return (
            "This folder does not state from which size on a difference matters, so none is called trivial."
        )
    return f"A difference matters from {difference(metric, metric.matters_from).removeprefix('+')} on."


def missing_metrics(lines: Sequence[Line], metrics: Mapping[str, Declaration]) -> list[str]:
    """The labels of the metrics that a reading leaves out."""
    shown = {line.metric.name for line in lines}
    return [metric.label for name, metric in metrics.items() if name not in shown and not metric.by_actor]
