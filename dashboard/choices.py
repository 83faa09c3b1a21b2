"""Values of outlets over some of their articles, aggregated as in the export.

The folder keeps what was measured in each article (`measurements`), so a choice of dates, languages or stories is
scored exactly as a corpus of these articles alone would be, except for what only a new comparison could change: which
lines repeat, and who took a text from whom.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl

from dashboard.scores import articles
from scoring.outlets.aggregate import aggregate, score_cells, sum_texts
from scoring.outlets.contrasts import compare_pairs
from scoring.outlets.matched import compare_on_stories
from scoring.schema.metrics import Declarations
from scoring.schema.scores import Scores
from scoring.schema.tables import MEASUREMENTS

EXPLAINED = "Every value is computed from the chosen articles alone, by the same rule as the exported scores."
KEPT_CHOICES = 16


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles count: between these days, in this language, on these stories; empty: all.

    If a date is given, undated articles are left out.
    """

    first: date | None = None
    last: date | None = None
    language: str = ""
    stories: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


def choose(table: pl.DataFrame, choice: Choice) -> pl.DataFrame:
    """The chosen articles of known outlets. `table`: the table `articles`."""
    chosen = table.filter(pl.col("outlet").is_not_null())
    if choice.first is not None:
        chosen = chosen.filter(pl.col("published").dt.date() >= choice.first)
    if choice.last is not None:
        chosen = chosen.filter(pl.col("published").dt.date() <= choice.last)
    if choice.language:
        chosen = chosen.filter(pl.col("language") == choice.language)
    if choice.stories:
        chosen = chosen.filter(pl.col("story_id").is_in(choice.stories))
    if choice.outlets:
        chosen = chosen.filter(pl.col("outlet").is_in(choice.outlets))
    return chosen


@lru_cache(maxsize=KEPT_CHOICES)
def _measurements(scores: Scores, choice: Choice, names: tuple[str, ...]) -> pl.DataFrame:
    """What these metrics found in the chosen articles, none of it by actor."""
    ids = choose(articles(scores), choice)["article_id"]
    rows = scores.scan(MEASUREMENTS.name).filter(
        pl.col("metric").is_in(names),
        pl.col("article_id").is_in(ids.implode()),
        pl.col("actor").fill_null("") == "",
    )
    return rows.with_columns(pl.col("actor", "voice").fill_null("")).collect()


def _declared(scores: Scores, names: Sequence[str]) -> Declarations:
    known = scores.metrics
    return {name: known[name] for name in names}


@lru_cache(maxsize=KEPT_CHOICES)
def rows_of(scores: Scores, choice: Choice, names: tuple[str, ...]) -> pl.DataFrame:
    """The rows of `scores` that these metrics have over the chosen articles, in every reading."""
    found = _measurements(scores, choice, names)
    return aggregate(found, choose(articles(scores), choice), _declared(scores, names))


@lru_cache(maxsize=KEPT_CHOICES)
def pairs_of(scores: Scores, choice: Choice, names: tuple[str, ...], reference: str) -> pl.DataFrame:
    """Each outlet minus the reference over the chosen articles: rows of `contrasts`, of kind `pair`."""
    texts = sum_texts(_measurements(scores, choice, names), choose(articles(scores), choice))
    declared = _declared(scores, names)
    return compare_pairs(score_cells(texts, declared), declared, reference)


@lru_cache(maxsize=KEPT_CHOICES)
def pairs_on_stories(scores: Scores, choice: Choice, names: tuple[str, ...], reference: str) -> pl.DataFrame:
    """Each chosen outlet minus the reference on the stories both covered: rows of `contrasts`, kind `matched`."""
    declared = _declared(scores, names)
    chosen = choose(articles(scores), choice)
    found = _measurements(scores, choice, names)
    frames = [
        compare_on_stories(found, chosen.filter(pl.col("outlet").is_in([name, reference])), declared).filter(
            pl.col("outlet") == name
        )
        for name in choice.outlets
        if name != reference
    ]
    return pl.concat(frames)


def shared_stories(table: pl.DataFrame, outlets: Sequence[str]) -> list[str]:
    """The stories that every one of these outlets covered."""
    covered = (
        table.filter(pl.col("outlet").is_in(outlets))
        .group_by("story_id")
        .agg(pl.col("outlet").n_unique().alias("n"))
        .filter(pl.col("n") == len(set(outlets)))
    )
    return covered["story_id"].sort().to_list()
