"""Stories against labelled pairs of articles: precision and recall by days apart, with intervals.

A pair counts as many times as its stratum holds pairs for each that was drawn, so the figures are of all pairs of the
corpus that are 21 days apart or less and whose names are at least as alike as the lowest stratum; pairs less alike are
not often on one event, nor joined. Two thirds of the pairs, by a hash of their ids, were used to choose the rule; no
choice was made by the others.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha1
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.compare.sketches import bare_title
from scoring.compare.stories.names import name_tokens
from scoring.compare.stories.stories import find_stories
from scoring.evaluate.labels.corpora import set_of
from scoring.evaluate.labels.store import Row
from scoring.evaluate.resampling import limits
from scoring.evaluate.story_pairs import ANSWERS, DAYS_APART, dated_articles, read_pairs

PARTS = ("seen", "unseen")
# One in so many pairs chooses nothing.
UNSEEN_ONE_IN = 3
Columns = Mapping[str, NDArray[np.float64]]


def evaluate(corpus: Path, labels: Path | None = None) -> dict[str, float]:
    """Figures of a corpus's stories on its labelled pairs: `HALF.DAYS.pairs`, `.events`, `.precision`, `.recall`, ...

    Precision, recall and F1 have `.low` and `.high`: the middle 95% of 2,000 bootstrap draws over the pairs. Raises
    ValueError, in one sentence, where no labelled pair is of this corpus.
    """
    articles = dated_articles(corpus)
    rows = [row for row in read_pairs(labels) if row["set"] == set_of(corpus)]
    known = set(articles["article_id"])
    rows = [row for row in rows if row["first"] in known and row["second"] in known]
    if not rows:
        raise ValueError(f"No labelled pair of articles is of {corpus}.")
    bare = [bare_title(title, text) for title, text in articles.select("title", "text").iter_rows()]
    titles = articles.select("article_id", text=pl.Series(bare, dtype=pl.String))
    found = find_stories(articles, name_tokens(articles), name_tokens(titles))
    return figures_of(rows, dict(found.iter_rows()))


def figures_of(rows: Sequence[Row], story_of: Mapping[str, str]) -> dict[str, float]:
    """The figures, given the story of each article; the first reader's answers count."""
    read = [row for row in rows if row["reader"] == "a"]
    columns = {
        "event": np.array([row["same"] == ANSWERS[0] for row in read], dtype=np.float64),
        "joined": np.array(
            [story_of[row["first"]] == story_of[row["second"]] for row in read], dtype=np.float64
        ),
        "of": np.array([float(row["of"]) for row in read]),
    }
    days = np.array([int(row["days_apart"]) for row in read])
    is_unseen = np.array([_is_unseen(row["first"], row["second"]) for row in read])
    figures: dict[str, float] = {}
    for which, inside in zip((*PARTS, "all"), (~is_unseen, is_unseen, is_unseen | True), strict=True):
        for least, most in (*DAYS_APART, (0, DAYS_APART[-1][1])):
            at = np.flatnonzero(inside & (days >= least) & (days <= most))
            part = {name: column[at] for name, column in columns.items()}
            figures |= {f"{which}.{least}-{most}.{name}": value for name, value in _figures(part).items()}
    return figures


def _is_unseen(first: str, second: str) -> bool:
    digest = sha1(f"{first}{second}".encode(), usedforsecurity=False).hexdigest()
    return int(digest, 16) % UNSEEN_ONE_IN == 0


def _figures(part: Columns) -> dict[str, float]:
    event, joined = part["event"], part["joined"]
    figures = {
        "pairs": float(len(event)),
        "events": float(event.sum()),
        "joined": float(joined.sum()),
        "hits": float((event * joined).sum()),
    }
    if not len(event):
        return figures
    drawn = limits(lambda at: _shares({name: column[at] for name, column in part.items()}), len(event))
    for name, value, (low, high) in zip(("precision", "recall", "f1"), _shares(part), drawn, strict=True):
        if not np.isnan(value):
            figures |= {name: value, f"{name}.low": low, f"{name}.high": high}
    return figures


def _shares(part: Columns) -> tuple[float, float, float]:
    """Precision, recall and F1 by weight; NaN where nothing is joined, or nothing belongs together."""
    weight = part["of"]
    hits, joined, events = (
        float((weight * column).sum())
        for column in (part["event"] * part["joined"], part["joined"], part["event"])
    )
    nothing = float("nan")
    return (
        hits / joined if joined else nothing,
        hits / events if events else nothing,
        2 * hits / (joined + events) if joined + events else nothing,
    )


def render(figures: Mapping[str, float]) -> str:
    """A table for each part: days apart, pairs, on one event, joined, right, precision and recall with intervals."""
    lines = []
    for which in (*PARTS, "all"):
        lines.append(
            f"{which:8} days   pairs events joined right  precision            recall               F1"
        )
        for least, most in (*DAYS_APART, (0, DAYS_APART[-1][1])):
            key = f"{which}.{least}-{most}"
            counts = "".join(
                f"{figures[f'{key}.{name}']:>7.0f}" for name in ("pairs", "events", "joined", "hits")
            )
            shares = "  ".join(_share(figures, f"{key}.{name}") for name in ("precision", "recall", "f1"))
            lines.append(f"{'':8} {f'{least}-{most}':6}{counts}  {shares}".rstrip())
    return "\n".join(lines)


def _share(figures: Mapping[str, float], key: str) -> str:
    if key not in figures:
        return f"{'-':19}"
    return f"{figures[key]:.2f} ({figures[f'{key}.low']:.2f} to {figures[f'{key}.high']:.2f})"
