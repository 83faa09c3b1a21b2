"""Tone toward actors: outlets in rows, actors in columns, colours diverging from neutral, signs printed."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.style import FRIENDLY, HOSTILE, INK, MIDDLE, QUIET
from dashboard.wording import signed

# Colours reach their full strength here, as in dashboard/tones.py.
FULL_TONE = 0.4
LEGEND_VALUES = [-0.4, -0.2, 0, 0.2, 0.4]
# From here on a cell is dark enough to carry white figures.
DARK_CELL = 0.27
CELL_HEIGHT = 40
# Streamlit's height of a chart holds its axes and legend too.
AROUND = 170
TOO_LITTLE = "too few"
LEGEND: dict[str, Any] = {
    "title": "hostile − to friendly +",
    "orient": "bottom",
    "gradientLength": 240,
    "values": LEGEND_VALUES,
    "format": "+.1f",
}


def _words(rows: pl.DataFrame, reading: str) -> list[str]:
    return [signed(value) if value is not None else TOO_LITTLE for value in rows[reading]]


def tone_grid(
    rows: pl.DataFrame, reading: str, actors: list[str], outlets: list[str]
) -> alt.LayerChart | alt.FacetChart:
    """One cell per outlet and actor. `rows`: outlet, name, actor, told, and the reading's mean (null: too little)."""
    frame = rows.select("outlet", "name", "actor", "told", value=pl.col(reading)).with_columns(
        figure=pl.Series(_words(rows, reading), dtype=pl.String)
    )
    base = alt.Chart(frame).encode(
        x=alt.X(
            "name:N",
            sort=actors,
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-35, labelLimit=150, ticks=False, domain=False),
        ),
        y=alt.Y(
            "outlet:N", sort=outlets, title=None, axis=alt.Axis(labelLimit=190, ticks=False, domain=False)
        ),
        tooltip=[
            alt.Tooltip("outlet:N", title="Outlet"),
            alt.Tooltip("name:N", title="Actor"),
            alt.Tooltip("told:N", title="Tone"),
        ],
    )
    scale = alt.Scale(
        domain=[-FULL_TONE, 0, FULL_TONE], range=[HOSTILE, MIDDLE, FRIENDLY], interpolate="rgb", clamp=True
    )
    known = alt.datum.value != None  # noqa: E711 - an expression of Vega
    empty = base.transform_filter(~known).mark_rect(
        stroke=QUIET, strokeWidth=0.5, fill=QUIET, fillOpacity=0.1
    )
    cells = (
        base.transform_filter(known)
        .mark_rect(stroke=QUIET, strokeWidth=0.5)
        .encode(color=alt.Color("value:Q", scale=scale, legend=alt.Legend(**LEGEND)))
    )
    ink = (
        alt.when(~known)
        .then(alt.value(QUIET))
        .when(f"abs(datum.value) > {DARK_CELL}")
        .then(alt.value("white"))
        .otherwise(alt.value(INK))
    )
    figures = base.mark_text(fontSize=13, fontWeight="bold").encode(text="figure:N", color=ink)
    told = "; ".join(f"{o} on {n}: {t}" for o, n, t in frame.select("outlet", "name", "told").iter_rows())
    return alt.layer(empty, cells, figures).properties(
        height=len(outlets) * CELL_HEIGHT + AROUND, description=f"Tone of outlets toward actors. {told}"
    )
