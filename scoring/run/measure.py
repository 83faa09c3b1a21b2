"""From a batch of articles to frames: every article is parsed and measured by every metric.

Runs in worker processes; what it returns depends on the batch alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
from itertools import islice
from math import fsum
from typing import Any

import numpy as np
import polars as pl

from scoring.actors.gazetteer import Gazetteer
from scoring.catalogue.contract import Measurement, Metric
from scoring.catalogue.find import catalogue
from scoring.compare.compare import Comparison, passages_by_article, rewrites_by_article
from scoring.compare.page_credit import page_credit
from scoring.compare.tokens import words_of
from scoring.document.document import Document, view
from scoring.document.genre import Told, tell_genre
from scoring.document.parse import Article, Compared, parse
from scoring.document.speech import read_trained
from scoring.run.found import Found
from scoring.schema.columns import Table
from scoring.schema.folder import prepared
from scoring.schema.kinds import BlockKind, Layer, ProvenanceClass, QuotationKind
from scoring.schema.languages import meets
from scoring.schema.tables import ATTRIBUTIONS, EVIDENCE, LAYERS, MEASUREMENTS, MENTIONS, articles_table
from scoring.sourcing.measures import counted_as
from scoring.text.blocks.find import body_blocks
from scoring.tone.trained import TrainedReader
from scoring.workers.attempts import Care, attempt
from scoring.workers.faults import Fault

STAGE = "measuring"
Rows = list[tuple[Any, ...]]
# The tables made from rows in the order of their columns; `articles` is made from named cells.
IN_ROWS = (MEASUREMENTS, EVIDENCE, MENTIONS, ATTRIBUTIONS, LAYERS)


@dataclass(frozen=True, slots=True)
class Instruments:
    """What measuring needs besides the articles: the actors, and the trained reader with its limit per article."""

    gazetteer: Gazetteer
    reader: TrainedReader | None
    trained_mentions: int | None


@dataclass(frozen=True, slots=True)
class Findings:
    """What comparing found that measuring asks for, each frame with an `article_id`: for all articles or for some.

    `repeated`: the places of repeated lines (article_id, start, end); `passages`, `rewrites`: see
    `scoring.compare.compare.Comparison`.
    """

    repeated: pl.DataFrame
    passages: pl.DataFrame
    rewrites: pl.DataFrame


def findings_of(comparison: Comparison) -> Findings:
    """What measuring asks for of a comparison.

    How many articles repeat a line is left out: it changes with every article of the outlet, and no metric asks for it.
    """
    repeated = comparison.repeated.select("article_id", "start", "end")
    return Findings(repeated, comparison.passages, comparison.rewrites)


FINDINGS = tuple(field.name for field in fields(Findings))
"""The names of the frames."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The frames of a batch by table name, and the faults of articles that are in none of them."""

    tables: Mapping[str, pl.DataFrame]
    faults: Mapping[str, Fault]


@dataclass(frozen=True, slots=True)
class _Trial:
    """An article with what comparing found out about it."""

    article: Article
    compared: Compared


def measure_batch(
    articles: pl.DataFrame,
    tokens: pl.DataFrame,
    findings: Findings,
    instruments: Instruments,
    care: Care | None = None,
) -> Measured:
    """Measure a batch: `articles` and `tokens` match row by row; the findings hold these articles' rows.

    An article that cannot be measured is reported as a fault; the others are measured as if it did not exist.
    """
    trials = _trials(articles, tokens, findings)
    parts, faults = attempt(STAGE, partial(_measure_together, instruments=instruments), trials, care)
    named = {trials[place].article.article_id: fault for place, fault in faults.items()}
    return Measured(
        {
            table.name: prepared(pl.concat([part[table.name] for part in parts] or [table.empty()]), table)
            for table in measured_tables()
        },
        named,
    )


def measured_tables() -> tuple[Table, ...]:
    """The tables that measuring makes."""
    return (articles_table(catalogue()), *IN_ROWS)


def _measure_together(trials: Sequence[_Trial], instruments: Instruments) -> dict[str, pl.DataFrame]:
    """The frames of some articles by table name."""
    documents = [parse(trial.article, trial.compared, instruments.gazetteer) for trial in trials]
    if instruments.reader is not None:
        documents = read_trained(documents, instruments.reader, instruments.trained_mentions)
    articles_rows: list[dict[str, Any]] = []
    found = Found()
    rows: dict[str, Rows] = {table.name: [] for table in (MENTIONS, ATTRIBUTIONS, LAYERS)}
    for document in documents:
        articles_rows.append(_article_row(document) | _measure(document, found))
        rows[MENTIONS.name] += _mention_rows(document)
        rows[ATTRIBUTIONS.name] += _attribution_rows(document)
        rows[LAYERS.name] += _layer_rows(document)
    articles = articles_table(catalogue())
    return {
        articles.name: pl.DataFrame(articles_rows, schema=articles.schema),
        MEASUREMENTS.name: found.measurements(),
        EVIDENCE.name: found.evidence(),
        **{
            table.name: _by_columns(rows[table.name], table.schema)
            for table in (MENTIONS, ATTRIBUTIONS, LAYERS)
        },
    }


def _by_columns(rows: Rows, schema: pl.Schema) -> pl.DataFrame:
    """The rows as a frame. Passing polars columns takes half as long as passing rows."""
    if not rows:
        return pl.DataFrame(schema=schema)
    columns = zip(*rows, strict=True)
    return pl.DataFrame(
        [
            pl.Series(name, column, dtype)
            for column, (name, dtype) in zip(columns, schema.items(), strict=True)
        ]
    )


def _trials(articles: pl.DataFrame, tokens: pl.DataFrame, findings: Findings) -> list[_Trial]:
    lines: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in findings.repeated.select("article_id", "start", "end").iter_rows():
        lines.setdefault(article_id, []).append((start, end))
    shared = passages_by_article(findings.passages)
    reworded = rewrites_by_article(findings.rewrites)
    starts, ends = tokens["starts"], tokens["ends"]
    found = []
    for number, row in enumerate(articles.select(list(Article.__dataclass_fields__)).iter_rows()):
        article = Article(*row)
        compared = Compared(
            words=words_of(starts[number], ends[number]),
            repeated=lines.get(article.article_id, []),
            passages=shared.get(article.article_id, ()),
            rewrite=reworded.get(article.article_id),
        )
        found.append(_Trial(article, compared))
    return found


def _measure(document: Document, found: Found) -> dict[str, float | None]:
    """Apply every metric to each of its readings; adds what they find, and returns the article's value by metric."""
    values: dict[str, float | None] = {}
    found.begin(document.article_id)
    for name, metric in catalogue().items():
        values[name] = None
        if not meets(document.language, metric.needs):
            continue
        for reading in metric.readings:
            measurements = list(metric.measure(view(document, reading)))
            found.add(name, reading, measurements)
            if reading == metric.main_reading:
                values[name] = _value(metric, measurements)
                for measurement in measurements:
                    found.show(name, document.text, measurement.evidence)
    return values


def _value(metric: Metric, measurements: Sequence[Measurement]) -> float | None:
    counted = fsum(one.denominator for one in measurements)
    if counted <= 0:
        return None
    return metric.per * fsum(one.numerator for one in measurements) / counted


def _article_row(document: Document) -> dict[str, Any]:
    provenance = document.provenance
    # A page without an article credits nobody for one.
    no_article = provenance.kind == ProvenanceClass.NO_BODY
    credit = None if no_article else page_credit(document.credits, document.outlet, document.blocks)
    return {
        "article_id": document.article_id,
        "outlet": document.outlet,
        "title": document.title or _headline(document),
        "url": document.url,
        "published": document.published,
        "language": document.language,
        "words": len(document.words),
        "body_words": sum(document.words.count(b.start, b.end) for b in body_blocks(document.blocks)),
        "provenance": provenance.kind,
        "origin_article": provenance.origin_article,
        "origin_outlet": provenance.origin_outlet,
        "provenance_confidence": provenance.confidence,
        "provenance_reason": provenance.reason,
        "credit": (credit.who or None) if credit else None,
        "credit_kind": credit.kind if credit else None,
        "credit_place": credit.place if credit else None,
        "shared_surnames": document.shared_surnames,
        **_genre_cells(tell_genre(document)),
    }


def _genre_cells(told: Told) -> dict[str, Any]:
    return {"genre": told.genre, "genre_confidence": told.confidence, "genre_reason": told.reason}


def _headline(document: Document) -> str | None:
    return next(
        (document.text[b.start : b.end] for b in document.blocks if b.kind == BlockKind.HEADLINE), None
    )


def _mention_rows(document: Document) -> Iterable[tuple[Any, ...]]:
    for m in document.mentions:
        yield (
            document.article_id, m.start, m.end, m.actor_id, m.kind, m.voice, m.speaker or None,
            m.speaker_name or None, m.lexicon, m.trained,
        )  # fmt: skip


def _attribution_rows(document: Document) -> Iterable[tuple[Any, ...]]:
    quoted_words = np.zeros(len(document.words) + 1, dtype=np.int64)
    for q in document.quotations:
        if q.kind == QuotationKind.DIRECT:
            span = document.words.between(q.start, q.end)
            quoted_words[span.start + 1 : span.stop + 1] = 1
    before = np.cumsum(quoted_words)  # how many words stand in direct quotations before each word
    places = [place for a in document.attributions for span in a.content for place in span]
    counted = before[np.searchsorted(document.words.starts, np.array(places, dtype=np.int32))]
    quoted_in = iter((counted[1::2] - counted[::2]).tolist())
    for a in document.attributions:
        quoted = sum(islice(quoted_in, len(a.content)))
        yield (
            document.article_id,
            a.cue_start,
            a.cue_end,
            a.source_start if a.source_start >= 0 else None,
            a.source_end if a.source_start >= 0 else None,
            a.content[0][0] if a.content else None,
            a.content[-1][1] if a.content else None,
            " ".join(f"{start}-{end}" for start, end in a.content) or None,
            a.speaker or None,
            a.speaker_name or None,
            "|".join(a.co_speakers) or None,
            a.kind,
            a.source_type,
            a.stance,
            a.polarity,
            a.group,
            counted_as(a),
            a.official,
            a.second_hand,
            quoted,
        )


def _layer_rows(document: Document) -> Iterable[tuple[Any, ...]]:
    for block in document.blocks:
        yield document.article_id, Layer.BLOCK, block.start, block.end, block.kind, "; ".join(block.reasons)
    for quotation in document.quotations:
        yield document.article_id, Layer.QUOTATION, quotation.start, quotation.end, quotation.kind, None
    for credit in document.credits:
        label = f"{credit.kind}: {credit.source}" if credit.source else credit.kind
        yield document.article_id, Layer.CREDIT, credit.start, credit.end, label, credit.text
