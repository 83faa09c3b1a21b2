"""One story in pictures: the versions of each outlet on time, and which names each outlet has."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.style import CREDIT_COLOURS, INK, OWN_TEXT, PROVENANCE_COLOURS, QUIET
from dashboard.one_story import CREDITED_COPY, OPEN_COPY, OWN, PARTLY

ROW = 25
AROUND_TIME, AROUND_GRID = 95, 130  # what axes and legend add to the rows
LEGEND_ROW = 16
DESCRIBED = 30
LOOK = {
    OWN: ("circle", OWN_TEXT),
    CREDITED_COPY: ("square", PROVENANCE_COLOURS["credited reprint"]),
    OPEN_COPY: ("triangle-up", PROVENANCE_COLOURS["uncredited reprint"]),
    PARTLY: ("diamond", PROVENANCE_COLOURS["rewritten"]),
}
# Hours as in the sentences above the picture (05:30, never AM), days by their date.
_HOURS = "timeFormat(datum.value, hours(datum.value) + minutes(datum.value) ? '%H:%M' : '%a %d %b')"
_NAMES: dict[str, Any] = {"ticks": False, "domain": False, "labelLimit": 150, "labelOverlap": False}


def timeline(points: pl.DataFrame, ties: pl.DataFrame, order: list[str]) -> alt.LayerChart | alt.FacetChart:
    """A dot for each version on its outlet's line, tied to the text that it took, if that is here.

    `points`: outlet, at, what, title, told; `ties`: tie, outlet, at, kind; `order`: the outlets from the top.
    """
    kinds = [kind for kind in LOOK if kind in set(points["what"])]
    y = alt.Y(
        "outlet:N", sort=order, title=None, scale=alt.Scale(domain=order),
        axis=alt.Axis(grid=True, gridOpacity=0.25, **_NAMES),
    )  # fmt: skip
    x = alt.X(
        "at:T",
        title=None,
        axis=alt.Axis(grid=False, labelOverlap=True, tickCount=5, labelExpr=_HOURS),
        scale=alt.Scale(padding=14),
    )
    dots = (
        alt.Chart(points.select("outlet", "at", "what", "title", "told"))
        .mark_point(filled=True, size=110, opacity=0.9)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "what:N", title=None, scale=alt.Scale(domain=kinds, range=[LOOK[k][1] for k in kinds]),
                legend=alt.Legend(orient="top", columns=1),
            ),
            shape=alt.Shape(
                "what:N", title=None, scale=alt.Scale(domain=kinds, range=[LOOK[k][0] for k in kinds]),
                legend=alt.Legend(orient="top", columns=1),
            ),
            tooltip=[
                alt.Tooltip("outlet:N", title="Outlet"),
                alt.Tooltip("title:N", title="Headline"),
                alt.Tooltip("told:N", title="Version"),
            ],
        )
    )  # fmt: skip
    layers: list[alt.Chart] = []
    if ties.height:
        layers = [
            alt.Chart(ties.filter(pl.col("kind") == kind))
            .mark_line(color=colour, strokeWidth=1.6, opacity=0.75, strokeDash=[1, 0] if kind == "credited" else [5, 3])
            .encode(x=x, y=y, detail="tie:N")
            for kind, colour in CREDIT_COLOURS.items()
            if kind in set(ties["kind"])
        ]  # fmt: skip
    said = "; ".join(
        f"{outlet}: {told}" for outlet, told in points.select("outlet", "told").head(DESCRIBED).iter_rows()
    )
    return alt.layer(*layers, dots).properties(
        height=len(order) * ROW + AROUND_TIME + LEGEND_ROW * max(0, len(kinds) - 2),
        description=f"The versions of the story on time. {said}.",
    )


def names_grid(
    cells: pl.DataFrame, outlets: list[str], names: list[str], title: str
) -> alt.LayerChart | alt.FacetChart:
    """Outlets in rows, names in columns, a figure where the outlet has the name; empty where it has not.

    `cells`: outlet, name, figure, fill, told.
    """
    x = alt.X(
        "name:N", sort=names, title=None, scale=alt.Scale(domain=names),
        axis=alt.Axis(orient="top", labelAngle=-40, **(_NAMES | {"labelLimit": 125})),
    )  # fmt: skip
    y = alt.Y("outlet:N", sort=outlets, title=None, scale=alt.Scale(domain=outlets), axis=alt.Axis(**_NAMES))
    base = alt.Chart(cells).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("outlet:N", title="Outlet"),
            alt.Tooltip("name:N", title="Name"),
            alt.Tooltip("told:N", title="In all"),
        ],
    )
    boxes = base.mark_rect(stroke=QUIET, strokeWidth=0.6).encode(
        color=alt.Color("fill:N", scale=None, legend=None)
    )
    figures = base.mark_text(fontSize=12, fontWeight="bold", color=INK).encode(text="figure:N")
    said = "; ".join(cells["told"].head(DESCRIBED).to_list())
    return alt.layer(boxes, figures).properties(
        height=len(outlets) * ROW + AROUND_GRID, description=f"{title}. {said}."
    )
