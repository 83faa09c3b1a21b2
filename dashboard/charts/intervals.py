"""Dots with intervals: outlets on one metric, on one axis, with the other outlets behind."""

import zlib

import altair as alt
import polars as pl

from dashboard.charts.style import CLOUD_OPACITY, OUTLET_COLOURS, OUTLET_SHAPES, QUIET, ROW_HEIGHT, axis_of
from dashboard.wording import is_share, number_and_interval
from scoring.schema.metrics import Declaration

_JITTER_STEPS = 97
# The height that Streamlit gives a chart includes its axis.
AROUND = 60


def _jitter(name: str) -> float:
    """A position between 0 and 1, always the same for the same name."""
    return zlib.crc32(name.encode()) % _JITTER_STEPS / _JITTER_STEPS


def described(rows: pl.DataFrame, metric: Declaration) -> str:
    """The chart in words, for those who cannot see it. `rows`: outlet, value, low, high."""
    known = rows.drop_nulls("value")
    if known.is_empty():
        return f"{metric.label}: no outlet has enough data."
    told = "; ".join(
        f"{outlet} {number_and_interval(metric, value, low, high)}"
        for outlet, value, low, high in known.select("outlet", "value", "low", "high").iter_rows()
    )
    return f"{metric.label}, dots with 95% intervals: {told}."


def dots_and_intervals(
    rows: pl.DataFrame, others: pl.DataFrame, metric: Declaration, order: list[str]
) -> alt.LayerChart | alt.FacetChart:
    """Outlets in rows: `rows` (outlet, value, low, high, texts) in front of the values of `others` (outlet, value).

    Rows without a value keep their line, empty. Shape and colour follow the place in `order`.
    """
    x = alt.X(
        "value:Q", title=metric.unit, axis=alt.Axis(**axis_of(metric)), scale=alt.Scale(zero=False, nice=True)
    )
    y = alt.Y(
        "outlet:N",
        sort=order,
        title=None,
        axis=alt.Axis(labelLimit=190, labelOverlap=False, ticks=False, domain=False),
    )
    colours, shapes = (list(marks[: len(order)]) for marks in (OUTLET_COLOURS, OUTLET_SHAPES))
    colour = alt.Color("outlet:N", scale=alt.Scale(range=colours, domain=order), legend=None)
    shape = alt.Shape("outlet:N", scale=alt.Scale(range=shapes, domain=order), legend=None)
    tip = [
        alt.Tooltip("outlet:N", title="Outlet"),
        alt.Tooltip("told:N", title=metric.label),
        alt.Tooltip("texts:N", title="Sample"),
    ]
    told = [
        None if v is None else number_and_interval(metric, v, low, high)
        for v, low, high in rows.select("value", "low", "high").iter_rows()
    ]
    shown = alt.Chart(rows.with_columns(told=pl.Series(told, dtype=pl.String))).encode(y=y, tooltip=tip)
    whisker = shown.mark_rule(strokeWidth=3, opacity=0.75).encode(
        x=alt.X("low:Q", title=metric.unit), x2="high:Q", color=colour
    )
    dot = shown.mark_point(filled=True, size=130, opacity=1).encode(x=x, color=colour, shape=shape)
    chart: alt.LayerChart = (
        alt.layer(_cloud(others, metric, x), alt.layer(whisker, dot))
        .resolve_scale(y="independent")
        .properties(height=len(order) * ROW_HEIGHT + AROUND, description=described(rows, metric))
    )
    return chart


def _cloud(others: pl.DataFrame, metric: Declaration, x: alt.X) -> alt.Chart:
    """The values of all other outlets as pale dots, spread vertically so that they do not hide each other."""
    known = others.drop_nulls("value")
    rows = known.with_columns(jitter=pl.Series([_jitter(o) for o in known["outlet"]], dtype=pl.Float64))
    cloud: alt.Chart = (
        alt.Chart(rows)
        .mark_circle(size=45, color=QUIET, opacity=CLOUD_OPACITY)
        .encode(
            x=x,
            y=alt.Y("jitter:Q", axis=None, scale=alt.Scale(domain=[-0.1, 1.1])),
            tooltip=[
                alt.Tooltip("outlet:N", title="Another outlet"),
                alt.Tooltip("told:N", title=metric.label),
            ],
        )
        .transform_calculate(told=f"format(datum.value, '{'.0%' if is_share(metric) else '.2f'}')")
    )
    return cloud
