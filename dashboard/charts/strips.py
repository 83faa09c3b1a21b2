"""One metric as a strip: a tick for each outlet, the middle half shaded, one outlet marked with its interval."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.style import OUTLET_COLOURS, QUIET, axis_of
from dashboard.questions import Middle
from dashboard.wording import interval, number, number_and_interval
from scoring.schema.metrics import Declaration

HEIGHT = 62  # with the axis
TICK_OPACITY, BAND_OPACITY = 0.6, 0.25
_MARKED = OUTLET_COLOURS[0]


def described(row: Mapping[str, Any], rows: pl.DataFrame, metric: Declaration, middle: Middle | None) -> str:
    """The strip in words, for those who cannot see it."""
    value = number_and_interval(metric, row["value"], row["low"], row["high"])
    told = f"{metric.label}: {row['outlet']} {value}"
    if middle is None:
        return f"{told}."
    least, most = rows.select(a=pl.col("value").min(), b=pl.col("value").max()).row(0)
    return (
        f"{told}; {middle.outlets} outlets from {number(metric, least)} to {number(metric, most)}, the middle half "
        f"{interval(metric, middle.low, middle.high)}."
    )


def strip(
    row: Mapping[str, Any], rows: pl.DataFrame, metric: Declaration, middle: Middle | None
) -> alt.LayerChart | alt.FacetChart:
    """All outlets with enough data on one line, the one of `row` marked.

    `rows`: outlet, value, low, high of the outlets with enough data; `row`: one of them.
    """
    x = alt.X(
        "value:Q",
        title=None,
        axis=alt.Axis(**axis_of(metric)),
        scale=alt.Scale(zero=False, nice=True),
    )
    told = [
        number_and_interval(metric, value, low, high)
        for value, low, high in rows.select("value", "low", "high").iter_rows()
    ]
    all_rows = rows.select("outlet", "value", "low", "high", told=pl.Series(told, dtype=pl.String))
    tip = [alt.Tooltip("outlet:N", title="Outlet"), alt.Tooltip("told:N", title=metric.label)]
    ticks = (
        alt.Chart(all_rows)
        .mark_tick(color=QUIET, opacity=TICK_OPACITY, thickness=2, size=22)
        .encode(x=x, tooltip=tip)
    )
    mine = alt.Chart(all_rows.filter(pl.col("outlet") == row["outlet"])).encode(tooltip=tip)
    whisker = mine.mark_rule(strokeWidth=3, color=_MARKED).encode(x="low:Q", x2="high:Q")
    dot = mine.mark_point(filled=True, size=130, opacity=1, color=_MARKED).encode(x=x)
    layers: list[alt.Chart] = [ticks, whisker, dot]
    if middle is not None:
        edges = alt.Chart(pl.DataFrame({"value": [middle.low], "until": [middle.high]}))
        band = edges.mark_rect(color=QUIET, opacity=BAND_OPACITY)
        layers.insert(0, band.encode(x=x, x2="until:Q", y=alt.value(0), y2=alt.value("height")))
    return alt.layer(*layers).properties(height=HEIGHT, description=described(row, rows, metric, middle))
