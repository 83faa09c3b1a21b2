"""Tone mention by mention, and over time."""

from collections.abc import Sequence

import altair as alt
import polars as pl

from dashboard.charts.style import FRIENDLY, HOSTILE, NEUTRAL, OUTLET_COLOURS, OUTLET_SHAPES, axis, heading
from dashboard.wording import counted

BIN = 0.05  # near enough; the bounds of neutral fall between two bars
HISTOGRAM_HEIGHT, OVER_TIME_HEIGHT = 250, 380
KINDS = {"hostile": HOSTILE, "neutral": NEUTRAL, "friendly": FRIENDLY}
MOST_TONE = 1.0
LEAST_REACH, STEP = 0.4, 0.2
SIGNED = "datum.value == 0 ? '0' : replace(format(datum.value, '+.1f'), '-', '−')"


def kind_of(tone: pl.Expr, neutral: float) -> pl.Expr:
    """Hostile, neutral or friendly. `neutral`: a tone nearer to 0 than this is neutral."""
    sign = pl.when(tone < 0).then(pl.lit("hostile")).otherwise(pl.lit("friendly"))
    return pl.when(tone.abs() < neutral).then(pl.lit("neutral")).otherwise(sign)


def bins(tones: pl.Series, neutral: float) -> pl.DataFrame:
    """How many mentions have which tone: start, end, kind, mentions; only bars that hold any.

    The width divides the neutral band, so that each bar is of one kind.
    """
    width = neutral / max(1, round(neutral / BIN))
    tone = pl.col("tone")
    return (
        pl.DataFrame({"tone": tones.drop_nulls()})
        .with_columns(kind=kind_of(tone, neutral), bar=(tone.abs() / width).floor() * tone.sign())
        .with_columns(
            start=pl.when(tone < 0).then((pl.col("bar") - 1) * width).otherwise(pl.col("bar") * width)
        )
        .group_by(pl.col("start").round(6), "kind")
        .agg(mentions=pl.len())
        .with_columns(end=pl.col("start") + width)
        .select("start", "end", "kind", "mentions")
        .sort("start")
    )


def histogram(rows: pl.DataFrame, what: str) -> alt.LayerChart | alt.Chart:
    """The bars of `bins`. `what`: whose mentions of whom, for those who cannot see it."""
    totals = dict(rows.group_by("kind").agg(pl.col("mentions").sum()).iter_rows())
    told = ", ".join(f"{totals.get(kind, 0):,} {kind}" for kind in KINDS)
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_bar()
        .encode(
            x=alt.X(
                "start:Q",
                bin="binned",
                title="tone of a mention: −1 hostile to +1 friendly",
                axis=alt.Axis(**axis(labelExpr=SIGNED, values=[-1, -0.5, 0, 0.5, 1])),
                scale=alt.Scale(domain=[-MOST_TONE, MOST_TONE]),
            ),
            x2="end:Q",
            y=alt.Y(
                "mentions:Q",
                title="mentions (root scale)",
                axis=alt.Axis(**axis(tickMinStep=1, format=",d")),
                scale=alt.Scale(
                    type="sqrt"
                ),  # so that the few that judge are seen beside the many that do not
            ),
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(domain=list(KINDS), range=list(KINDS.values())),
                legend=alt.Legend(title=None, orient="top"),
            ),
            tooltip=[
                alt.Tooltip("kind:N", title="Read as"),
                alt.Tooltip("mentions:Q", title="Mentions", format=","),
                alt.Tooltip("start:Q", title="Tone from", format="+.2f"),
                alt.Tooltip("end:Q", title="to", format="+.2f"),
            ],
        )
        .properties(height=HISTOGRAM_HEIGHT, description=f"{what}: {told}.")
    )
    return chart


def over_time(
    rows: pl.DataFrame, periods: Sequence[str], outlets: Sequence[str], what: str
) -> alt.LayerChart | alt.FacetChart:
    """A line for each outlet through its periods, with intervals. `rows`: outlet, period, value, low, high, few, told.

    Where only few mentions were read the mark is hollow. Outlets stand beside each other within a period.
    """
    far = rows.select(pl.max_horizontal(pl.col("low").abs(), pl.col("high").abs()).max()).item() or 0.0
    reach = min(MOST_TONE, max(LEAST_REACH, -(-far // STEP) * STEP))
    order = [name for name in outlets if name in set(rows["outlet"])]
    places = [outlets.index(name) for name in order]
    colour = alt.Color(
        "outlet:N",
        scale=alt.Scale(domain=order, range=[OUTLET_COLOURS[p] for p in places]),
        legend=alt.Legend(title=None, orient="top", columns=2, labelLimit=150, symbolOpacity=1),
    )
    shape = alt.Shape("outlet:N", scale=alt.Scale(domain=order, range=[OUTLET_SHAPES[p] for p in places]))
    base = alt.Chart(rows).encode(
        x=alt.X("period:O", title=None, sort=list(periods), axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        xOffset=alt.XOffset("outlet:N", sort=order, scale=alt.Scale(domain=order)),
        color=colour,
        tooltip=[
            alt.Tooltip("outlet:N", title="Outlet"),
            alt.Tooltip("period:O", title="When"),
            alt.Tooltip("told:N", title=heading(what)),
        ],
    )
    scale = alt.Scale(domain=[-reach, reach], nice=False)
    y_axis = alt.Axis(**axis(labelExpr=SIGNED))
    y = alt.Y("value:Q", title="critical − tone + favourable", axis=y_axis, scale=scale)
    zero = alt.Chart(pl.DataFrame({"value": [0.0]})).mark_rule(strokeWidth=1.5, color=NEUTRAL).encode(y=y)
    whisker = base.mark_rule(strokeWidth=2, opacity=0.6, clip=True).encode(
        y=alt.Y("low:Q", title=None, scale=scale), y2="high:Q"
    )
    dot = base.mark_point(size=90, strokeWidth=2, filled=True, opacity=1).encode(
        y=y,
        shape=shape,
        fillOpacity=alt.condition("datum.few", alt.value(0.0), alt.value(1.0)),
        stroke=colour,
    )
    told = "; ".join(f"{o} in {p}: {t}" for o, p, t in rows.select("outlet", "period", "told").iter_rows())
    return alt.layer(zero, whisker, dot).properties(
        height=OVER_TIME_HEIGHT, description=f"{what} by {counted(len(periods), 'period')}. {told}."
    )
