"""Reading a scores folder: each table is scanned lazily, and only what is shown is read.

What has been read is cached under the hash of the folder's `datapackage.json`, so that a folder that was scored
again is read again, and two sessions on one folder share one copy. Frames are never changed in place.
"""

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from scoring.schema.csv_files import csv_bytes
from scoring.schema.scores import Scores
from scoring.schema.tables import outlets_table
from scoring.schema.thresholds import PERSON_PREFIX

# How many tables and answers are kept in memory; the oldest is dropped first.
KEPT_TABLES, KEPT_ANSWERS = 24, 64
GROUP = "group"  # the label of an outlet in the user's file, such as its lean
# Reserved parameters of the address: a column with such a name cannot be a filter.
RESERVED = frozenset(
    {
        "about", "actor", "actors", "against", "article", "at", "basket", "by", "checked", "columns", "down",
        "embed", "embed_options", "find", "from", "language", "layers", "metric", "of", "only", "outlet", "own",
        "page", "pair", "part", "parts", "plain", "reading", "side", "sort", "speaker", "stories", "story",
        "table", "text", "texts", "to", "told", "tone", "view", "voice", "w", "who", "with", "x", "y",
    }
)  # fmt: skip


@lru_cache(maxsize=KEPT_TABLES)
def table(scores: Scores, name: str) -> pl.DataFrame:
    """The whole of a small table: outlets, stories, flows, articles (without their text)."""
    return scores.scan(name).collect()


@lru_cache(maxsize=KEPT_TABLES)
def outlet_scores(scores: Scores) -> pl.DataFrame:
    """The rows of `scores` that do not concern an actor: a few dozen per outlet."""
    return scores.scan("scores").filter(pl.col("actor").fill_null("") == "").collect()


def outlets(scores: Scores) -> pl.DataFrame:
    """The `outlets` table."""
    return table(scores, "outlets")


def articles(scores: Scores) -> pl.DataFrame:
    """The `articles` table."""
    return table(scores, "articles")


def period_of(scores: Scores) -> tuple[date, date] | None:
    """The days of the first and the last dated article; None if none is dated."""
    first, last = (
        articles(scores)
        .select(first=pl.col("published").dt.date().min(), last=pl.col("published").dt.date().max())
        .row(0)
    )
    return None if first is None else (first, last)


def stories(scores: Scores) -> pl.DataFrame:
    """The `stories` table, those with most outlets first."""
    return table(scores, "stories").sort(["outlets", "articles", "story_id"], descending=[True, True, False])


def group_columns(scores: Scores) -> list[str]:
    """Columns of `outlets` that label outlets: the group that the user's file gave, and any undeclared text."""
    declared = (set(outlets_table(scores.metrics).schema) - {GROUP}) | RESERVED
    table = outlets(scores)
    return [
        name
        for name, dtype in table.schema.items()
        if dtype == pl.String and name not in declared and table[name].null_count() < table.height
    ]


@lru_cache(maxsize=KEPT_TABLES)
def actors_by_mentions(scores: Scores) -> pl.DataFrame:
    """Every actor with name and mentions over all outlets, the most mentioned first."""
    return (
        scores.scan("actors")
        .filter(pl.col("speaker").fill_null("") == "")
        .group_by("actor")
        .agg(pl.col("name").first(), pl.col("mentions").sum(), pl.col("outlet").n_unique().alias("outlets"))
        .sort(["mentions", "actor"], descending=[True, False])
        .collect()
    )


def actor_name(scores: Scores, actor: str) -> str:
    """An actor's name for display."""
    found = actors_by_mentions(scores).filter(pl.col("actor") == actor)["name"]
    return (found[0] if len(found) else None) or actor.removeprefix(PERSON_PREFIX)


@lru_cache(maxsize=KEPT_ANSWERS)
def actor_rows(
    scores: Scores, outlets: tuple[str, ...], actors: tuple[str, ...] | None = None
) -> pl.DataFrame:
    """The rows of `actors` on these outlets (and these actors)."""
    rows = scores.scan("actors").filter(pl.col("outlet").is_in(outlets))
    if actors is not None:
        rows = rows.filter(pl.col("actor").is_in(actors))
    return rows.with_columns(pl.col("speaker").fill_null("")).collect()


@lru_cache(maxsize=KEPT_ANSWERS)
def of_article(scores: Scores, name: str, article_id: str) -> pl.DataFrame:
    """The rows of a table that belong to one article."""
    return scores.scan(name).filter(pl.col("article_id") == article_id).collect()


@lru_cache(maxsize=KEPT_ANSWERS)
def of_articles(scores: Scores, name: str, article_ids: tuple[str, ...]) -> pl.DataFrame:
    """The rows of a table that belong to these articles; without a row where there is no such table."""
    if not scores.has(name):
        return pl.DataFrame()
    return scores.scan(name).filter(pl.col("article_id").is_in(article_ids)).collect()


@lru_cache(maxsize=KEPT_ANSWERS)
def text_of(scores: Scores, article_id: str) -> str:
    """An article's text as stored; empty where there is none."""
    found = of_article(scores, "texts", article_id)["text"]
    return str(found[0]) if len(found) else ""


def texts_of(scores: Scores, article_ids: Collection[str]) -> dict[str, str]:
    """The texts of several articles by id."""
    wanted = sorted(set(article_ids))
    return dict(scores.scan("texts").filter(pl.col("article_id").is_in(wanted)).collect().iter_rows())


def article_row(scores: Scores, article_id: str) -> dict[str, Any] | None:
    """One row of `articles`, or None where there is no such article."""
    found = articles(scores).filter(pl.col("article_id") == article_id)
    return found.row(0, named=True) if found.height else None


def articles_of(scores: Scores, outlet: str) -> pl.DataFrame:
    """The articles of one outlet."""
    return articles(scores).filter(pl.col("outlet") == outlet)


@lru_cache(maxsize=KEPT_ANSWERS)
def evidence_of(scores: Scores, outlet: str, metric: str) -> pl.DataFrame:
    """The spans behind one metric's value for an outlet: those that add most, one per article in turn.

    Spans that add nothing (such as the source beside its cue) are left out, unless none adds anything.
    """
    ids = articles_of(scores, outlet)["article_id"].implode()
    return (
        scores.scan("evidence")
        .filter(pl.col("metric") == metric, pl.col("article_id").is_in(ids))
        .filter((pl.col("contribution") != 0) | (pl.col("contribution") == 0).all())
        .sort([pl.col("contribution").abs(), "article_id", "start"], descending=[True, False, False])
        .with_columns(turn=pl.int_range(pl.len()).over("article_id"))
        .sort(["turn", pl.col("contribution").abs(), "article_id"], descending=[False, True, False])
        .drop("turn")
        .collect()
    )


@lru_cache(maxsize=KEPT_ANSWERS)
def named_sources(scores: Scores, outlet: str) -> pl.DataFrame:
    """Whom an outlet's articles cite by name, those in most articles first: name, articles, statements."""
    ids = articles_of(scores, outlet)["article_id"].implode()
    return (
        scores.scan("attributions")
        .filter(pl.col("article_id").is_in(ids), pl.col("speaker_name").fill_null("") != "")
        .group_by(name="speaker_name")
        .agg(articles=pl.col("article_id").n_unique(), statements=pl.len())
        .sort(["articles", "statements", "name"], descending=[True, True, False])
        .collect()
    )


@lru_cache(maxsize=KEPT_ANSWERS)
def mentions_of(scores: Scores, outlet: str, actor: str, voice: str, speaker: str) -> pl.DataFrame:
    """An outlet's mentions of an actor in a voice (of a speaker), the strongest in tone first; '': of any."""
    ids = articles_of(scores, outlet)["article_id"].implode()
    rows = scores.scan("mentions").filter(pl.col("article_id").is_in(ids))
    if actor:
        rows = rows.filter(pl.col("actor") == actor)
    if voice:
        rows = rows.filter(pl.col("voice") == voice)
    if speaker:
        rows = rows.filter(pl.col("speaker") == speaker)
    strength = pl.max_horizontal(pl.col("lexicon").abs(), pl.col("trained").abs()).fill_null(0)
    return rows.collect().sort([strength, "article_id", "start"], descending=[True, False, False])


def exported_bytes(scores: Scores, name: str) -> bytes:
    """A table as the command line exports it: the CSV file itself, or the same bytes made from the Parquet file."""
    path = scores.folder / f"{name}.csv"
    return path.read_bytes() if path.exists() else csv_bytes(scores.scan(name).collect())
