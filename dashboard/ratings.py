"""What experts and the user say of an outlet, in HTML: beside the index, which says what its text shows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.scores import table
from dashboard.wording import as_html
from scoring.schema.scores import Scores

LABEL = "What experts say"
MEANT = (
    "What experts say: their rating of the outlet's domain, from 0 to 1, and your own where the corpus was scored "
    "with a file of ratings. Nothing of it is measured in the text. The percentile is among all that the same file "
    "rates; 100 is the highest."
)
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
    """A rating's value and name; its percentile among how many, and its source."""
    return (
        f"{row['value']:.3g} ({row['rating']})",
        f"percentile {row['percentile']:.0f} of the {row['rated']:,} rated in {row['source']}",
    )


def ratings_head() -> str:
    """The head of the ratings' column."""
    return (
        f'<th scope="col" title="{as_html(MEANT)}">{LABEL}<span class="mh-unit">and your ratings</span></th>'
    )


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
            f'<span class="mh-small">percentile {row["percentile"]:.0f}</span></span>'
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
