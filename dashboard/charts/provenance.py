"""Who takes text from whom, as a matrix; and an outlet's share of reprints over time."""

from datetime import datetime, timedelta
from math import log1p
from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.style import CREDIT_COLOURS, CREDIT_TINTS, INK, QUIET, axis, heading
from dashboard.copying import CREDITED, PART, UNCREDITED
from dashboard.wording import as_html, counted, share_words, shortened
from scoring.messages.shares import share, share_range
from scoring.outlets.periods import QUARTER, YEAR

CELL_HEIGHT, CELL_WIDTH, BESIDE = 34, 56, 180
# Streamlit's height of a chart holds its axes too; names of takers stand aslant above the cells.
AROUND = 120
LONGEST_NAME = 22  # characters
DESCRIBED = 20  # pairs named in the chart's description
SMALL_HEIGHT = 150
_DAYS = {QUARTER: 82, YEAR: 350}  # how long a bar is
CHOSEN = "cell"  # the name of the selection in the chart's state
MEANINGS = {
    CREDITED: "credited",
    PART: "credited in some of the articles or passages",
    UNCREDITED: "not credited",
}


def pair_told(row: dict[str, object]) -> str:
    """A pair of outlets in words. `row`: of `pairs`."""
    words, credited = int(str(row["words"])), int(str(row["credited_words"]))
    return (
        f"{row['to_outlet']} took {counted(words, 'word')} in {counted(int(str(row['articles'])), 'article')} from "
        f"{row['from_outlet']}; {share_words(credited, words)} of the words credited"
    )


def _tint(kind: str, articles: int, most: int) -> str:
    """The colour of a cell: that of its credit, stronger for more articles. Black figures stand well on all."""
    share = log1p(articles - 1) / log1p(most - 1) if most > 1 else 0.0
    ends = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in CREDIT_TINTS[kind]]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(*ends, strict=True))


# Long because a chart is one declaration.
def copies_matrix(between: pl.DataFrame, opened: str = "") -> alt.LayerChart | alt.FacetChart:
    """One cell for each pair: whose text (rows), who took it (columns), the number of articles printed in it.

    `between`: rows of `pairs`; `opened`: the pair whose cell is outlined. A click on a cell selects from_outlet and
    to_outlet under the name CHOSEN.
    """
    most = int(str(between["articles"].max()))
    rows = list(between.iter_rows(named=True))
    frame = between.select("from_outlet", "to_outlet", "articles", "kind").with_columns(
        told=pl.Series([pair_told(row) for row in rows], dtype=pl.String),
        fill=pl.Series([_tint(row["kind"], row["articles"], most) for row in rows], dtype=pl.String),
        width=pl.Series([3.0 if row["pair"] == opened else 1.0 for row in rows], dtype=pl.Float64),
    )
    givers, takers = (
        between.group_by(name)
        .agg(pl.col("articles").sum())
        .sort(["articles", name], descending=[True, False])[name]
        .to_list()
        for name in ("from_outlet", "to_outlet")
    )
    short = f"length(datum.label) > {LONGEST_NAME} ? slice(datum.label, 0, {LONGEST_NAME - 1}) + '…' : datum.label"
    look: dict[str, Any] = {"ticks": False, "domain": False, "labelLimit": 150, "labelOverlap": False}
    look["labelExpr"] = short
    base = alt.Chart(frame).encode(
        x=alt.X(
            "to_outlet:N",
            sort=takers,
            title="who took it",
            axis=alt.Axis(orient="top", labelAngle=-38, **look),
        ),
        y=alt.Y("from_outlet:N", sort=givers, title="whose text", axis=alt.Axis(**look)),
        tooltip=[
            alt.Tooltip("from_outlet:N", title="Whose text"),
            alt.Tooltip("to_outlet:N", title="Who took it"),
            alt.Tooltip("told:N", title="In all"),
        ],
    )
    cells = base.mark_rect(cursor="pointer").encode(
        color=alt.Color("fill:N", scale=None, legend=None),
        stroke=alt.Stroke(
            "kind:N", scale=alt.Scale(domain=list(CREDIT_COLOURS), range=list(CREDIT_COLOURS.values())), legend=None
        ),
        strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        strokeDash=alt.StrokeDash(
            "kind:N", scale=alt.Scale(domain=[CREDITED, PART, UNCREDITED], range=[[1, 0], [6, 2], [3, 2]]), legend=None
        ),
    )  # fmt: skip
    chosen = alt.selection_point(name=CHOSEN, fields=["from_outlet", "to_outlet"], toggle=False)
    figures = base.mark_text(fontSize=13, fontWeight="bold", color=INK, cursor="pointer").encode(
        text=alt.Text("articles:Q", format=",")
    )
    told = "; ".join(frame["told"].head(DESCRIBED).to_list())
    return alt.layer(cells.add_params(chosen), figures).properties(
        height=len(givers) * CELL_HEIGHT + AROUND,
        width=len(takers) * CELL_WIDTH + BESIDE,
        description=f"Who takes text from whom, in articles. {told}",
    )


def credit_legend(*kinds: str) -> str:
    """What the colours mean, in HTML: the same on every picture of copying."""
    marks = "".join(
        f'<span><b class="mh-key" style="background:{CREDIT_TINTS[kind][1]};border-color:{CREDIT_COLOURS[kind]}">'
        f"</b>{as_html(MEANINGS[kind])}</span>"
        for kind in kinds
    )
    return f'<div class="mh-legend">{marks}</div>'


def reprints_over_time(
    rows: pl.DataFrame, outlet: str, every: str, ends: tuple[str, str], most: float
) -> alt.LayerChart | alt.FacetChart:
    """One outlet's share of reprints by quarter or year: bars, credited and not, with the interval of the whole bar.

    `rows`: the outlet's rows of `reprint_shares` that have a value; `every`: of the two; `ends`: where the first and
    the last period on the axis begin; `most`: the axis's end.
    """
    told = [
        f"{share(row['reprints'] / row['articles'], (row['low'], row['high']))} "
        f"({share_range(row['low'], row['high'])}): {row['reprints']:,} of {counted(row['articles'], 'article')}, "
        f"{row['uncredited']:,} without a clear credit"
        for row in rows.iter_rows(named=True)
    ]
    start = pl.col("since").str.to_datetime("%Y-%m-%d")
    wide = rows.with_columns(
        told=pl.Series(told, dtype=pl.String),
        start=start,
        middle=start.dt.offset_by(f"{_DAYS[every] // 2}d"),
        end=start.dt.offset_by(f"{_DAYS[every]}d"),
        open=pl.col("uncredited") / pl.col("articles"),
        whole=pl.col("reprints") / pl.col("articles"),
        nothing=pl.lit(0.0),
    )
    until = datetime.fromisoformat(ends[1]) + timedelta(days=_DAYS[every])
    x = alt.X(
        "start:T", title=None, scale=alt.Scale(domain=[ends[0] + "T00:00:00", until.isoformat()]),
        axis=alt.Axis(grid=False, labelOverlap=True, tickCount="year", format="%Y"),
    )  # fmt: skip
    up = alt.Scale(domain=[0, most], clamp=True)
    y_axis = alt.Axis(**axis(format="%", tickCount=3))
    tip = [
        alt.Tooltip("since:N", title=f"{every.title()} from"),
        alt.Tooltip("told:N", title=heading(outlet)),
    ]
    base = alt.Chart(wide).encode(tooltip=tip)
    bars = [
        base.mark_rect(color=CREDIT_TINTS[kind][1], stroke=CREDIT_COLOURS[kind], strokeWidth=0.6).encode(
            x=x,
            x2="end:T",
            y=alt.Y(f"{low}:Q", title=None, scale=up, axis=y_axis),
            y2=f"{high}:Q",
        )
        for kind, low, high in ((UNCREDITED, "nothing", "open"), (CREDITED, "open", "whole"))
    ]
    whisker = base.mark_rule(color=QUIET, strokeWidth=1.5).encode(
        x="middle:T", y=alt.Y("low:Q", scale=up, axis=y_axis), y2="high:Q"
    )
    name = shortened(outlet)
    said = "; ".join(f"{q[:7]} {t}" for q, t in zip(rows["since"], told, strict=True))
    return alt.layer(*bars, whisker).properties(
        height=SMALL_HEIGHT, description=f"Share of {name}'s articles that are reprints, by {every}: {said}."
    )
