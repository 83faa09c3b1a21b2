"""Who takes from whom, with or without credit; provenance over time; and the passages themselves."""

import polars as pl
import streamlit as st

from dashboard import downloads, links, session
from dashboard.charts.provenance import flow_bars, provenance_over_time
from dashboard.scores import articles, outlets, passages_between, table
from dashboard.wording import PROVENANCE, as_markdown, counted, outlet_name

MOST_FLOWS = 25  # the largest are drawn; the table below the chart has them all
MOST_PASSAGES = 300
MOST_OUTLETS = 12

scores = session.current()
st.title("Provenance")
st.caption(
    "Passages of 12 words or more that two outlets share. A direction is given only if dates or credits show it; "
    "otherwise an article 'shares text with' another. Origins outside this corpus are invisible."
)
names = outlets(scores)["outlet"].to_list()
chosen = links.many("Outlets", "outlet", names, noun="outlets", most=MOST_OUTLETS, placeholder="all outlets")

kept = articles(scores).filter(pl.col("outlet").is_in(chosen)) if chosen else articles(scores)
counts = kept.group_by("provenance").len().sort("len", descending=True)
st.subheader("What the articles are")
with st.container(horizontal=True):
    for kind, count in counts.iter_rows():
        st.metric(
            as_markdown(PROVENANCE.get(kind, kind).capitalize()), f"{count / max(kept.height, 1):.0%}", width="content",
            delta=f"{counted(count, 'article')} of {kept.height:,}", delta_color="off", delta_arrow="off",
        )  # fmt: skip

st.subheader("Who takes from whom")
flows = table(scores, "flows") if scores.has("flows") else pl.DataFrame()
if chosen and len(flows):
    flows = flows.filter(pl.col("from_outlet").is_in(chosen) | pl.col("to_outlet").is_in(chosen))
if flows.is_empty():
    st.info(
        "No text is known to have passed between these outlets. Choose others, or clear the choice to include all."
        if chosen
        else "No text is known to have passed between the outlets in this corpus."
    )
else:
    told = [
        f"{row['to_outlet']} took {counted(row['words'], 'word')} in {counted(row['articles'], 'article')} from "
        f"{row['from_outlet']}, {row['credited_share'] or 0:.0%} of them credited"
        for row in flows.iter_rows(named=True)
    ]
    flows = flows.with_columns(told=pl.Series(told)).sort(
        ["words", "from_outlet", "to_outlet"], descending=[True, False, False]
    )
    chart = flow_bars(flows.head(MOST_FLOWS))
    if flows.height > MOST_FLOWS:
        st.caption(f"The {MOST_FLOWS} largest of {flows.height:,}; choose outlets to see theirs.")
    st.altair_chart(chart, key="flows")
    downloads.pictures(chart, "masthead-flows")
    with st.expander("As a table"):
        st.dataframe(
            flows.drop("told"),
            hide_index=True,
            placeholder="",
            alt="Who takes from whom: articles, words, share credited",
            column_config={
                "from_outlet": "whose text",
                "to_outlet": "who took it",
                "credited_share": st.column_config.NumberColumn("credited", format="percent"),
            },
        )
        downloads.whole_table(scores, "flows")

st.subheader("Over time")
dated = kept.drop_nulls("published")
if dated.is_empty():
    st.info("None of these articles has a date.")
else:
    monthly = (
        dated.group_by(
            month=pl.col("published").dt.truncate("1mo"), provenance=pl.col("provenance").replace(PROVENANCE)
        )
        .agg(articles=pl.len())
        .sort("month", "provenance")
    )
    over_time = provenance_over_time(monthly)
    st.altair_chart(over_time, key="over time")
    downloads.pictures(over_time, "masthead-provenance")
    with st.expander("As a table"):
        st.dataframe(
            monthly.with_columns(pl.col("month").dt.strftime("%Y-%m")), hide_index=True,
            alt="Articles by month and provenance",
        )  # fmt: skip

st.subheader("Passages")
if not scores.has("passages"):
    st.stop()
passages = passages_between(scores, tuple(chosen), MOST_PASSAGES)
if passages.is_empty():
    st.info("No passages are shared here.")
    st.stop()
st.caption(
    f"{counted(passages.height, 'passage')}, the longest first."
    if passages.height < MOST_PASSAGES
    else f"The {MOST_PASSAGES} longest."
)
title_of = articles(scores).select("article_id", "title")
listed = passages.join(title_of, on="article_id", how="left").join(
    title_of.rename({"article_id": "other_id", "title": "other_title"}), on="other_id", how="left"
)
read = [
    links.address("article", article=a, at=f"{start}-{end}", layers=["reprints", "furniture"])
    for a, start, end in listed.select("article_id", "start", "end").iter_rows()
]
versions = [
    links.address("stories", article=a, against=o)
    for a, o in listed.select("article_id", "other_id").iter_rows()
]
st.dataframe(
    listed.select(
        outlet=pl.col("outlet").fill_null(outlet_name(None)),
        headline="title",
        direction=pl.col("direction").replace(
            {
                "from": "taken from",
                "undirected": "shared with",
                "to": "taken by",
                "also_printed": "also printed by",
            }
        ),
        other=pl.col("other_outlet").fill_null(outlet_name(None)),
        origin="other_title",
        words="words",
        edits="edits",
        credited=pl.when(pl.col("direction").is_in(["undirected", "also_printed"]))
        .then(None)
        .otherwise(pl.col("credited")),
        credit="credit",
        read=pl.Series(read, dtype=pl.String),
        compared=pl.Series(versions, dtype=pl.String),
    ),
    hide_index=True,
    placeholder="",
    alt="Shared passages, the longest first",
    column_config={
        "other": "other outlet",
        "origin": "its headline",
        "credited": st.column_config.CheckboxColumn("credited"),
        "credit": "credit line",
        "read": st.column_config.LinkColumn("in the text", display_text="read"),
        "compared": st.column_config.LinkColumn("word by word", display_text="compare"),
    },
)
with st.container(horizontal=True):
    downloads.shown_rows(passages, "passages-shown.csv", "These passages (CSV)")
    downloads.whole_table(scores, "passages")
