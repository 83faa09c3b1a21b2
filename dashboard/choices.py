"""Values of outlets over some of their articles, aggregated as in the export.

The folder keeps what was measured in each article (`measurements`), so a choice of dates, languages or stories is
scored exactly as a corpus of these articles alone would be, except for what only a new comparison could change: which
lines repeat, and who took a text from whom.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import polars as pl

from dashboard.scores import articles, outlet_scores
from scoring.outlets.aggregate import aggregate, score_sums, sum_texts
from scoring.outlets.aggregate import cells_of as sums_of_texts
from scoring.outlets.periods import score_periods
from scoring.outlets.verdicts import judge_on_stories, judge_pairs
from scoring.schema.metrics import Declarations
from scoring.schema.scores import Scores
from scoring.schema.tables import CELLS, MEASUREMENTS, SCORES

EXPLAINED = "Every value is computed from the chosen articles alone, by the same rule as the exported scores."
KEPT_CHOICES = 16
Asked = tuple[tuple[str, str], ...]
"""Metrics, each with the reading in which it is asked for."""


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


def in_days(articles: pl.DataFrame, first: date | None, last: date | None) -> pl.DataFrame:
    """The articles published between these days; if a day is given, undated ones are left out."""
    day = pl.col("published").dt.date()
    if first is not None:
        articles = articles.filter(day >= first)
    if last is not None:
        articles = articles.filter(day <= last)
    return articles


def choose(table: pl.DataFrame, choice: Choice) -> pl.DataFrame:
    """The chosen articles of known outlets. `table`: the table `articles`."""
    chosen = in_days(table.filter(pl.col("outlet").is_not_null()), choice.first, choice.last)
    if choice.language:
        chosen = chosen.filter(pl.col("language") == choice.language)
    if choice.stories:
        chosen = chosen.filter(pl.col("story_id").is_in(choice.stories))
    if choice.outlets:
        chosen = chosen.filter(pl.col("outlet").is_in(choice.outlets))
    return chosen


def _measured(scores: Scores, chosen: pl.DataFrame, names: Sequence[str]) -> pl.LazyFrame:
    """What these metrics found in these articles in every reading, none of it by actor."""
    rows = scores.scan(MEASUREMENTS.name).filter(
        pl.col("metric").is_in(list(names)),
        pl.col("article_id").is_in(chosen["article_id"].implode()),
        pl.col("actor").fill_null("") == "",
    )
    return rows.with_columns(pl.col("actor", "voice").fill_null(""))


def _declared(scores: Scores, names: Sequence[str]) -> Declarations:
    known = scores.metrics
    return {name: known[name] for name in names}


@lru_cache(maxsize=KEPT_CHOICES)
def rows_of(scores: Scores, choice: Choice, names: tuple[str, ...]) -> pl.DataFrame:
    """The rows of `scores` that these metrics have over the chosen articles, in every reading."""
    chosen = choose(articles(scores), choice)
    return aggregate(_measured(scores, chosen, names).collect(), chosen, _declared(scores, names))


@lru_cache(maxsize=KEPT_CHOICES)
def cells_of(scores: Scores, choice: Choice, asked: Asked) -> pl.DataFrame:
    """All outlets over the chosen articles on some metrics, each in one reading: the columns of `score_cells`.

    It is always of all outlets, so that it does not depend on which of them are looked at.
    """
    return score_sums(_sums_of(scores, choice, asked), scores.metrics)


def values_of(scores: Scores, choice: Choice, asked: Asked) -> pl.DataFrame:
    """The rows of `scores` of `asked`: as exported, or over the chosen articles if some are left out."""
    if choice != Choice():
        return cells_of(scores, choice, asked).select(list(SCORES.schema))
    return outlet_scores(scores).join(_as_frame(asked), on=["metric", "reading"], how="semi")


@lru_cache(maxsize=KEPT_CHOICES)
def pairs_of(scores: Scores, choice: Choice, asked: Asked, reference: str) -> pl.DataFrame:
    """Each outlet minus the reference over the chosen articles, with verdicts: the columns of `judge_pairs`."""
    return judge_pairs(_sums_of(scores, choice, asked), scores.metrics, reference)


@lru_cache(maxsize=KEPT_CHOICES)
def pair_on_stories(
    scores: Scores, choice: Choice, asked: Asked, outlet: str, reference: str
) -> pl.DataFrame:
    """An outlet minus the reference on the stories both covered, with verdicts: the columns of `judge_on_stories`."""
    both = replace(choice, outlets=(outlet, reference))
    chosen = choose(articles(scores), both)
    return judge_on_stories(_measured_in(scores, chosen, asked), chosen, scores.metrics, outlet, reference)


@lru_cache(maxsize=KEPT_CHOICES)
def periods_of(scores: Scores, choice: Choice, asked: Asked, every: str) -> pl.DataFrame:
    """All outlets by `year` or `quarter` over the chosen articles: the columns of `score_periods`."""
    chosen = choose(articles(scores), choice)
    return score_periods(_measured_in(scores, chosen, asked), chosen, scores.metrics, every)


@lru_cache(maxsize=KEPT_CHOICES)
def _sums_of(scores: Scores, choice: Choice, asked: Asked) -> pl.DataFrame:
    """What the values of all outlets over the chosen articles rest on: the columns `CELLS`.

    Of all articles the folder holds it, if it was not written before there was such a table.
    """
    if choice == Choice() and scores.has(CELLS.name):
        return (
            scores.scan(CELLS.name)
            .join(_as_frame(asked).lazy(), on=["metric", "reading"], how="semi")
            .collect()
        )
    chosen = choose(articles(scores), choice)
    return sums_of_texts(sum_texts(_measured_in(scores, chosen, asked), chosen))


def _as_frame(asked: Asked) -> pl.DataFrame:
    return pl.DataFrame(list(asked), schema={"metric": pl.String, "reading": pl.String}, orient="row")


def _measured_in(scores: Scores, chosen: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """The same in the readings that are asked for; not kept: it may be a million rows."""
    found = _measured(scores, chosen, [metric for metric, _ in asked])
    return found.join(_as_frame(asked).lazy(), on=["metric", "reading"], how="semi").collect()


def shared_stories(table: pl.DataFrame, outlets: Sequence[str]) -> list[str]:
    """The stories that every one of these outlets covered."""
    covered = (
        table.filter(pl.col("outlet").is_in(outlets))
        .group_by("story_id")
        .agg(pl.col("outlet").n_unique().alias("n"))
        .filter(pl.col("n") == len(set(outlets)))
    )
    return covered["story_id"].sort().to_list()
