"""Who takes from whom, and how provenance changes over time."""

import altair as alt
import polars as pl

from dashboard.charts.style import FRIENDLY, HOSTILE, NEUTRAL, PROVENANCE_COLOURS, axis

CELL_HEIGHT = 30
# Streamlit's height of a chart holds its axes and legends too.
AROUND = 230
HALF = 0.5


def flow_matrix(flows: pl.DataFrame) -> alt.Chart:
    """Givers in rows, takers in columns. `flows`: from_outlet, to_outlet, articles, words, credited_share, told.

    The size of a circle is the words taken, its colour and shape how much of them is credited.
    """
    order_from = (
        flows.group_by("from_outlet").agg(pl.col("words").sum()).sort("words", descending=True)["from_outlet"]
    )
    order_to = (
        flows.group_by("to_outlet").agg(pl.col("words").sum()).sort("words", descending=True)["to_outlet"]
    )
    grid = {"labelOverlap": False, "grid": True, "gridOpacity": 0.3}
    kinds = {"mostly credited": FRIENDLY, "mostly not credited": HOSTILE}
    frame = flows.with_columns(
        credit=pl.when(pl.col("credited_share") >= HALF)
        .then(pl.lit("mostly credited"))
        .otherwise(pl.lit("mostly not credited"))
    )
    told = "; ".join(flows["told"].head(20).to_list())
    return (
        alt.Chart(frame)
        .mark_point(filled=True, opacity=0.9)
        .encode(
            y=alt.Y(
                "from_outlet:N", sort=order_from.to_list(), title="whose text", axis=alt.Axis(labelLimit=170, **grid)
            ),
            x=alt.X(
                "to_outlet:N", sort=order_to.to_list(), title="who took it",
                axis=alt.Axis(labelAngle=-40, labelLimit=150, orient="top", **grid),
            ),
            size=alt.Size(
                "words:Q", title="words taken", scale=alt.Scale(range=[30, 700]), legend=alt.Legend(orient="bottom")
            ),
            color=alt.Color(
                "credit:N", title=None, scale=alt.Scale(domain=list(kinds), range=list(kinds.values())),
                legend=alt.Legend(orient="bottom"),
            ),
            shape=alt.Shape("credit:N", title=None, scale=alt.Scale(domain=list(kinds), range=["circle", "diamond"])),
            tooltip=[
                alt.Tooltip("from_outlet:N", title="Whose text"),
                alt.Tooltip("to_outlet:N", title="Who took it"),
                alt.Tooltip("told:N", title="How much"),
            ],
        )
        .properties(height=order_from.len() * CELL_HEIGHT + AROUND, description=f"Who takes from whom. {told}")
    )  # fmt: skip


def provenance_over_time(counts: pl.DataFrame) -> alt.Chart:
    """Articles by month and provenance, stacked. `counts`: month, provenance (in words), articles."""
    kinds = [kind for kind in PROVENANCE_COLOURS if kind in set(counts["provenance"])]
    totals = counts.group_by("provenance").agg(pl.col("articles").sum()).sort("provenance")
    told = ", ".join(f"{n} {kind}" for kind, n in totals.iter_rows())
    return (
        alt.Chart(counts)
        .mark_bar(stroke=NEUTRAL, strokeWidth=0.4)
        .encode(
            x=alt.X("yearmonth(month):T", title=None, axis=alt.Axis(labelAngle=0, grid=False)),
            y=alt.Y("articles:Q", title="articles", axis=alt.Axis(**axis())),
            color=alt.Color(
                "provenance:N",
                sort=kinds,
                title=None,
                scale=alt.Scale(domain=kinds, range=[PROVENANCE_COLOURS[k] for k in kinds]),
                legend=alt.Legend(orient="bottom", columns=3),
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
