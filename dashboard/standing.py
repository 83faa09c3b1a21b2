"""What stands beside the metrics of outlets: their reporting index and experts' ratings, one plain line each."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import polars as pl
import streamlit as st

from dashboard import downloads, links
from dashboard.contributions import LABEL, contributions_grid, ranked
from dashboard.ratings import LABEL as EXPERTS
from dashboard.ratings import MEANT as RATINGS_MEANT
from dashboard.ratings import NOT_RATED, Ratings, rating_words, ratings_of
from dashboard.reporting_index import (
    NOT_THIS,
    component_rows,
    components_of,
    index_of,
    place_words,
    rank_words,
    share_above,
)
from dashboard.scores import table
from dashboard.wording import as_html, as_markdown
from scoring.messages.shares import share
from scoring.schema.scores import Scores
from scoring.schema.thresholds import MINIMUM_INDEX_TEXTS, MOST_REPRINTS, WEIGHTINGS


def show_standing(scores: Scores, chosen: Sequence[str]) -> None:
    """The reporting index and what others say, in a line for each outlet."""
    index, ratings = index_of(scores), ratings_of(scores)
    if index is None and ratings is None:
        return
    heads = [word for word, there in ((LABEL, index is not None), (EXPERTS, ratings is not None)) if there]
    st.header(" · ".join(heads), anchor=False)
    st.html(standing_lines(index, ratings, chosen))
    st.caption("Of all articles, whatever is chosen above.")
    with st.expander("What these say, and how the index is made"):
        if index is not None:
            st.markdown(NOT_THIS)
            if scores.has("index_pairs") and len(chosen) > 1:
                st.html(order_lines(table(scores, "index_pairs"), index, chosen))
            components = components_of(index, scores.metrics)
            st.html(
                contributions_grid(
                    index, components, scores.metrics, component_rows(scores, components), chosen
                )
            )
            links.page_link("weights", "Try other weights", icon=":material/balance:")
        if ratings is not None:
            st.markdown(as_markdown(RATINGS_MEANT))
    if index is not None:
        downloads.shown_rows(
            index.filter(pl.col("outlet").is_in(chosen)), "index-shown.csv", "Index shown (CSV)"
        )


def standing_lines(index: pl.DataFrame | None, ratings: Ratings | None, outlets: Sequence[str]) -> str:
    """A line for each outlet, as HTML: its index, and what others say of it."""
    rows = {} if index is None else {row["outlet"]: row for row in index.iter_rows(named=True)}
    standing = 0 if index is None else ranked(index)
    lines = []
    for name in outlets:
        told = [] if index is None else [index_words(rows.get(name), standing)]
        if ratings is not None:
            told.append("; ".join(", ".join(rating_words(row)) for row in ratings.get(name, ())) or NOT_RATED)
        lines.append(f'<p class="mh-verdict"><b>{as_html(name)}</b>: {as_html(" · ".join(told))}</p>')
    return "".join(lines)


def index_words(row: Mapping[str, Any] | None, standing: int) -> str:
    """An outlet's index with its interval and ranks, or why it has none. `row`: a row of `index`."""
    if row is None:
        return "no reporting index"
    if row["index"] is not None:
        place = place_words(row["index"], row["low"], row["high"])
        return f"reporting index {place}, {rank_words(row['rank_best'], row['rank_worst'], standing)}"
    missing = MINIMUM_INDEX_TEXTS - row["independent_texts"]
    if row["reprints"] > MOST_REPRINTS:
        return "no reporting index: most of its articles are other people's texts"
    if missing > 0:
        return f"no reporting index: {missing} more independent {'text' if missing == 1 else 'texts'} needed"
    return "no reporting index: too little of what it is made of could be measured"


def order_lines(pairs: pl.DataFrame, index: pl.DataFrame, outlets: Sequence[str]) -> str:
    """For each two outlets, under how many plausible weightings one ranks above the other, as HTML."""
    lines = []
    for one, other in combinations(outlets, 2):
        found = share_above(pairs, index, one, other)
        if found is None:
            told = f"{one} and {other}: not enough data to compare"
        else:
            above, below, part = found
            told = (
                f"{above} ranks above {below} under {share(part)} of {WEIGHTINGS:,} plausible weightings, "
                "before counting the errors of either"
            )
        lines.append(f'<p class="mh-verdict within">{as_html(told)}</p>')
    return "".join(lines)
