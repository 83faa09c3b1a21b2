"""What experts and the user say of an outlet, in HTML: beside the index, which says what its text shows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.grids import Sorting
from dashboard.scores import table
from dashboard.wording import as_html
from scoring.schema.scores import Scores

LABEL = "What experts say"
MEANT = (
    "What experts say: their rating of the outlet's domain, from 0 to 1 (what six published sets of ratings have in "
    "common; Lin and others 2023), and your own where the corpus was scored with a file of ratings. Nothing of it is "
    "measured in the text. The place is among all that the same file rates; 100 is the highest."
)
RATINGS = "ratings"
"""What the table of outlets is sorted by where it is sorted by what experts say."""
NOT_RATED = "not rated"
Ratings = Mapping[str, Sequence[Mapping[str, Any]]]


def ratings_of(scores: Scores) -> Ratings | None:
    """The rows of `ratings` by outlet; None for a folder without the table, which an older version wrote."""
    if not scores.has("ratings"):
        return None
    found = defaultdict(list)
    for row in table(scores, "ratings").iter_rows(named=True):
        found[row["outlet"]].append(row)
    return found


def rating_words(row: Mapping[str, Any]) -> tuple[str, str]:
    """A rating's value and name; its place among how many, and its source."""
    return (
        f"{row['value']:.3g} ({row['rating']})",
        f"place {row['percentile']:.0f} of 100 among the {row['rated']:,} rated in {row['source']}",
    )


def ratings_head(sorting: Sorting) -> str:
    """The head of the ratings' column, which sorts by the first rating of each outlet."""
    return (
        f'<th scope="col"{sorting.state(RATINGS)} title="{as_html(MEANT)}">{sorting.head(RATINGS, LABEL)}'
        f'<span class="mh-unit">and your ratings</span></th>'
    )


def first_ratings(ratings: Ratings) -> pl.DataFrame:
    """The first rating of each outlet, by which the table can be sorted: outlet, by."""
    rows = [(outlet, float(found[0]["value"])) for outlet, found in ratings.items() if found]
    return pl.DataFrame(rows, schema={"outlet": pl.String(), "by": pl.Float64()}, orient="row")


def ratings_cell(ratings: Ratings, outlet: str) -> str:
    """A cell with all ratings of an outlet, or that it is not rated."""
    rows = ratings.get(outlet, ())
    if not rows:
        return f'<td><span class="mh-none">{NOT_RATED}</span></td>'
    lines = []
    for row in rows:
        value, rest = rating_words(row)
        lines.append(
            f'<span title="{as_html(rest)}">{as_html(value if len(rows) > 1 else value.split(" (")[0])}'
            f'<span class="mh-small">place {row["percentile"]:.0f} of 100</span></span>'
        )
    return f"<td>{''.join(lines)}</td>"


def ratings_lines(ratings: Ratings, outlets: Sequence[str]) -> str:
    """One line for each outlet, for a page that shows few of them."""
    lines = []
    for outlet in outlets:
        told = [rating_words(row) for row in ratings.get(outlet, ())]
        words = "; ".join(f"{value}, {rest}" for value, rest in told) or NOT_RATED
        lines.append(f'<p class="mh-verdict"><b>{as_html(outlet)}</b>: {as_html(words)}</p>')
    return "".join(lines)
