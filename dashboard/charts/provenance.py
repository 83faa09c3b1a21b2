"""Who takes from whom, and how provenance changes over time."""

import altair as alt
import polars as pl

from dashboard.charts.style import FRIENDLY, HOSTILE, NEUTRAL, PROVENANCE_COLOURS, QUIET, axis

BAR_HEIGHT = 26
# Streamlit's height of a chart holds its axis and legend too.
AROUND = 110
DESCRIBED = 20  # flows named in the chart's description
CREDIT = {"credited": "credited", "not credited": "uncredited"}  # words for the legend, and their column


def flow_bars(flows: pl.DataFrame) -> alt.LayerChart | alt.FacetChart:
    """One bar per pair of outlets, giver and taker: the words taken, with and without credit.

    `flows`: from_outlet, to_outlet, articles, words, credited_share, told, in the order of showing.
    """
    credited = (pl.col("words") * pl.col("credited_share").fill_null(0.0)).round()
    pair = pl.concat_str("from_outlet", pl.lit(" → "), "to_outlet")
    parts = flows.with_columns(pair=pair, credited=credited, uncredited=pl.col("words") - credited)
    frame = pl.concat(
        [
            parts.select("pair", "told", credit=pl.lit(kind), taken=pl.col(column))
            for kind, column in CREDIT.items()
        ]
    )
    told = "; ".join(flows["told"].head(DESCRIBED).to_list())
    kinds = list(CREDIT)
    bars = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            y=alt.Y(
                "pair:N",
                sort=parts["pair"].to_list(),
                title=None,
                axis=alt.Axis(labelLimit=230, labelOverlap=False, ticks=False, domain=False),
            ),
            x=alt.X("taken:Q", title="words taken", axis=alt.Axis(**axis())),
            color=alt.Color(
                "credit:N",
                title=None,
                scale=alt.Scale(domain=kinds, range=[FRIENDLY, HOSTILE]),
                legend=alt.Legend(orient="top", direction="vertical"),
            ),
            order=alt.Order("credit:N"),
            tooltip=[
                alt.Tooltip("pair:N", title="From, to"),
                alt.Tooltip("told:N", title="In all"),
                alt.Tooltip("credit:N", title="Credit"),
                alt.Tooltip("taken:Q", title="Words"),
            ],
        )
    )
    # The share is printed too, so that nothing depends on colour alone.
    shares = [f"{share or 0:.0%} credited" for share in flows["credited_share"]]
    figures = (
        alt.Chart(parts.select("pair", "words", share=pl.Series(shares, dtype=pl.String)))
        .mark_text(align="left", dx=5, fontSize=11, color=QUIET)
        .encode(y=alt.Y("pair:N", sort=parts["pair"].to_list()), x="words:Q", text="share:N")
    )
    return alt.layer(bars, figures).properties(
        height=flows.height * BAR_HEIGHT + AROUND, description=f"Who takes from whom. {told}"
    )


def provenance_over_time(counts: pl.DataFrame) -> alt.Chart:
    """Articles by month and provenance, stacked. `counts`: month, provenance (in words), articles."""
    kinds = [kind for kind in PROVENANCE_COLOURS if kind in set(counts["provenance"])]
    totals = counts.group_by("provenance").agg(pl.col("articles").sum()).sort("provenance")
    told = ", ".join(f"{n} {kind}" for kind, n in totals.iter_rows())
    chart: alt.Chart = (
        alt.Chart(counts)
        .mark_bar(stroke=NEUTRAL, strokeWidth=0.4)
        .encode(
            # Each bar stands over the label of its month, not between it and the next.
            x=alt.X(
                "yearmonth(month):T",
                title=None,
                bandPosition=0,
                scale=alt.Scale(padding=20),
                axis=alt.Axis(labelAngle=0, grid=False, labelFlush=False),
            ),
            y=alt.Y("articles:Q", title="articles", axis=alt.Axis(**axis())),
            color=alt.Color(
                "provenance:N",
                sort=kinds,
                title=None,
                scale=alt.Scale(domain=kinds, range=[PROVENANCE_COLOURS[k] for k in kinds]),
                legend=alt.Legend(orient="bottom", columns=2),
            ),
            order=alt.Order("provenance:N"),
            tooltip=[
                alt.Tooltip("yearmonth(month):T", title="Month"),
                alt.Tooltip("provenance:N", title="Provenance"),
                alt.Tooltip("articles:Q", title="Articles"),
            ],
        )
        .properties(height=300, description=f"Articles by month and provenance; in all {told}.")
    )
    return chart
