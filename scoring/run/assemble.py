"""From measured batches to the finished tables of a scores folder."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from scoring.catalogue.find import catalogue
from scoring.compare.flows import find_flows
from scoring.compare.independent import independent_texts
from scoring.corpus.schema import Corpus
from scoring.index.frames import index_frames
from scoring.index.ratings import rating_rows
from scoring.outlets.aggregate import cells_by_parts, score_cells, score_outlets, sum_texts
from scoring.outlets.profile import profile_outlets
from scoring.run.measure import IN_ROWS
from scoring.run.stages.rounds import Staged
from scoring.schema.columns import Table
from scoring.schema.components import read_components
from scoring.schema.csv_files import csv_bytes
from scoring.schema.folder import prepared, write_description, write_table
from scoring.schema.kinds import Reading, Status
from scoring.schema.metrics import METRICS, TONE_METRICS, Declarations, declared_rows
from scoring.schema.tables import (
    ACTORS,
    ATTRIBUTIONS,
    CELLS,
    CONTRASTS,
    DUPLICATES,
    FLOWS,
    INDEX_PAIRS,
    MEASUREMENTS,
    MENTIONS,
    NOTES,
    PASSAGES,
    RATINGS,
    REJECTS,
    SCORES,
    STORIES,
    TEXTS,
    articles_table,
    index_table,
    outlets_table,
)
from scoring.schema.thresholds import PERSON_PREFIX, SPEAKER_MENTIONS
from scoring.tone.tally import TRAINED

# The rows of so many articles are read at once, or those of one outlet; so many articles' mentions are counted at once.
READ_AT_ONCE, MENTIONED_AT_ONCE = 10_000, 4_000
# Rows of the large tables that are written, and read, together; of texts fewer, because a page shows one.
ROWS_IN_GROUP, TEXTS_IN_GROUP = 1 << 16, 500


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked of the tables.

    csv: whether CSV files are written beside the Parquet ones. actor_names: names of the listed actors by id.
    weights, reference: the user's own files for the index. groups: the groups of actors to compare.
    ratings: the user's own ratings of outlets.
    """

    csv: bool
    actor_names: Mapping[str, str]
    weights: Path | None = None
    reference: Path | None = None
    groups: Mapping[str, Sequence[str]] | None = None
    ratings: Path | None = None


def assemble(work: Path, staged: Staged, corpus: Corpus, asked: Asked, facts: Mapping[str, Any]) -> Path:
    """Aggregate the measured batches and write every table into a new folder below `work`; returns it.

    `corpus` must not include the articles that failed; `facts` about the run go into the data package.
    """
    folder = work / "scores"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    metrics = catalogue()
    write = _Writer(folder, asked.csv)
    # In an update, where this is much of the work, one core aggregates and the other writes the large tables.
    with ThreadPoolExecutor(1) as beside:
        waiting = beside.submit(_stream_tables, write, staged, corpus) if staged.taken else None
        _write_tables(write, staged, corpus, asked, metrics)
        for table in (REJECTS, DUPLICATES, NOTES):
            write(table, getattr(corpus, table.name))
        if waiting is None:
            _stream_tables(write, staged, corpus)
        else:
            waiting.result()
    write_description(folder, metrics, facts)
    return folder


def _stream_tables(write: "_Writer", staged: Staged, corpus: Corpus) -> None:
    """Write the tables that hold what was measured as it is."""
    for table in IN_ROWS:
        write.stream(table, _scan(staged, table))
    sound = pl.col("article_id").is_in(corpus.articles["article_id"].implode())
    write.stream(TEXTS, pl.scan_parquet(list(staged.texts)).filter(sound), TEXTS_IN_GROUP)


def _write_tables(
    write: "_Writer", staged: Staged, corpus: Corpus, asked: Asked, metrics: Declarations
) -> None:
    """Write the tables that are aggregated from the measurements."""
    articles = _scan(staged, articles_table(metrics)).collect()
    articles = _lent(_lent(articles, "group", corpus.articles), "story_id", staged.stories)
    articles = _with_texts(articles, staged.passages)
    cells = _cells(staged, articles, metrics)
    write(CELLS, cells.filter(pl.col("actor") == ""))
    scores = shown_scores(cells, articles, metrics)
    write(METRICS, declared_rows(metrics.values()))
    write(outlets_table(metrics), outlet_rows(articles, scores, metrics))
    write(SCORES, scores)
    write(articles_table(metrics), articles)
    outlet_of = articles.select("article_id", "outlet")
    write(PASSAGES, staged.passages.join(outlet_of, on="article_id", how="left"))
    write(STORIES, story_rows(articles))
    write(FLOWS, find_flows(articles, staged.passages))
    # Each reads what it needs, and no more than one of these tables is in memory.
    write(ACTORS, actor_rows(_scan(staged, MENTIONS), articles, asked.actor_names))
    contrasts = profile_outlets(
        _scan(staged, MEASUREMENTS),
        _scan(staged, MENTIONS),
        _scan(staged, ATTRIBUTIONS),
        articles,
        asked.actor_names,
        metrics,
        asked.groups,
    )
    write(CONTRASTS, contrasts)
    of_index = [component.metric for component in read_components(asked.weights)]
    index, pairs = index_frames(
        _scan(staged, MEASUREMENTS, of_index).collect(), articles, asked.weights, asked.reference
    )
    write(index_table(metrics), index)
    write(INDEX_PAIRS, pairs)
    write(RATINGS, rating_rows(articles, asked.ratings))


def _cells(staged: Staged, articles: pl.DataFrame, metrics: Declarations) -> pl.DataFrame:
    """What an outlet's values rest on, of all outlets, some of them at a time."""
    return cells_by_parts(_read_by_outlets(_scan(staged, MEASUREMENTS), articles), metrics)


class _Writer:
    """Writes tables into one folder."""

    def __init__(self, folder: Path, csv: bool) -> None:
        self._folder = folder
        self._csv = csv

    def __call__(self, table: Table, frame: pl.DataFrame) -> None:
        """Write a table that is small enough for memory."""
        write_table(prepared(frame, table), table, self._folder, csv=self._csv)

    def stream(self, table: Table, rows: pl.LazyFrame, together: int = ROWS_IN_GROUP) -> None:
        """Write a table from its rows, which are complete and in order, without loading it whole.

        `together`: rows that are packed together, so that whoever wants one has to unpack as many.
        """
        path = self._folder / f"{table.name}.parquet"
        # With groups of a set size the bytes do not depend on the parts in which the rows come.
        rows.select(table.schema.names()).sink_parquet(
            path, compression="zstd", maintain_order=True, row_group_size=together
        )
        if not (self._csv and table.csv):
            return
        written = pl.scan_parquet(path)
        count = written.select(pl.len()).collect().item()
        with (self._folder / f"{table.name}.csv").open("wb") as target:
            target.write(csv_bytes(table.empty()))
            for start in range(0, count, ROWS_IN_GROUP):
                target.write(csv_bytes(written.slice(start, ROWS_IN_GROUP).collect(), header=False))


def _scan(staged: Staged, table: Table, metrics: Sequence[str] | None = None) -> pl.LazyFrame:
    """The rows of all articles, in order; those of some metrics if these are named."""
    names = table.schema.names()
    parts = [path / f"{table.name}.parquet" for path in staged.measured]
    rows = pl.scan_parquet(parts).select(names) if parts else table.empty().lazy()
    if staged.earlier is not None and staged.taken:
        known = pl.scan_parquet(staged.earlier / f"{table.name}.parquet").select(names)
        known = known.filter(pl.col("article_id").is_in(staged.taken))
        rows = known.merge_sorted(rows, key="article_id")
    return rows if metrics is None else rows.filter(pl.col("metric").is_in(metrics))


def _with_texts(articles: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Add the independent text of each article, which measuring cannot know because it sees only one batch."""
    texts = independent_texts(articles, passages)
    return articles.drop("text_cluster").join(texts, on="article_id", maintain_order="left")


def _lent(articles: pl.DataFrame, name: str, lender: pl.DataFrame) -> pl.DataFrame:
    """With a column that measuring does not know: the input's label of the outlet, the story."""
    return articles.drop(name).join(
        lender.select("article_id", name), on="article_id", maintain_order="left", how="left"
    )


def shown_scores(cells: pl.DataFrame, articles: pl.DataFrame, metrics: Declarations) -> pl.DataFrame:
    """The scores of every outlet from `outlet_cells`, without those of unlisted persons that rest on too little.

    Nearly all persons who are not in the list of actors occur in only one article.
    """
    scores = score_outlets(cells, articles, metrics)
    passing = pl.col("actor").str.starts_with(PERSON_PREFIX) & (pl.col("status") != Status.OK)
    return scores.filter(~passing)


def _counted(articles: pl.DataFrame, by: str) -> pl.DataFrame:
    """Articles, independent texts and first and last date by a column."""
    return articles.group_by(by).agg(
        articles=pl.len(),
        independent_texts=pl.col("text_cluster").n_unique(),
        first_published=pl.col("published").min(),
        last_published=pl.col("published").max(),
    )


def outlet_rows(articles: pl.DataFrame, scores: pl.DataFrame, metrics: Declarations) -> pl.DataFrame:
    """The `outlets` table: counts beside each headline metric in its first reading."""
    known = articles.drop_nulls("outlet")
    labels = known.drop_nulls("group").group_by("outlet").agg(group=pl.col("group").mode().sort().first())
    rows = _counted(known, "outlet").join(labels, on="outlet", how="left")
    for name, metric in metrics.items():
        if metric.headline and not metric.by_actor:
            part = scores.filter(pl.col("metric") == name, pl.col("reading") == metric.main_reading)
            columns = {
                name: "value",
                f"{name}_low": "low",
                f"{name}_high": "high",
                f"{name}_status": "status",
            }
            rows = rows.join(
                part.select("outlet", **{new: pl.col(old) for new, old in columns.items()}),
                on="outlet",
                how="left",
            )
    return rows


def story_rows(articles: pl.DataFrame) -> pl.DataFrame:
    """The `stories` table."""
    titles = articles.select(story_id="article_id", title="title")
    outlets = articles.group_by("story_id").agg(outlets=pl.col("outlet").drop_nulls().n_unique())
    return _counted(articles, "story_id").join(outlets, on="story_id").join(titles, on="story_id", how="left")


def actor_rows(mentions: pl.LazyFrame, articles: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """The `actors` table: each outlet on each actor by voice, for all speakers together and for frequent ones."""
    key = ["outlet", "actor", "voice", "speaker"]
    known = articles.select("article_id", "outlet", "text_cluster").drop_nulls("outlet")
    toward = mentions.select("article_id", *key[1:], "speaker_name", *TONE_METRICS)
    parts = [
        _of_actors(read.join(some, on="article_id"), key)
        for many, read in _read_by_outlets(toward, known)
        for some in _by_outlets(many, MENTIONED_AT_ONCE)
    ]
    rows, measurements, speaker_names = (pl.concat([part[n] for part in parts]) for n in range(3))
    # Of the names that the articles give a speaker, the alphabetically first, so that the order does not matter.
    speaker_names = speaker_names.group_by("speaker").agg(pl.col("speaker_name").min())
    # Scored like any other cell, with the speaker as a further key.
    keys = ["metric", *key, "reading"]
    scored = score_cells(sum_texts(measurements, articles, keys), catalogue(), keys)
    for tone, metric in TONE_METRICS.items():
        values = {tone: "value", f"{tone}_low": "low", f"{tone}_high": "high"}
        part = scored.filter(pl.col("metric") == metric)
        if tone == TRAINED:  # what was not read is counted, never implied
            values |= {"trained_mentions": "units", "trained_texts": "independent_texts"}
        rows = rows.join(
            part.select(*key, **{new: pl.col(old) for new, old in values.items()}), on=key, how="left"
        )
    passing = pl.col("actor").str.starts_with(PERSON_PREFIX)
    enough = pl.col("lexicon").is_not_null()
    return (
        rows.join(speaker_names, on="speaker", how="left")
        .with_columns(
            pl.col("trained_mentions", "trained_texts").fill_null(0).cast(pl.Int64),
            name=pl.col("actor")
            .replace_strict(names, default=None, return_dtype=pl.String)
            .fill_null(pl.col("actor").str.strip_prefix(PERSON_PREFIX)),
            status=pl.when(enough).then(pl.lit(Status.OK)).otherwise(pl.lit(Status.INSUFFICIENT)),
        )
        .filter(~passing | enough)
    )


def _by_outlets(articles: pl.DataFrame, at_once: int) -> Iterator[pl.DataFrame]:
    """The articles in groups of whole outlets, about so many in each, so that not all is in memory at once.

    The groups follow one another in the order of the outlets; there is at least one.
    """
    sizes = articles.group_by("outlet").len("size").sort("outlet")
    group = (pl.col("size").cum_sum() - pl.col("size")) // at_once
    groups = sizes.select("outlet", group=group).partition_by("group", include_key=False)
    for outlets in groups or [sizes.select("outlet")]:
        yield articles.join(outlets, on="outlet", how="semi")


def _read_by_outlets(
    rows: pl.LazyFrame, articles: pl.DataFrame
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Groups of whole outlets' articles, with their rows of a table that lies on disk."""
    for some in _by_outlets(articles, READ_AT_ONCE):
        yield some, rows.filter(pl.col("article_id").is_in(some["article_id"].implode())).collect()


def _of_actors(placed: pl.DataFrame, key: list[str]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Of some outlets' mentions: the counts by `key`, their tone by article, and the names given to speakers."""
    together = placed.with_columns(speaker=pl.lit(""))
    frequent = placed.filter(pl.col("speaker").is_not_null(), pl.len().over(key) >= SPEAKER_MENTIONS)
    everyone = pl.concat([together, frequent])
    rows = everyone.group_by(key).agg(
        mentions=pl.len(),
        articles=pl.col("article_id").n_unique(),
        independent_texts=pl.col("text_cluster").n_unique(),
    )
    measurements = pl.concat(
        everyone.drop_nulls(tone)
        .group_by("article_id", *key[1:])
        .agg(numerator=pl.col(tone).sort().sum(), denominator=pl.len().cast(pl.Float64))
        .with_columns(metric=pl.lit(metric), reading=pl.lit(Reading.BODY))
        for tone, metric in TONE_METRICS.items()
    )
    names = frequent.group_by("speaker").agg(pl.col("speaker_name").min())
    return rows, measurements, names
