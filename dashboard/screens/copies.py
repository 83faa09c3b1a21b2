"""Who copies: who takes text from whom, with or without credit, the articles themselves, and shares by quarter."""

import polars as pl
import streamlit as st

from dashboard import downloads, links, session
from dashboard.charts.provenance import CHOSEN, copies_matrix, credit_legend, reprints_over_time
from dashboard.choices import Choice, choose
from dashboard.copying import (
    CREDITED,
    PART,
    UNCREDITED,
    corner,
    credit_of,
    pair_of,
    pairs,
    printed_by_many,
    reprint_share,
    shared_without_taking,
    takings,
    touching,
    usual_reprint_shares,
)
from dashboard.copying_words import (
    answer,
    credit_told,
    kinds_table,
    named_list,
    pairs_list,
    shared_table,
    statement_cards,
    taken_cards,
)
from dashboard.scores import articles, outlets, table, texts_of
from dashboard.wording import as_markdown, counted, share_words
from scoring.outlets.agencies import agencies_among
from scoring.schema.kinds import BY_CREDIT, REPRINTS, Direction
from scoring.schema.tables import PASSAGES
from scoring.schema.thresholds import MINIMUM_INDEPENDENT_TEXTS

MOST_OUTLETS = 12
FEW_TAKERS = 6
ROWS = COLUMNS = 12  # of the matrix; the choice beside it has every pair
LISTED, CARDS, NAMED, STATEMENTS, SHARING = 8, 5, 6, 4, 20
SMALL_CHARTS = 4  # outlets whose quarters are drawn unless others are chosen

scores = session.current()
st.title("Who copies", anchor=False)
names = outlets(scores)["outlet"].to_list()
first, last = links.dates()
summary = st.container()  # filled when it is known which outlets count
chosen = links.many(
    "Outlets", "outlet", names, noun="outlets", most=MOST_OUTLETS, placeholder="all outlets"
)  # fmt: skip
dated = choose(articles(scores), Choice(first=first, last=last))
passages = table(scores, "passages") if scores.has("passages") else PASSAGES.empty()
found = takings(dated, passages).with_columns(kind=credit_of(pl.col("words"), pl.col("credited_words")))
between = touching(pairs(found), chosen)
real = between.filter(pl.col("from_outlet").is_in(names))
elsewhere = between.filter(~pl.col("from_outlet").is_in(names))
mine = dated.filter(pl.col("outlet").is_in(chosen)) if chosen else dated
with summary:
    reprints = mine.filter(pl.col("provenance").is_in(REPRINTS))
    open_ones = reprints.filter(~pl.col("provenance").is_in(BY_CREDIT))
    outside = reprints.filter(
        pl.col("origin_article").is_null(), ~pl.col("origin_outlet").is_in(names)
    ).height
    st.markdown(answer(reprints.height, open_ones.height, mine.height, reprint_share(mine), real, outside))
    services = agencies_among(names)
    held = as_markdown(", ".join(services)) if services else "none that is listed"
    st.caption(
        f"News agencies in this corpus: {held}. What comes from outside it shows only where a credit line says so. "
        "Two outlets that print the text of one agency without naming it look as if the later one had taken it from "
        "the earlier one."
    )
    if not scores.has("passages"):
        st.info("This folder holds no table of passages, so only what credit lines say is known.")


def take_cell() -> None:
    """Open the pair whose cell was clicked."""
    if cells := links.clicked("copies matrix", CHOSEN):
        links.put("pair", [pair_of(cells[0]["from_outlet"], cells[0]["to_outlet"])])
        links.put("page", [])


def show_matrix(opened: str) -> None:
    """The matrix of the outlets that give and take most."""
    drawn = corner(real, ROWS, COLUMNS)
    st.html(credit_legend(*(kind for kind in (CREDITED, PART, UNCREDITED) if kind in set(drawn["kind"]))))
    chart = copies_matrix(drawn, opened)
    part = f" Drawn: {drawn.height:,} of {real.height:,} pairs." if drawn.height < real.height else ""
    with st.container(key="wide-matrix"):
        few = drawn["to_outlet"].n_unique() < FEW_TAKERS  # cells as wide as the page would say nothing more
        st.altair_chart(
            chart, key="copies matrix", on_select=take_cell, width="content" if few else "stretch"
        )
        st.caption(f"Figures: articles of the outlet that took.{part} A click opens them.")
        downloads.pictures(chart, "masthead-copies")


def show_pair(opened: str) -> None:
    """What one outlet took from another, article by article."""
    row = real.filter(pl.col("pair") == opened).row(0, named=True)
    st.markdown(
        f"**{as_markdown(row['to_outlet'])}** took {counted(row['words'], 'word')} from "
        f"**{as_markdown(row['from_outlet'])}** in {counted(row['articles'], 'article')}: {credit_told(row)}; "
        f"{share_words(row['credited_words'], row['words'])} of the words."
    )
    taken = found.filter(pl.col("from_outlet") == row["from_outlet"], pl.col("to_outlet") == row["to_outlet"])
    page = links.page_number(taken.height, CARDS, width=160)
    part = taken.slice((page - 1) * CARDS, CARDS)
    ids = [*part["article_id"], *part["origin"].drop_nulls()]
    titles = articles(scores).filter(pl.col("article_id").is_in(ids)).select("article_id", "title")
    st.html(taken_cards(part, dict(titles.iter_rows())))


st.header("From whom to whom", anchor=False)
if real.is_empty():
    where = " in these days" if first or last else ""
    remedy = " Choose others, or clear the choice to include all." if chosen else ""
    st.info(f"No text is known to have passed between these outlets{where}.{remedy}")
else:
    left, right = st.columns([3, 2], gap="medium")
    with right:
        opened = links.one(
            "Two outlets", "pair", ["", *real["pair"].to_list()], noun="pairs of outlets",
            words=lambda o: o or f"The largest of {real.height:,}", clears=("page",),
        )  # fmt: skip
        if opened:
            show_pair(opened)
        else:
            st.html(pairs_list(real.head(LISTED)))
    with left:
        show_matrix(opened)


def show_shares() -> None:
    """The share of reprints by quarter, or by year if quarters leave out most of them: a small picture per outlet."""
    shares, every = usual_reprint_shares(dated)
    if shares.is_empty():
        st.info("None of these articles has a date.")
        return
    totals = (
        shares.group_by("outlet")
        .agg(pl.col("reprints", "articles").sum(), pl.col("value").is_not_null().any().alias("enough"))
        .sort(["reprints", "outlet"], descending=[True, False])
    )
    some = totals.filter(pl.col("reprints") > 0, "enough")["outlet"].head(SMALL_CHARTS).to_list()
    drawn = chosen or some
    known = shares.filter(pl.col("outlet").is_in(drawn)).drop_nulls("value")
    if known.is_empty():
        st.info(
            f"Not enough data: no year of an outlet with reprints has {MINIMUM_INDEPENDENT_TEXTS} independent texts."
        )
        return
    st.caption(
        "Share of articles that are reprints as a whole; lines are 95% intervals."
        + ("" if chosen else f" The {counted(len(drawn), 'outlet')} with most reprints.")
        + f" {every.title()}s with fewer than {MINIMUM_INDEPENDENT_TEXTS} independent texts are left out."
    )
    st.html(credit_legend(CREDITED, UNCREDITED))
    ends = min(known["since"]), max(known["since"])
    columns = st.columns(2)
    for number, name in enumerate(drawn):
        rows = known.filter(pl.col("outlet") == name)
        sums = totals.filter(pl.col("outlet") == name).select("reprints", "articles").sum().row(0)
        with columns[number % len(columns)]:
            st.markdown(f"**{as_markdown(name)}**: {sums[0]:,} of {counted(sums[1], 'dated article')}")
            if rows.is_empty():
                st.caption(f"Not enough data in any {every}.")
            elif not sums[0]:
                st.caption("Nothing to draw: none of its dated articles is a reprint.")
            else:
                chart = reprints_over_time(rows, name, every, ends, max(known["high"]))
                st.altair_chart(chart, key=f"over time {name}")
    downloads.shown_rows(
        shares.filter(pl.col("outlet").is_in(drawn)), f"reprints-by-{every}.csv", "These (CSV)"
    )


st.header("Reprints over time", anchor=False)
show_shares()

if elsewhere.height:
    st.header("Credited to, text not in the corpus", anchor=False)
    st.caption(
        "As the credit lines read: agencies, syndicates and sites; some name a column or a person. Other articles of "
        "theirs may be here, but not the one that was printed. They stand in no matrix, because there is nothing here "
        "to lay beside them."
    )
    sums = elsewhere.group_by("from_outlet", maintain_order=True).agg(pl.col("articles").sum())
    givers = sums.sort("articles", descending=True, maintain_order=True)["from_outlet"]
    largest = pl.col("from_outlet").is_in(givers.head(NAMED).implode())
    st.html(named_list(elsewhere.filter(largest)))
    if len(givers) > NAMED:
        with st.expander(f"{len(givers) - NAMED:,} more"):
            st.html(named_list(elsewhere.filter(~largest)))

also = shared_without_taking(passages, mine, Direction.ALSO_PRINTED)
undirected = shared_without_taking(passages, mine, Direction.UNDIRECTED)
if also.height:
    st.header("Also printed by", anchor=False)
    st.caption(
        f"{also.height:,} pairs of outlets print the same words of somebody else: a quotation, a statement, a post, a "
        "document. That is reporting, so it is counted neither above nor as a reprint."
    )
    with st.expander("The words that most outlets print, and which outlets"):
        widest = printed_by_many(passages, mine, STATEMENTS)
        st.html(statement_cards(widest, texts_of(scores, widest["article_id"])))
        st.html(shared_table(also.head(SHARING), "Also printed by"))
        if also.height > SHARING:
            st.caption(f"The {SHARING} pairs with most in common.")

with st.expander("Numbers"):
    st.markdown(f"**What the {mine.height:,} articles are**")
    st.html(kinds_table(mine))
    st.caption(
        "Original among these outlets: no outlet of this corpus had the text first. It says nothing of outlets that "
        "are not here."
    )
    if undirected.height:
        st.markdown("**Text in common, and nothing says who had it first**")
        st.html(shared_table(undirected.head(SHARING), "Text in common without a direction"))
    with st.container(horizontal=True):
        downloads.shown_rows(between.drop("pair"), "copies-shown.csv", "These pairs (CSV)")
        for name in ("flows", "passages"):
            if scores.has(name):
                downloads.whole_table(scores, name)
