"""One metric over time: a dot with its interval for each outlet in each quarter or year."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.style import OUTLET_COLOURS, OUTLET_SHAPES, axis, axis_of, heading
from dashboard.wording import number_and_interval
from scoring.schema.metrics import Declaration

HEIGHT = 330


def described(rows: pl.DataFrame, metric: Declaration) -> str:
    """The chart in words, for those who cannot see it. `rows`: outlet, name, told."""
    told = "; ".join(f"{o} {n}: {t}" for o, n, t in rows.select("outlet", "name", "told").iter_rows())
    return f"{metric.label} over time, with 95% intervals. {told}."


def over_time(
    rows: pl.DataFrame, metric: Declaration, periods: Sequence[str], chosen: Sequence[str]
) -> alt.LayerChart | alt.FacetChart:
    """Outlets side by side in each period, joined by lines where period follows on period.

    `rows`: outlet, name (of the period), run (the same as long as none is missing), value, low, high, sample; only
    those with enough data. `periods`: the names of all periods in their order.
    """
    told = [
        number_and_interval(metric, value, low, high)
        for value, low, high in rows.select("value", "low", "high").iter_rows()
    ]
    frame = rows.with_columns(told=pl.Series(told, dtype=pl.String))
    order = list(chosen)
    y_axis: Any = alt.Axis(**axis_of(metric))
    y_scale = alt.Scale(zero=False, nice=True)
    colour = alt.Color(
        "outlet:N", scale=alt.Scale(domain=order, range=list(OUTLET_COLOURS[: len(order)])), legend=None
    )
    shape = alt.Shape(
        "outlet:N", scale=alt.Scale(domain=order, range=list(OUTLET_SHAPES[: len(order)])), legend=None
    )
    base = alt.Chart(frame).encode(
        x=alt.X(
            "name:N",
            scale=alt.Scale(domain=list(periods)),
            title=None,
            axis=alt.Axis(**axis(grid=False, labelAngle=0, labelOverlap=True)),
        ),
        xOffset=alt.XOffset("outlet:N", scale=alt.Scale(domain=order, paddingOuter=0.5)),
        color=colour,
        tooltip=[
            alt.Tooltip("outlet:N", title="Outlet"),
            alt.Tooltip("name:N", title="Period"),
            alt.Tooltip("told:N", title=heading(metric.label)),
            alt.Tooltip("sample:N", title="Sample"),
        ],
    )
    value = alt.Y("value:Q", title=metric.unit, axis=y_axis, scale=y_scale)
    line = base.mark_line(strokeWidth=1.5, opacity=0.5).encode(y=value, detail=["outlet:N", "run:N"])
    whisker = base.mark_rule(strokeWidth=2, opacity=0.75).encode(
        y=alt.Y("low:Q", title=metric.unit, axis=y_axis, scale=y_scale), y2="high"
    )
    dot = base.mark_point(filled=True, size=80, opacity=1).encode(y=value, shape=shape)
    return alt.layer(line, whisker, dot).properties(height=HEIGHT, description=described(frame, metric))
