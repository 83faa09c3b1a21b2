"""What stands beside the metrics of outlets: their reporting index and experts' ratings, one plain line each."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import polars as pl

from dashboard.ratings import NOT_RATED, Ratings, rating_words
from dashboard.reporting_index import place_words, rank_words, share_above
from dashboard.wording import as_html
from scoring.schema.thresholds import MINIMUM_INDEX_TEXTS, MOST_REPRINTS, WEIGHTINGS


def standing_lines(index: pl.DataFrame | None, ratings: Ratings | None, outlets: Sequence[str]) -> str:
    """A line for each outlet, as HTML: its index, and what others say of it."""
    rows = {} if index is None else {row["outlet"]: row for row in index.iter_rows(named=True)}
    ranked = 0 if index is None else index["index"].drop_nulls().len()
    lines = []
    for name in outlets:
        told = [] if index is None else [index_words(rows.get(name), ranked)]
        if ratings is not None:
            told.append("; ".join(", ".join(rating_words(row)) for row in ratings.get(name, ())) or NOT_RATED)
        lines.append(f'<p class="mh-verdict"><b>{as_html(name)}</b>: {as_html(" · ".join(told))}</p>')
    return "".join(lines)


def index_words(row: Mapping[str, Any] | None, ranked: int) -> str:
    """An outlet's index with its interval and ranks, or why it has none. `row`: a row of `index`."""
    if row is None:
        return "no reporting index"
    if row["index"] is not None:
        place = place_words(row["index"], row["low"], row["high"])
        return f"reporting index {place}, {rank_words(row['rank_best'], row['rank_worst'], ranked)}"
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
            above, below, share = found
            told = (
                f"{above} ranks above {below} under {100 * share:.0f}% of {WEIGHTINGS:,} plausible weightings, "
                "before counting the errors of either"
            )
        lines.append(f'<p class="mh-verdict within">{as_html(told)}</p>')
    return "".join(lines)
