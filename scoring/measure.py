"""From a batch of articles to frames: every article parsed and every metric asked of it.

Runs in worker processes; what it returns depends on the batch alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from scoring.actors.gazetteer import Gazetteer
from scoring.document import ENGLISH, Document, View, body_spans, view
from scoring.export.folder import prepared
from scoring.export.tables import ATTRIBUTIONS, EVIDENCE, LAYERS, MENTIONS, Table, articles_table
from scoring.faults import ArticleFaultError
from scoring.metric import Metric, catalogue
from scoring.parse import Article, Compared, parse
from scoring.reuse.compare import passages_by_article, rewrites_by_article
from scoring.reuse.records import AGGREGATOR_COPY, CREDITED_REPRINT, UNCREDITED_REPRINT
from scoring.reuse.tokens import words_of
from scoring.speech import read_trained
from scoring.tone.trained import TrainedReader

SHOWN_CHARACTERS = 300  # of a span's text in evidence.csv
# The classes of articles that are somebody else's text as a whole.
REPRINTS = frozenset({CREDITED_REPRINT, UNCREDITED_REPRINT, AGGREGATOR_COPY})

MEASUREMENTS = pl.Schema(
    {
        "article_id": pl.String(),
        "metric": pl.String(),
        "reading": pl.String(),
        "actor": pl.String(),
        "voice": pl.String(),
        "numerator": pl.Float64(),
        "denominator": pl.Float64(),
    }
)
Rows = list[tuple[Any, ...]]


@contextmanager
def _named(article_id: str) -> Iterator[None]:
    """Turn any failure inside into one that names the article, so that its reader can act."""
    try:
        yield
    except Exception as error:
        raise ArticleFaultError(
            f"Article {article_id} could not be measured ({type(error).__name__}: {error}). That is a fault of "
            "Masthead: please report it. Without this article the same command goes on."
        ) from error


@dataclass(frozen=True, slots=True)
class Instruments:
    """What measuring needs beside the articles: the actors, and the trained reader with its bound per article."""

    gazetteer: Gazetteer
    reader: TrainedReader | None
    trained_mentions: int | None


@dataclass(frozen=True, slots=True)
class Measured:
    """The frames that a batch gives, by table name; `measurements` is not exported but aggregated."""

    measurements: pl.DataFrame
    tables: Mapping[str, pl.DataFrame]


def measure_batch(
    articles: pl.DataFrame,
    tokens: pl.DataFrame,
    repeated: pl.DataFrame,
    passages: pl.DataFrame,
    rewrites: pl.DataFrame,
    stories: pl.DataFrame,
    instruments: Instruments,
) -> Measured:
    """Measure a batch: `articles` and `tokens` row by row alike; the other frames hold these articles' rows."""
    documents = list(
        _documents(articles, tokens, repeated, passages, rewrites, stories, instruments.gazetteer)
    )
    if instruments.reader is not None:
        documents = read_trained(documents, instruments.reader, instruments.trained_mentions)
    measurements: Rows = []
    evidence: Rows = []
    rows: dict[str, Rows] = {table.name: [] for table in (MENTIONS, ATTRIBUTIONS, LAYERS)}
    articles_rows: list[dict[str, Any]] = []
    for document in documents:
        with _named(document.article_id):
            values = _measure(document, measurements, evidence)
        articles_rows.append(_article_row(document) | values)
        rows[MENTIONS.name] += _mention_rows(document)
        rows[ATTRIBUTIONS.name] += _attribution_rows(document)
        rows[LAYERS.name] += _layer_rows(document)
    table = articles_table()
    tables = {
        table.name: prepared(pl.DataFrame(articles_rows, schema=table.schema), table),
        EVIDENCE.name: _frame(evidence, EVIDENCE),
        MENTIONS.name: _frame(rows[MENTIONS.name], MENTIONS),
        ATTRIBUTIONS.name: _frame(rows[ATTRIBUTIONS.name], ATTRIBUTIONS),
        LAYERS.name: _frame(rows[LAYERS.name], LAYERS),
    }
    return Measured(_by_columns(measurements, MEASUREMENTS), tables)


def _frame(rows: Rows, table: Table) -> pl.DataFrame:
    return prepared(_by_columns(rows, table.schema), table)


def _by_columns(rows: Rows, schema: pl.Schema) -> pl.DataFrame:
    """The rows as a frame. Handed over by columns it is made in half the time that polars takes by rows."""
    if not rows:
        return pl.DataFrame(schema=schema)
    return pl.DataFrame(
        [pl.Series(name, [row[at] for row in rows], dtype) for at, (name, dtype) in enumerate(schema.items())]
    )


def _documents(
    articles: pl.DataFrame,
    tokens: pl.DataFrame,
    repeated: pl.DataFrame,
    passages: pl.DataFrame,
    rewrites: pl.DataFrame,
    stories: pl.DataFrame,
    gazetteer: Gazetteer,
) -> Iterator[Document]:
    lines: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in repeated.select("article_id", "start", "end").iter_rows():
        lines.setdefault(article_id, []).append((start, end))
    shared = passages_by_article(passages)
    reworded = rewrites_by_article(rewrites)
    story_of = dict(stories.select("article_id", "story_id").iter_rows())
    article_fields = list(Article.__dataclass_fields__)
    starts, ends = tokens["starts"], tokens["ends"]
    for number, row in enumerate(articles.select(article_fields).iter_rows()):
        article = Article(*row)
        compared = Compared(
            words=words_of(starts[number], ends[number]),
            repeated=lines.get(article.article_id, []),
            passages=shared.get(article.article_id, ()),
            rewrite=reworded.get(article.article_id),
            story_id=story_of[article.article_id],
        )
        with _named(article.article_id):
            document = parse(article, compared, gazetteer)
        yield document


def _measure(document: Document, measurements: Rows, evidence: Rows) -> dict[str, float | None]:
    """Ask every metric of every reading; adds rows, and returns the article's value by metric."""
    views: dict[str, View] = {}
    values: dict[str, float | None] = {}
    text = document.text
    for metric in catalogue().values():
        values[metric.name] = None
        if document.language != ENGLISH and not metric.any_language:
            continue
        for reading in metric.readings:
            if reading not in views:
                views[reading] = view(document, reading)
            found = list(metric.measure(views[reading]))
            measurements += [
                (document.article_id, metric.name, reading, m.actor, m.voice, m.numerator, m.denominator)
                for m in found
                if m.denominator > 0
            ]
            if reading == metric.main_reading:
                values[metric.name] = _value(metric, [(m.numerator, m.denominator) for m in found])
                evidence += [
                    (
                        document.article_id,
                        metric.name,
                        start,
                        end,
                        text[start : min(end, start + SHOWN_CHARACTERS)],
                        label,
                        float(contribution),
                    )
                    for m in found
                    for start, end, label, contribution in m.evidence
                ]
    return values


def _value(metric: Metric, parts: Sequence[tuple[float, float]]) -> float | None:
    counted = sum(denominator for _, denominator in parts)
    if counted <= 0:
        return None
    return metric.per * sum(numerator for numerator, _ in parts) / counted


def _article_row(document: Document) -> dict[str, Any]:
    provenance = document.provenance
    whole = provenance.kind in REPRINTS
    return {
        "article_id": document.article_id,
        "outlet": document.outlet,
        "title": document.title or _headline(document),
        "url": document.url,
        "published": document.published,
        "language": document.language,
        "words": len(document.words),
        "body_words": sum(document.words.count(start, end) for start, end in body_spans(document)),
        "story_id": document.story_id,
        "text_cluster": (provenance.origin_article if whole else None) or document.article_id,
        "provenance": provenance.kind,
        "origin_article": provenance.origin_article,
        "origin_outlet": provenance.origin_outlet,
        "provenance_confidence": provenance.confidence,
        "provenance_reason": provenance.reason,
        "shared_surnames": document.shared_surnames,
    }


def _headline(document: Document) -> str | None:
    return next((document.text[b.start : b.end] for b in document.blocks if b.kind == "headline"), None)


def _mention_rows(document: Document) -> Iterable[tuple[Any, ...]]:
    for m in document.mentions:
        yield (
            document.article_id, m.start, m.end, m.actor_id, m.kind, m.voice, m.speaker or None, m.lexicon, m.trained
        )  # fmt: skip


def _attribution_rows(document: Document) -> Iterable[tuple[Any, ...]]:
    quoted_words = np.zeros(len(document.words) + 1, dtype=np.int64)
    for q in document.quotations:
        if q.kind == "direct":
            span = document.words.between(q.start, q.end)
            quoted_words[span.start + 1 : span.stop + 1] = 1
    before = np.cumsum(quoted_words)  # how many words stand in direct quotations before each word
    for a in document.attributions:
        spans = [document.words.between(start, end) for start, end in a.content]
        quoted = sum(int(before[span.stop] - before[span.start]) for span in spans)
        yield (
            document.article_id,
            a.cue_start,
            a.cue_end,
            a.source_start if a.source_start >= 0 else None,
            a.source_end if a.source_start >= 0 else None,
            a.content[0][0] if a.content else None,
            a.content[-1][1] if a.content else None,
            a.speaker or None,
            a.kind,
            a.source_type,
            a.stance,
            a.official,
            a.second_hand,
            quoted,
        )


def _layer_rows(document: Document) -> Iterable[tuple[Any, ...]]:
    for block in document.blocks:
        yield document.article_id, "block", block.start, block.end, block.kind, "; ".join(block.reasons)
    for quotation in document.quotations:
        yield document.article_id, "quotation", quotation.start, quotation.end, quotation.kind, None
    for credit in document.credits:
        label = f"{credit.kind}: {credit.source}" if credit.source else credit.kind
        yield document.article_id, "credit", credit.start, credit.end, label, credit.text
