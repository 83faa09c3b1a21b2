"""What Masthead promises for any input at all; each check raises BrokenPromise."""

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from scoring.actors import gazetteer as gazetteers
from scoring.actors.cast import find_cast
from scoring.actors.gazetteer import actors_by_form
from scoring.catalogue.find import catalogue
from scoring.corpus.schema import Corpus
from scoring.corpus.sources.files import find_sources
from scoring.index.reference import read_reference
from scoring.outlets.groups import read_groups
from scoring.run.score import Summary
from scoring.schema.components import read_components
from scoring.schema.csv_files import read_csv
from scoring.schema.tables import all_tables

from .inputs import ACTORS, GROUPS, WEIGHTS, Input

FAULT = "fault of Masthead"
"""What the reason of a reject says where the program failed, not the input."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ROUNDING = 2e-6  # numbers are written with six decimals
_LONGEST_SENTENCE = 2_000  # characters of an error for the user
_PAIRS = (
    ("evidence", "start", "end"),
    ("mentions", "start", "end"),
    ("layers", "start", "end"),
    ("attributions", "cue_start", "cue_end"),
    ("attributions", "source_start", "source_end"),
    ("attributions", "content_start", "content_end"),
    ("passages", "start", "end"),
    ("passages", "other_start", "other_end"),
)


class BrokenPromise(AssertionError):  # noqa: N818 - it reads as what it is
    """`kind` is the same for every input that breaks the same promise."""

    def __init__(self, kind: str, detail: object = "") -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind


def _keep(kept: bool, kind: str, detail: object = "") -> None:
    if not kept:
        raise BrokenPromise(kind, detail)


def check_reading(corpus: Corpus, folder: Path) -> None:
    """The sum is right, every file is spoken of, identifiers are unique, no control character is left."""
    articles = corpus.articles
    accounted = articles.height + corpus.rejects.height + corpus.duplicates.height
    _keep(corpus.articles_in == accounted, "the sum of articles", (corpus.articles_in, accounted))
    _keep(articles["article_id"].n_unique() == articles.height, "identifiers are unique")
    told = {
        name
        for frame in (articles, corpus.rejects, corpus.duplicates, corpus.notes)
        for name in frame["file"].to_list()
    }
    for source in find_sources([folder])[0]:
        if source.kind != "manifest":
            _keep(
                any(name == source.label or name.startswith(source.label) for name in told),
                "every file is spoken of",
                source.label,
            )
    for name in ("article_id", "outlet", "url", "title", "byline", "group", "text"):
        odd = articles[name].drop_nulls().str.contains(_CONTROL.pattern)
        _keep(
            not odd.any(), f"no control character in {name}", articles[name].drop_nulls().filter(odd).head(1)
        )
    _keep_no_fault(corpus.rejects["reason"])


def _keep_no_fault(reasons: Iterable[str]) -> None:
    for reason in reasons:
        _keep(FAULT not in reason, re.sub(r"\d+", "0", reason)[:200], reason)


def check_scores(folder: Path, summary: Summary) -> None:
    """The scores folder keeps every promise that its tables make."""
    frames = {
        table.name: pl.read_parquet(folder / f"{table.name}.parquet") for table in all_tables(catalogue())
    }
    _keep(
        summary.articles_in == summary.scored + summary.rejected + summary.duplicates,
        "the sum of a run",
        summary,
    )
    for name, count in (
        ("articles", summary.scored),
        ("texts", summary.scored),
        ("rejects", summary.rejected),
        ("duplicates", summary.duplicates),
        ("notes", summary.notes),
    ):
        _keep(frames[name].height == count, f"{name} holds as many rows as are told", frames[name].height)
    _keep_no_fault(frames["rejects"]["reason"])
    _check_spans(frames)
    for name, frame in frames.items():
        _check_cells(name, frame)
    _check_values(frames)
    for table in all_tables(catalogue()):
        if table.csv:
            path = folder / f"{table.name}.csv"
            try:
                assert_frame_equal(read_csv(path, table), frames[table.name])
            except AssertionError as error:
                raise BrokenPromise(f"{table.name}.csv reads back", error) from error


def _check_spans(frames: dict[str, pl.DataFrame]) -> None:
    sizes = frames["texts"].select("article_id", size=pl.col("text").str.len_chars())
    for table, start, end in _PAIRS:
        owner = "other_id" if start == "other_start" else "article_id"
        spans = frames[table].select(owner, start, end).drop_nulls()
        placed = spans.join(sizes, left_on=owner, right_on="article_id", how="left")
        outside = placed.filter(
            pl.col("size").is_null()
            | (pl.col(start) < 0)
            | (pl.col(start) > pl.col(end))
            | (pl.col(end) > pl.col("size"))
        )
        _keep(outside.is_empty(), f"{table}.{start} lies inside the text", outside.head(2).rows())
    texts = dict(frames["texts"].iter_rows())
    shown = frames["evidence"].select("article_id", "start", "end", "text")
    for article_id, start, end, text in shown.iter_rows():
        _keep(texts[article_id][start:end].startswith(text or ""), "evidence shows its text", article_id)
    blocks = frames["layers"].filter(pl.col("layer") == "block").sort("article_id", "start")
    for one, other in pairwise(blocks.select("article_id", "start", "end").iter_rows()):
        _keep(one[0] != other[0] or one[2] <= other[1], "blocks lie apart", (one, other))


def _check_cells(name: str, frame: pl.DataFrame) -> None:
    for column, dtype in frame.schema.items():
        values = frame[column].drop_nulls()
        if dtype == pl.String:
            for text in values.unique():
                text.encode("utf-8")
        elif dtype.is_float():
            _keep(bool(values.is_finite().all()), f"{name}.{column} is finite")
        elif dtype.is_integer():
            _keep(not values.len() or values.min() >= 0, f"{name}.{column} counts from 0")


def _check_values(frames: dict[str, pl.DataFrame]) -> None:
    for metric in catalogue().values():
        bounds = {
            "least": float("-inf") if metric.low is None else metric.low - _ROUNDING,
            "most": float("inf") if metric.high is None else metric.high + _ROUNDING,
        }
        values = frames["articles"][metric.name].drop_nulls()
        _keep(
            bool(values.is_between(bounds["least"], bounds["most"]).all()),
            f"articles.{metric.name} is within its bounds",
            values.to_list(),
        )
        scores = frames["scores"].filter(pl.col("metric") == metric.name).drop_nulls("value")
        ordered = scores.filter(
            (pl.col("low") - _ROUNDING <= pl.col("value"))
            & (pl.col("value") <= pl.col("high") + _ROUNDING)
            & pl.col("value").is_between(bounds["least"], bounds["most"])
        )
        _keep(ordered.height == scores.height, f"scores of {metric.name} lie in their intervals")
    shares = frames["articles"]["provenance_confidence"].drop_nulls()
    _keep(bool(shares.is_between(0, 1).all()), "confidence is a share", shares.to_list())


def check_list(item: Input, path: Path) -> None:
    """A list of the user's own is read, or refused in a sentence (ValueError)."""
    try:
        if item.use == ACTORS:
            find_cast("Anna Berg met the Chinese in Beijing. Berg left.", gazetteers.load(path), [(0, 37)])
        elif item.use == GROUPS:
            read_groups(path, actors_by_form(gazetteers.load()))
        elif item.use == WEIGHTS:
            read_components(path)
        else:
            read_reference(path)
    except ValueError as error:
        _keep(
            type(error) is ValueError and 0 < len(str(error)) < _LONGEST_SENTENCE,
            f"a faulty list of {item.use} is refused in a sentence ({type(error).__name__})",
            error,
        )
