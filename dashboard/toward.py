"""Tone toward actors over the chosen days: exported where all days count, else aggregated by the same rule."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import polars as pl

from dashboard.choices import KEPT_CHOICES, Choice, choose
from dashboard.over_time import period_name
from dashboard.scores import actor_rows, articles, table
from scoring.outlets.aggregate import score_cells, sum_texts
from scoring.outlets.contrasts import compare_with_peers, correct
from scoring.outlets.matched import compare_on_stories
from scoring.outlets.periods import PERIOD, QUARTER, YEAR, score_periods
from scoring.schema.kinds import Reading, Status, Voice
from scoring.schema.metrics import TONE_METRICS, Declarations
from scoring.schema.scores import Scores
from scoring.schema.tables import CONTRASTS, MEASUREMENTS

LONG_YEARS = 3  # beyond so many years, quarters would be too many and too thin
COUNTS = ("mentions", "articles", "independent_texts", "trained_mentions", "trained_texts")
_KEY = ("outlet", "actor", "voice")


def is_dated(choice: Choice) -> bool:
    """Whether only some days count."""
    return choice.first is not None or choice.last is not None


def _declared(scores: Scores) -> Declarations:
    return {name: scores.metrics[name] for name in TONE_METRICS.values() if name in scores.metrics}


@lru_cache(maxsize=KEPT_CHOICES)
def _measured(scores: Scores, choice: Choice, actors: tuple[str, ...]) -> pl.DataFrame:
    """What both readings of tone found on these actors in the bodies of the chosen articles."""
    ids = choose(articles(scores), choice)["article_id"]
    return (
        scores.scan(MEASUREMENTS.name)
        .filter(
            pl.col("metric").is_in(list(_declared(scores))),
            pl.col("reading") == Reading.BODY,
            pl.col("actor").is_in(actors),
            pl.col("article_id").is_in(ids.implode()),
        )
        .collect()
    )


def tone_rows(scores: Scores, choice: Choice, actors: tuple[str, ...]) -> pl.DataFrame:
    """One row per outlet of the choice, actor and voice, all speakers together: the columns of `actors`.

    Without days they are the exported rows; with days they are aggregated over the articles of these days by the rule
    of the export.
    """
    if not is_dated(choice):
        return actor_rows(scores, choice.outlets, actors).filter(pl.col("speaker") == "")
    texts = sum_texts(_measured(scores, choice, actors), choose(articles(scores), choice))
    return as_actor_rows(score_cells(texts, _declared(scores)))


def tone_by_period(scores: Scores, choice: Choice, actor: str, by: str) -> pl.DataFrame:
    """The tone toward one actor in each `period` (`YEAR` or `QUARTER`), outlet and voice; as `tone_rows` otherwise."""
    chosen = choose(articles(scores), choice)
    cells = score_periods(_measured(scores, choice, (actor,)), chosen, _declared(scores), by)
    names = {day: period_name(day, by) for day in cells[PERIOD].unique()}
    named = cells.with_columns(pl.col(PERIOD).replace_strict(names, return_dtype=pl.String))
    return as_actor_rows(named, (*_KEY, PERIOD))


def usual_period(table: pl.DataFrame) -> str:
    """Quarters for articles of a few years, else years. `table`: published."""
    first, last = table["published"].dt.year().min(), table["published"].dt.year().max()
    if not isinstance(first, int) or not isinstance(last, int):
        return YEAR
    return YEAR if last - first >= LONG_YEARS else QUARTER


def as_actor_rows(cells: pl.DataFrame, key: Sequence[str] = _KEY) -> pl.DataFrame:
    """Scored cells of both readings side by side, as in the table `actors`. `cells`: from `score_cells`."""
    sides = []
    for column, metric in TONE_METRICS.items():
        values = {column: "value", f"{column}_low": "low", f"{column}_high": "high"}
        if column == "trained":
            counts = {"trained_mentions": "units", "trained_texts": "independent_texts"}
        else:
            counts = {"mentions": "units", "articles": "articles", "independent_texts": "independent_texts"}
        part = cells.filter(pl.col("metric") == metric)
        sides.append(part.select(*key, **{new: pl.col(old) for new, old in (values | counts).items()}))
    lexicon, trained = sides
    return (
        lexicon.join(trained, on=list(key), how="full", coalesce=True)
        .with_columns(pl.col(COUNTS).fill_null(0).cast(pl.Int64))
        .with_columns(
            status=pl.when(pl.col("lexicon").is_not_null())
            .then(pl.lit(Status.OK))
            .otherwise(pl.lit(Status.INSUFFICIENT))
        )
        .sort(key)
    )


@lru_cache(maxsize=KEPT_CHOICES)
def contrasts_of(scores: Scores, choice: Choice) -> pl.DataFrame:
    """The bias profile over these days: rows of `contrasts`; empty where the folder has none.

    Without days it is the exported table. With days only tone can be computed again, on the same actors and over all
    outlets, so that the verdict on an outlet does not depend on which others are looked at.
    """
    if not scores.has(CONTRASTS.name):
        return pl.DataFrame(schema=CONTRASTS.schema)
    exported = table(scores, CONTRASTS.name)
    if not is_dated(choice):
        return exported
    everyone = replace(choice, outlets=())
    tones = exported.filter(pl.col("metric").is_in(list(TONE_METRICS.values())), pl.col("kind") != "groups")
    profiled = tuple(tones["actor"].unique().sort())
    measured = _measured(scores, everyone, profiled).filter(pl.col("voice") == Voice.OUTLET)
    known, declared = choose(articles(scores), everyone), _declared(scores)
    peers = compare_with_peers(score_cells(sum_texts(measured, known), declared), declared)
    matched = compare_on_stories(measured, known, declared)
    return correct(pl.concat([peers, matched]).filter(pl.col("status") == Status.OK))


@lru_cache(maxsize=1)
def is_trained(scores: Scores) -> bool:
    """Whether the trained reading read anything in this folder."""
    return bool(scores.scan("actors").select(pl.col("trained_mentions").sum()).collect().item())


@lru_cache(maxsize=KEPT_CHOICES)
def mentions_on(scores: Scores, choice: Choice, actor: str) -> dict[str, pl.DataFrame]:
    """The mentions of an actor in each outlet of the choice, in its order: voice, lexicon, trained."""
    chosen = choose(articles(scores), choice).select("article_id", "outlet")
    found = (
        scores.scan("mentions")
        .filter(pl.col("actor") == actor, pl.col("article_id").is_in(chosen["article_id"].implode()))
        .select("article_id", "voice", "lexicon", "trained")
        .collect()
        .join(chosen, on="article_id")
    )
    return {outlet: found.filter(outlet=outlet) for outlet in choice.outlets}
