"""A forest plot: one row per outlet, dot and interval on one axis around 0, with what it rests on beside each row."""

import json

import altair as alt
import polars as pl

from dashboard.charts.style import QUIET, axis, heading
from dashboard.wording import shortened, signed
from scoring.messages.terminal import legible_name

ROW = 30  # pixels: two lines of words
AROUND = 70  # the axis above and the margin below
LABEL_WIDTH, LONGEST_LABEL = 205, 30
LEAST_REACH, MOST_TONE, STEP = 0.4, 1.0, 0.2
CLICKED = "clicked"  # the selection that a click on a mark makes: outlet, actor
TONE_ENDS = ("hostile,\ncritical", "friendly,\nfavourable")
TONE_DIFFERENCE_ENDS = ("more critical\nthan the others", "more favourable\nthan the others")
SHARE_ENDS = ("less than\nthe others", "more than\nthe others")


def reach_of(rows: pl.DataFrame, *, share: bool = False) -> float:
    """How far the axis goes on either side of 0, so that every interval fits. `rows`: low, high."""
    far = rows.select(pl.max_horizontal(pl.col("low").abs(), pl.col("high").abs()).max()).item() or 0.0
    if share:
        return float(max(1, -(-far // 5) * 5))
    return float(min(MOST_TONE, max(LEAST_REACH, -(-far // STEP) * STEP)))


def described(rows: pl.DataFrame, what: str) -> str:
    """The picture in words, for those who cannot see it."""
    told, actor = [], ""
    for row in rows.iter_rows(named=True):
        if row["heading"]:
            actor = row["label"]
        else:
            told.append(f"{row['outlet']} on {actor}, {row['told']}")
    return f"{what}, dots with 95% intervals. {'; '.join(told)}."


def forest(
    rows: pl.DataFrame, what: str, ends: tuple[str, str], *, share: bool = False
) -> alt.LayerChart | alt.FacetChart:
    """Draw the frame of `dashboard/forests.py`. `what` is measured; `ends` say what left and right mean."""
    reach = reach_of(rows, share=share)
    x_axis = _x_axis(reach, ends, share=share)
    domain = alt.Scale(domain=[-reach, reach], nice=False)
    x = alt.X("value:Q", title=None, axis=x_axis, scale=domain)
    y = alt.Y("row:O", title=None, axis=_y_axis(rows), scale=alt.Scale(padding=0))
    tip = [alt.Tooltip("outlet:N", title="Outlet"), alt.Tooltip("told:N", title=heading(what))]
    base = alt.Chart(rows).encode(y=y)
    colour = alt.Color("colour:N", scale=None, legend=None)
    shown = base.transform_filter("isValid(datum.value)").encode(tooltip=tip, color=colour)
    zero = alt.Chart(pl.DataFrame({"value": [0.0]})).mark_rule(color=QUIET, strokeWidth=1.5).encode(x=x)
    drawn = rows.drop_nulls("value")["hollow"]
    whisker = shown.mark_rule(strokeWidth=2.5, opacity=0.8, clip=True, aria=not drawn.is_empty()).encode(
        x=alt.X("low:Q", title=None, axis=x_axis, scale=domain), x2="high:Q"
    )
    click = alt.selection_point(name=CLICKED, fields=["outlet", "actor"], on="click")
    solid = _marks(shown.transform_filter("!datum.hollow"), "circle", aria=not drawn.all())
    outline = _marks(shown.transform_filter("datum.hollow"), "diamond", inside=0, aria=drawn.any())
    edge = alt.Stroke("colour:N", scale=None, legend=None)
    empty = base.mark_point(opacity=0, aria=False)  # so that rows without a value keep their place
    return alt.layer(
        empty.encode(x=alt.datum(0, scale=domain)), zero, whisker,
        outline.encode(x=x, stroke=edge), solid.encode(x=x).add_params(click),
    ).properties(height=rows.height * ROW + AROUND, description=described(rows, what))  # fmt: skip


def _x_axis(reach: float, ends: tuple[str, str], *, share: bool) -> alt.Axis:
    """Five ticks; the words for left and right stand below the outermost, so that they are never cut."""
    ticks = [-reach, -reach / 2, 0.0, reach / 2, reach]
    words = [[_points(tick) if share else signed(tick)] for tick in ticks]
    words[0] += ends[0].split("\n")
    words[-1] += ends[1].split("\n")
    words[2] = ["0"]
    which = f"indexof({json.dumps(ticks)}, datum.value)"
    return alt.Axis(
        **axis(
            orient="top",
            values=ticks,
            labelExpr=f"{json.dumps(words)}[{which}]",
            labelFlush=True,
            ticks=False,
        )
    )


def _marks(rows: alt.Chart, shape: str, inside: float = 1, *, aria: bool) -> alt.Chart:
    """Dots that can be clicked; `inside` is how opaque they are within their outline.

    `aria`: false where there is none, because Vega names the marks, and not what holds none.
    """
    drawn: alt.Chart = rows.mark_point(
        shape=shape, filled=True, size=120, opacity=1, strokeWidth=2.5, fillOpacity=inside, cursor="pointer",
        clip=True, aria=aria,
    )  # fmt: skip
    return drawn


def _points(tick: float) -> str:
    return f"{'−' if tick < 0 else '+'}{abs(tick):g} points"


def _y_axis(rows: pl.DataFrame) -> alt.Axis:
    """Two lines of words for each row: a heading's only line is bold."""
    lines = [
        # A heading stands on its second line, nearer to what it heads.
        [*([] if note else [""]), shortened(legible_name(label), LONGEST_LABEL), *([note] if note else [])]
        for label, note in rows.select("label", "note").iter_rows()
    ]
    headings = rows.filter("heading")["row"].to_list()
    bold = alt.condition(
        f"indexof({json.dumps(headings)}, datum.value) >= 0", alt.value("bold"), alt.value("normal")
    )
    return alt.Axis(
        labelExpr=f"{json.dumps(lines)}[datum.value]", labelFontWeight=bold, labelLimit=LABEL_WIDTH, ticks=False,
        domain=False, grid=True, gridOpacity=0.25, labelOverlap=False, labelLineHeight=13, labelOffset=-5,
    )  # fmt: skip
