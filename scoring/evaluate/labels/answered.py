"""What a larger model answers on random mentions: kept by offset, as labels are, but no labels.

A student learns from them, so that it can be trained again without the larger model. One row is a mention: the set, the
article, its characters in the text as given, the hash of the marked words, and the probability of each tone.
"""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from scoring.evaluate.labels.corpora import given_rows
from scoring.evaluate.labels.program import documents, place_in, sentence_at
from scoring.evaluate.labels.sentences import Row, unlabelled_row
from scoring.schema.corrections import mark_hash

ANSWERS = pl.Schema(
    {
        "set": pl.String(),
        "article_id": pl.String(),
        "start": pl.Int64(),
        "end": pl.Int64(),
        "sha1": pl.String(),
        "negative": pl.Float64(),
        "neutral": pl.Float64(),
        "positive": pl.Float64(),
    }
)
TONES = ("negative", "neutral", "positive")


def keep_answers(rows: Iterable[Mapping[str, Any]], corpus: Path, path: Path) -> int:
    """Keep answered sentences (rows as `answered_sentences` gives them) in a gzipped CSV; returns how many.

    A sentence that stands in its article more than once, or not as it is, is left out.
    """
    texts = dict(given_rows(corpus).select("article_id", "text").iter_rows())
    kept = []
    for row in rows:
        text, sentence = texts.get(row["primary_gid"], ""), row["sentence_normalized"]
        if text.count(sentence) != 1:
            continue
        (mention,) = row["mentions"]
        first = text.index(sentence)
        start, end = first + mention["from"], first + mention["to"]
        shares = [f"{share:.3f}" for share in row["answer"]]
        kept.append((corpus.stem, row["primary_gid"], start, end, mark_hash(text[start:end]), *shares))
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows([ANSWERS.names(), *sorted(kept)])
    path.write_bytes(gzip.compress(lines.getvalue().encode(), mtime=0))
    return len(kept)


def answered_sentences(path: Path, corpus: Path) -> Iterator[Row]:
    """The sentences of kept answers, each with `answer`, the probabilities of negative, neutral and positive."""
    found = pl.read_csv(path, schema=ANSWERS).filter(pl.col("set") == corpus.stem)
    wanted: dict[str, list[dict[str, Any]]] = {}
    for row in found.iter_rows(named=True):
        wanted.setdefault(row["article_id"], []).append(row)
    given = dict(given_rows(corpus).select("article_id", "text").iter_rows())
    for document in documents(corpus, wanted, together=False):
        for row in wanted[document.article_id]:
            place = place_in(document.text, given[document.article_id], (row["start"], row["end"]))
            if place is None or mark_hash(document.text[slice(*place)]) != row["sha1"]:
                continue
            item = sentence_at(document, *place)
            if item is not None:
                answer = [row[tone] for tone in TONES]
                yield unlabelled_row(document.article_id, item) | {"answer": answer}
