"""All metrics of a comparison in one picture: a row each on its own scale, with the other outlets behind."""

import json
from collections.abc import Sequence
from typing import Any, Literal

import altair as alt
import polars as pl

from dashboard.charts.style import OUTLET_COLOURS, OUTLET_SHAPES, QUIET, ink
from dashboard.matrix import ALONE, REFERENCE, Matrix
from dashboard.wording import as_html, shortened
from scoring.outlets.verdicts import Verdict

OPENED = "opened"  # the selection that a click on a row makes
ROW, LANE, AIR = 20, 5, 5  # pixels: the least height of a row; of an outlet's lane in it; between lanes
AROUND = 12
DOT, SMALL_DOT, TICK = 75, 48, 13
MANY = 3  # from more outlets on, dots are smaller
BAND_OPACITY, MIDDLE_OPACITY, HIT_OPACITY, OPENED_OPACITY = 0.16, 0.22, 0.0, 0.14
LABEL_LIMIT = 190
# Room for the ends of the scale in words; too narrow a plot goes without them.
ENDS, NO_ENDS = 62, "width < 220"
BAR = "❙"  # the outlet that the others are compared with
SIGNS = ("●", "■", "◆", "▲", "▼", "✚")  # the shapes of OUTLET_SHAPES, for the legend


def described(matrix: Matrix) -> str:
    """The picture in words, for those who cannot see it."""
    told = [
        f"{row['row']}: {row['outlet']} {row['told']}{', ' + row['said'] if row['said'] else ''}"
        for row in matrix.marks.iter_rows(named=True)
    ]
    return f"Metrics in rows, outlets as dots with intervals. {'; '.join(told)}."


def legend(chosen: Sequence[str], *, differences: bool, states: bool = True) -> str:
    """Which mark is which outlet, and what its filling says, as HTML."""
    barred = states and len(chosen) > 1
    bar = f"{BAR} at 0:" if differences else BAR
    names = [
        f'<span><b style="color:{colour}">{bar if barred and place == 0 else sign}</b> {as_html(name)}</span>'
        for place, (name, colour, sign) in enumerate(zip(chosen, OUTLET_COLOURS, SIGNS, strict=False))
    ]
    filling = [f"<span>{as_html(words)}</span>" for words in _filling(chosen)] if barred else []
    return f'<div class="mh-legend">{"".join([*names, *filling])}</div>'


def _filling(chosen: Sequence[str]) -> list[str]:
    return [
        f"filled: clearly different from {shortened(chosen[0])}",
        "hollow: clear but trivial",
        "grey: not settled",
    ]


def paper_title(chosen: Sequence[str], *, states: bool = True) -> alt.TitleParams:
    """What a picture file needs in place of the legend that stands beside the chart on the page."""
    barred = states and len(chosen) > 1
    names = [f"{BAR if barred and place == 0 else SIGNS[place]} {name}" for place, name in enumerate(chosen)]
    return alt.TitleParams(
        text="   ".join(names),
        subtitle=" · ".join(_filling(chosen)) if barred else "",
        anchor="start",
        fontSize=13,
    )


def matrix_chart(
    matrix: Matrix, chosen: Sequence[str], *, opened: str = "", dark: bool = False
) -> alt.LayerChart | alt.FacetChart:
    """The matrix; a click on a row selects its metric under OPENED. `opened`: the metric whose row is shaded."""
    lanes = list(range(len(chosen)))
    rows = matrix.ends.select("row", "metric")
    scale = alt.Scale(domain=matrix.order, paddingInner=0, paddingOuter=0)
    y = alt.Y("row:N", scale=scale, title=None, axis=None)
    lane = alt.YOffset("lane:O", scale=alt.Scale(domain=lanes, paddingOuter=0.9, paddingInner=0.2))
    room: list[Any] = [
        alt.ExprRef(f"{NO_ENDS} ? 4 : {ENDS}"),
        alt.ExprRef(f"{NO_ENDS} ? width - 4 : width - {ENDS}"),
    ]
    x_scale = alt.Scale(domain=[0, 1], range=room, clamp=True)
    click = alt.selection_point(name=OPENED, fields=["metric"], on="click", empty=False)
    hit = (
        alt.Chart(rows)
        .mark_rect(color=QUIET, cursor="pointer")
        .encode(
            y=alt.Y("row:N", scale=scale, title=None, axis=_left(matrix.headings, ink(dark=dark))),
            opacity=alt.condition(
                alt.FieldEqualPredicate(opened, "metric"), alt.value(OPENED_OPACITY), alt.value(HIT_OPACITY)
            ),
            tooltip=alt.Tooltip("row:N", title="Open"),
        )
        .add_params(click)
    )
    layers: list[alt.Chart] = [hit, *_behind(matrix.bands, y, x_scale)]
    for state in (Verdict.UNSETTLED.value, Verdict.TRIVIAL.value, Verdict.CLEAR.value, REFERENCE, ALONE):
        layers += _marks(matrix.marks.filter(state=state), state, chosen, y, lane, x_scale)
    layers += _scale_ends(matrix.ends, y, ink(dark=dark, quiet=True))
    layers.append(
        alt.Chart(rows)
        .mark_rect(opacity=0)
        .encode(y=alt.Y("row:N", scale=scale, title=None, axis=_right(matrix, ink(dark=dark))))
    )
    step = max(ROW, LANE * len(chosen) + AIR)
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .resolve_axis(y="independent")
        .properties(height=len(matrix.order) * step + AROUND, description=described(matrix))
    )
    return chart


def _left(headings: Sequence[str], colour: str) -> alt.Axis:
    test = f"indexof({json.dumps(list(headings))}, datum.value) >= 0"
    weight: Any = {"condition": {"test": test, "value": "bold"}, "value": "normal"}
    return alt.Axis(
        orient="left", labelLimit=LABEL_LIMIT, labelFontWeight=weight, ticks=False, domain=False, labelOverlap=False,
        grid=False, labelColor=colour,
    )  # fmt: skip


def _right(matrix: Matrix, colour: str) -> alt.Axis:
    words = json.dumps({row: said for row, said in matrix.beside.items() if said})
    settled = [
        row for row, said in matrix.beside.items() if said[:5] in ("clear", "trivi") or said[:1].isdigit()
    ]
    weight: Any = {
        "condition": {"test": f"indexof({json.dumps(settled)}, datum.value) >= 0", "value": "bold"},
        "value": "normal",
    }
    return alt.Axis(
        orient="right", labelExpr=f"{words}[datum.value] || ''", labelFontWeight=weight, ticks=False, domain=False,
        labelOverlap=False, grid=False, labelLimit=110, labelColor=colour,
    )  # fmt: skip


def _behind(bands: pl.DataFrame, y: alt.Y, scale: alt.Scale) -> list[alt.Chart]:
    """What lies behind the dots: the other outlets, or what is too small to matter, and 0."""
    if bands.is_empty():
        return []
    base = alt.Chart(bands).encode(y=y, tooltip=alt.Tooltip("told:N", title="Grey"))
    found = [
        base.mark_rule(strokeWidth=12, color=QUIET, opacity=opacity).encode(
            x=alt.X(f"{low}:Q", scale=scale, axis=None), x2=high
        )
        for low, high, opacity in (("wide_low", "wide_high", BAND_OPACITY), ("low", "high", MIDDLE_OPACITY))
    ]
    if bands["zero"].null_count() < bands.height:
        zero = base.mark_tick(color=QUIET, thickness=2, size=16)
        found.append(zero.encode(x=alt.X("zero:Q", scale=scale, axis=None)))
    return found


def _marks(
    marks: pl.DataFrame, state: str, chosen: Sequence[str], y: alt.Y, lane: alt.YOffset, scale: alt.Scale
) -> list[alt.Chart]:
    """The dots and intervals of one state."""
    if marks.is_empty():
        return []
    quiet = state == Verdict.UNSETTLED
    domain = list(chosen)
    by_outlet = alt.Color(
        "outlet:N", scale=alt.Scale(domain=domain, range=list(OUTLET_COLOURS[: len(domain)])), legend=None
    )
    colour = alt.value(QUIET) if quiet else by_outlet
    shape = alt.Shape(
        "outlet:N", scale=alt.Scale(domain=domain, range=list(OUTLET_SHAPES[: len(domain)])), legend=None
    )
    base = alt.Chart(marks).encode(
        y=y,
        yOffset=lane,
        color=colour,
        tooltip=[
            alt.Tooltip("outlet:N", title="Outlet"),
            alt.Tooltip("told:N", title="Value"),
            alt.Tooltip("sample:N", title="Sample"),
            alt.Tooltip("said:N", title="Verdict"),
        ],
    )
    whisker = base.mark_rule(strokeWidth=2, opacity=0.7).encode(
        x=alt.X("low:Q", scale=scale, axis=None), x2="high"
    )
    x = alt.X("at:Q", scale=scale, axis=None)
    if state == REFERENCE:
        return [whisker, base.mark_tick(thickness=4, size=TICK, opacity=1).encode(x=x)]
    size = SMALL_DOT if len(chosen) > MANY else DOT
    if state == Verdict.TRIVIAL:
        point = base.mark_point(filled=False, size=size, strokeWidth=2, opacity=1)
    else:
        point = base.mark_point(filled=True, size=size, opacity=1)
    return [whisker, point.encode(x=x, shape=shape)]


def _scale_ends(ends: pl.DataFrame, y: alt.Y, ink: str) -> list[alt.Chart]:
    """The ends of each row's scale in words."""
    sides: tuple[tuple[str, Literal["left", "right"], str], ...] = (
        ("least", "right", f"{ENDS - 6}"),
        ("most", "left", f"width - {ENDS - 6}"),
    )
    return [
        alt.Chart(ends)
        .mark_text(align=align, fontSize=10.5, color=ink)
        .encode(
            y=y,
            x=alt.value(alt.ExprRef(place)),
            text=f"{name}:N",
            opacity=alt.value(alt.ExprRef(f"{NO_ENDS} ? 0 : 1")),
        )
        for name, align, place in sides
    ]
