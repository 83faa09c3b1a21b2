"""From measured batches to the finished tables of a scores folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from scoring.catalogue.contract import catalogue
from scoring.compare.flows import find_flows
from scoring.corpus.schema import Corpus
from scoring.document.document import BODY
from scoring.index.frames import index_frames
from scoring.outlets.aggregate import aggregate, rules_of, score_cells, sum_texts
from scoring.outlets.profile import profile_outlets
from scoring.schema.csv_files import csv_bytes
from scoring.schema.folder import prepared, write_description, write_table
from scoring.schema.tables import (
    ACTORS,
    ATTRIBUTIONS,
    CONTRASTS,
    DUPLICATES,
    EVIDENCE,
    FLOWS,
    INDEX_PAIRS,
    LAYERS,
    MENTIONS,
    NOTES,
    PASSAGES,
    REJECTS,
    SCORES,
    STORIES,
    TEXTS,
    Table,
    articles_table,
    index_table,
    outlets_table,
)

# Persons found in articles, not in the gazetteer, are listed for an outlet only where there is enough to say
# something: nearly all of them occur in one article.
PERSON_PREFIX = "person:"
# A speaker has a row of their own from this many mentions of one actor.
SPEAKER_MENTIONS = 3
TONES = {
    "lexicon": "actor_sentiment",
    "trained": "actor_sentiment_trained",
}  # column and metric of each reading


def assemble(
    *,
    work: Path,
    measured: Sequence[Path],
    texts: Sequence[Path],
    corpus: Corpus,
    passages: pl.DataFrame,
    actor_names: Mapping[str, str],
    csv: bool,
    facts: Mapping[str, Any],
    weights: Path | None = None,
    reference: Path | None = None,
    groups: Mapping[str, Sequence[str]] | None = None,
) -> Path:
    """Aggregate the measured batches and write every table into a new folder below `work`; returns it.

    `weights` and `reference` are the user's own files for the index, `groups` the groups of actors to contrast.
    """
    folder = work / "scores"
    for leftover in folder.glob("*"):
        leftover.unlink()
    folder.mkdir(exist_ok=True)
    articles = _with_groups(_with_root_clusters(_read(measured, articles_table().name)), corpus.articles)
    measurements = _read(measured, "measurements")
    scores = score_outlets(measurements, articles)
    outlet_of = articles.select("article_id", "outlet")
    write = _Writer(folder, csv)
    write(outlets_table(), outlet_rows(articles, scores))
    write(SCORES, scores)
    write(articles_table(), articles)
    write(PASSAGES, passages.join(outlet_of, on="article_id", how="left"))
    write(STORIES, story_rows(articles))
    write(FLOWS, find_flows(articles, passages))
    mentions = _read(measured, MENTIONS.name)
    write(ACTORS, actor_rows(mentions, articles, actor_names))
    attributions = _read(measured, ATTRIBUTIONS.name)
    write(CONTRASTS, profile_outlets(measurements, mentions, attributions, articles, actor_names, groups))
    index, pairs = index_frames(scores, measurements, articles, weights, reference)
    write(index_table(), index)
    write(INDEX_PAIRS, pairs)
    write(REJECTS, corpus.rejects)
    write(DUPLICATES, corpus.duplicates)
    write(NOTES, corpus.notes)
    for table in (EVIDENCE, MENTIONS, ATTRIBUTIONS, LAYERS):
        write.stream(table, [path / f"{table.name}.parquet" for path in measured])
    write.stream(TEXTS, texts, only=corpus.articles["article_id"])
    write_description(folder, facts)
    return folder


class _Writer:
    """Writes tables into one folder."""

    def __init__(self, folder: Path, csv: bool) -> None:
        self._folder = folder
        self._csv = csv

    def __call__(self, table: Table, frame: pl.DataFrame) -> None:
        """Write a table that is small enough to hold."""
        write_table(prepared(frame, table), table, self._folder, csv=self._csv)

    def stream(self, table: Table, parts: Sequence[Path], *, only: pl.Series | None = None) -> None:
        """Write a table from its parts, which are prepared and in order, without holding it whole.

        `only`: the articles whose rows are written, where the parts hold others too; not with a CSV.
        """
        names = table.schema.names()
        scan = pl.scan_parquet(list(parts)).select(names)
        if only is not None:
            scan = scan.filter(pl.col("article_id").is_in(only.implode()))
        scan.sink_parquet(self._folder / f"{table.name}.parquet", compression="zstd", maintain_order=True)
        if not (self._csv and table.csv):
            return
        with (self._folder / f"{table.name}.csv").open("wb") as target:
            target.write(csv_bytes(table.empty()))
            for part in parts:
                target.write(csv_bytes(pl.read_parquet(part, columns=names), header=False))


def _read(measured: Sequence[Path], name: str) -> pl.DataFrame:
    return pl.read_parquet([path / f"{name}.parquet" for path in measured])


def _with_root_clusters(articles: pl.DataFrame) -> pl.DataFrame:
    """Follow reprints of reprints to the first text."""
    parent = dict(articles.select("article_id", "text_cluster").iter_rows())

    def root(article_id: str) -> str:
        seen = {article_id}
        while (above := parent.get(article_id, article_id)) != article_id and above not in seen:
            seen.add(above)
            article_id = above
        return article_id

    return articles.with_columns(
        text_cluster=pl.Series([root(i) for i in articles["article_id"]], dtype=pl.String)
    )


def _with_groups(articles: pl.DataFrame, given: pl.DataFrame) -> pl.DataFrame:
    """Put in the label that the input gives each article's outlet; measuring knows nothing of it."""
    return articles.drop("group").join(
        given.select("article_id", "group"), on="article_id", maintain_order="left"
    )


def score_outlets(measurements: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """The scores of every outlet, without those of passing persons of whom too little is known to be shown."""
    scores = aggregate(measurements, articles, rules_of(catalogue()))
    passing = pl.col("actor").str.starts_with(PERSON_PREFIX) & (pl.col("status") != "ok")
    return scores.filter(~passing)


def _counted(articles: pl.DataFrame, by: str) -> pl.DataFrame:
    """Articles, independent texts and first and last date by a column."""
    return articles.group_by(by).agg(
        articles=pl.len(),
        independent_texts=pl.col("text_cluster").n_unique(),
        first_published=pl.col("published").min(),
        last_published=pl.col("published").max(),
    )


def outlet_rows(articles: pl.DataFrame, scores: pl.DataFrame) -> pl.DataFrame:
    """The `outlets` table: counts beside each headline metric in its first reading."""
    known = articles.drop_nulls("outlet")
    labels = known.drop_nulls("group").group_by("outlet").agg(group=pl.col("group").mode().sort().first())
    rows = _counted(known, "outlet").join(labels, on="outlet", how="left")
    for name, metric in catalogue().items():
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


def actor_rows(mentions: pl.DataFrame, articles: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """The `actors` table: each outlet on each actor by voice, for all speakers together and for frequent ones."""
    placed = mentions.join(
        articles.select("article_id", "outlet", "text_cluster"), on="article_id"
    ).drop_nulls("outlet")
    key = ["outlet", "actor", "voice", "speaker"]
    together = placed.with_columns(speaker=pl.lit(""))
    frequent = placed.filter(pl.col("speaker").is_not_null(), pl.len().over(key) >= SPEAKER_MENTIONS)
    everyone = pl.concat([together, frequent])
    rows = everyone.group_by(key).agg(
        mentions=pl.len(),
        articles=pl.col("article_id").n_unique(),
        independent_texts=pl.col("text_cluster").n_unique(),
    )
    # A speaker's name is the smallest that the articles give, so that it hangs on no order.
    speaker_names = frequent.group_by("speaker").agg(speaker_name=pl.col("speaker_name").min())
    # Scored as any other cell, with the speaker as a further key.
    measurements = pl.concat(
        everyone.drop_nulls(tone)
        .group_by("article_id", *key[1:])
        .agg(numerator=pl.col(tone).sort().sum(), denominator=pl.len().cast(pl.Float64))
        .with_columns(metric=pl.lit(metric), reading=pl.lit(BODY))
        for tone, metric in TONES.items()
    )
    keys = ["metric", *key, "reading"]
    scored = score_cells(sum_texts(measurements, articles, keys), rules_of(catalogue()), keys)
    for tone, metric in TONES.items():
        values = {tone: "value", f"{tone}_low": "low", f"{tone}_high": "high"}
        part = scored.filter(pl.col("metric") == metric)
        rows = rows.join(
            part.select(*key, **{new: pl.col(old) for new, old in values.items()}), on=key, how="left"
        )
    passing = pl.col("actor").str.starts_with(PERSON_PREFIX)
    enough = pl.col("lexicon").is_not_null()
    return (
        rows.join(speaker_names, on="speaker", how="left")
        .with_columns(
            name=pl.col("actor")
            .replace_strict(names, default=None, return_dtype=pl.String)
            .fill_null(pl.col("actor").str.strip_prefix(PERSON_PREFIX)),
            status=pl.when(enough).then(pl.lit("ok")).otherwise(pl.lit("insufficient")),
        )
        .filter(~passing | enough)
    )
