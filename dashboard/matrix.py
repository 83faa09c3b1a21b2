"""All metrics of a comparison as one matrix: its lines, and where on its own scale each dot, interval and band lies.

Pure functions from frames to frames. A line is a metric in one reading; places are from 0 to 1 on the line's own scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from dashboard.differences import difference_words, said
from dashboard.lines import Line
from dashboard.wording import (
    bare_difference,
    counted,
    difference,
    interval,
    number,
    number_and_interval,
    sample_words,
)
from scoring.outlets.verdicts import Verdict
from scoring.schema.metrics import Declaration

FEW = 5  # with fewer other outlets, the band is all of them, without a middle half
WIDE, NARROW = (0.05, 0.95), (0.25, 0.75)  # what of the other outlets the two bands hold
REFERENCE, ALONE = "reference", "alone"


@dataclass(frozen=True, slots=True)
class Matrix:
    """What the picture shows.

    order: the rows from top to bottom, headings among them. headings: those of `order` that are no metric.
    marks: row, metric, lane (of the outlet, from 0), outlet, state (a verdict, or that there is none), at, low, high
    (0 to 1), told, sample, said (the verdict in words). bands: row, wide_low, wide_high, low, high, told. ends: row,
    least, most (the ends of the scale in words). beside: what stands on the right of a row.
    """

    order: list[str]
    headings: list[str]
    marks: pl.DataFrame
    bands: pl.DataFrame
    ends: pl.DataFrame
    beside: dict[str, str] = field(default_factory=dict)


MARKS = {
    "row": pl.String, "metric": pl.String, "lane": pl.Int64, "outlet": pl.String, "state": pl.String,
    "at": pl.Float64, "low": pl.Float64, "high": pl.Float64, "told": pl.String, "sample": pl.String, "said": pl.String,
}  # fmt: skip
BANDS = {
    "row": pl.String, "metric": pl.String, "wide_low": pl.Float64, "wide_high": pl.Float64, "low": pl.Float64,
    "high": pl.Float64, "zero": pl.Float64, "told": pl.String,
}  # fmt: skip
ENDS = {"row": pl.String, "metric": pl.String, "least": pl.String, "most": pl.String}


def values_matrix(
    lines: Sequence[Line], rows: pl.DataFrame, pairs: pl.DataFrame, chosen: Sequence[str]
) -> Matrix:
    """Each outlet's value on each metric with its interval, in front of those of all other outlets.

    `rows`: rows of `scores` of all outlets; `pairs`: the other chosen outlets minus the first, as `judge_pairs` gives
    them.
    """
    by_metric = _by_metric(rows)
    judged = {(row["metric"], row["outlet"]): row for row in pairs.iter_rows(named=True)}
    marks: list[dict[str, Any]] = []
    bands: list[dict[str, Any]] = []
    ends: list[dict[str, Any]] = []
    for line in lines:
        known = by_metric.get(line.metric.name, {})
        values = pl.Series(
            [row["value"] for name, row in known.items() if name not in chosen], dtype=pl.Float64
        )
        mine = [(lane, known[name]) for lane, name in enumerate(chosen) if name in known]
        band = _band(line.metric, values)
        reach = [row[end] for _, row in mine for end in ("low", "high")] + [
            band[end] for end in ("wide_low", "wide_high") if band
        ]
        if not mine:
            continue
        scale = _Scale.of(reach)
        for lane, row in mine:
            pair = judged.get((line.metric.name, row["outlet"]))
            marks.append(
                {
                    "row": line.label, "metric": line.metric.name, "lane": lane, "outlet": row["outlet"],
                    "state": _state(lane, pair, len(chosen)), "at": scale(row["value"]), "low": scale(row["low"]),
                    "high": scale(row["high"]), "sample": sample_words(row), "said": said(line.metric, pair),
                    "told": number_and_interval(line.metric, row["value"], row["low"], row["high"]),
                }
            )  # fmt: skip
        if band:
            placed = {end: scale(band[end]) for end in ("wide_low", "wide_high", "low", "high")}
            bands.append({"row": line.label, "metric": line.metric.name, "told": band["told"], **placed})
        ends.append(_ends(line, scale.words(line.metric, scale.low), scale.words(line.metric, scale.high)))
    return _matrix(lines, marks, bands, ends, pairs, chosen)


def differences_matrix(lines: Sequence[Line], pairs: pl.DataFrame, chosen: Sequence[str]) -> Matrix:
    """Each outlet minus the first on the stories that both covered, with the interval of the verdict.

    The band is what is too small to matter. `pairs`: as `judge_on_stories` gives them.
    """
    marks: list[dict[str, Any]] = []
    bands: list[dict[str, Any]] = []
    ends: list[dict[str, Any]] = []
    judged = {
        (row["metric"], row["outlet"]): row for row in pairs.drop_nulls("verdict").iter_rows(named=True)
    }
    for line in lines:
        mine = [
            (lane, judged[line.metric.name, name])
            for lane, name in enumerate(chosen)
            if (line.metric.name, name) in judged
        ]
        if not mine:
            continue
        least = line.metric.matters_from
        reach = max(abs(row[end]) for _, row in mine for end in ("low", "high"))
        widest = max(reach, least) or 1.0
        scale = _Scale(-widest, widest)
        for lane, row in mine:
            marks.append(
                {
                    "row": line.label, "metric": line.metric.name, "lane": lane, "outlet": row["outlet"],
                    "state": row["verdict"], "at": scale(row["difference"]), "low": scale(row["low"]),
                    "high": scale(row["high"]), "sample": counted(row["counted"], "story"),
                    "said": said(line.metric, row), "told": difference_words(line.metric, row),
                }
            )  # fmt: skip
        placed = {"wide_low": 0.5, "wide_high": 0.5, "low": scale(-least), "high": scale(least), "zero": 0.5}
        told = f"smaller than {difference(line.metric, least).removeprefix('+')}: too small to matter"
        bands.append({"row": line.label, "metric": line.metric.name, "told": told, **placed})
        ends.append(_ends(line, difference(line.metric, -widest), difference(line.metric, widest)))
    return _matrix(lines, marks, bands, ends, pairs, chosen)


def _by_metric(rows: pl.DataFrame) -> dict[str, dict[str, dict[str, Any]]]:
    """The rows that have a value, by metric and outlet."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows.drop_nulls("value").iter_rows(named=True):
        found.setdefault(row["metric"], {})[row["outlet"]] = row
    return found


@dataclass(frozen=True, slots=True)
class _Scale:
    """A line's own scale: where a value lies between its ends, from 0 to 1."""

    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "_Scale":
        low, high = min(values), max(values)
        return cls(low, high if high > low else low + (abs(low) or 1.0))

    def words(self, metric: Declaration, value: float) -> str:
        """An end of the scale."""
        return number(metric, value, (self.low, self.high))

    def __call__(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low)


def _band(metric: Declaration, values: pl.Series) -> dict[str, Any] | None:
    """What of the other outlets lies behind the dots: nine in ten of them and their middle half, or all if few."""
    if values.is_empty():
        return None
    few = values.len() < FEW

    def at(share: float) -> float:
        return float(values.quantile(share, "linear") or 0.0)

    wide = [at(0.0), at(1.0)] if few else [at(share) for share in WIDE]
    low, high = (wide[0], wide[0]) if few else [at(share) for share in NARROW]
    told = f"{values.len()} other outlets: {interval(metric, *wide)}"
    if not few:
        told = f"nine in ten of {told}, their middle half {interval(metric, low, high)}"
    return {"wide_low": wide[0], "wide_high": wide[1], "low": low, "high": high, "told": told}


def _ends(line: Line, least: str, most: str) -> dict[str, Any]:
    return {"row": line.label, "metric": line.metric.name, "least": least, "most": most}


def _state(lane: int, pair: dict[str, Any] | None, outlets: int) -> str:
    if lane == 0:
        return REFERENCE if outlets > 1 else ALONE
    return (pair and pair["verdict"]) or Verdict.UNSETTLED.value


def _matrix(
    lines: Sequence[Line],
    marks: list[dict[str, Any]],
    bands: list[dict[str, Any]],
    ends: list[dict[str, Any]],
    pairs: pl.DataFrame,
    chosen: Sequence[str],
) -> Matrix:
    order: list[str] = []
    headings: list[str] = []
    labels = {line.label for line in lines}
    for line in lines:
        heading = line.group if line.group not in labels else f"{line.group} "
        if heading not in headings:
            headings.append(heading)
            order.append(heading)
        order.append(line.label)
    return Matrix(
        order,
        headings,
        pl.DataFrame(marks, schema=MARKS),
        pl.DataFrame(bands, schema=BANDS),
        pl.DataFrame(ends, schema=ENDS),
        {line.label: _beside(line.metric, pairs, chosen) for line in lines},
    )


def _beside(metric: Declaration, pairs: pl.DataFrame, chosen: Sequence[str]) -> str:
    """The right end of a row: of two outlets the verdict and the difference, of more how many differ clearly."""
    found = pairs.filter(pl.col("metric") == metric.name, pl.col("outlet").is_in(chosen[1:])).drop_nulls(
        "verdict"
    )
    if len(chosen) == 1:
        return ""
    if found.is_empty():
        return "not enough data"
    if len(chosen) > len(("one", "other")):
        clear = found.filter(verdict=Verdict.CLEAR.value).height
        return f"{clear} clear" if clear else "none clear"
    row = found.row(0, named=True)
    short = {Verdict.CLEAR: "clear", Verdict.TRIVIAL: "trivial", Verdict.UNSETTLED: "not settled"}
    if row["verdict"] == Verdict.UNSETTLED:
        return short[Verdict.UNSETTLED]
    return f"{short[row['verdict']]} {bare_difference(metric, row['difference'])}"
