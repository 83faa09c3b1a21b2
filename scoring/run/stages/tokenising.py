"""The first stage: the words of each article, and what comparing keeps in mind of them."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from scoring.compare.sketches import SKETCHES, bare_title, sketch
from scoring.compare.tokens import TOKENS, tokenise
from scoring.run.stages.cut import Batch
from scoring.run.stages.steps import Step, gathered, run_step
from scoring.run.work_folder import (
    FAULTS,
    Faults,
    articles_path,
    sketches_path,
    write_faults,
    write_frame,
)
from scoring.workers.attempts import Care, attempt
from scoring.workers.batches import Progress
from scoring.workers.engine import Engine

TOKENISING = "tokenising"
# Tokenising this many batches takes seconds; starting processes would take longer.
QUICK_BATCHES = 200


def tokenise_all(batches: Sequence[Batch], engine: Engine, progress: Progress) -> Faults:
    """Tokenise each batch that is not done; returns the articles that fail."""
    run_step(_TOKENISE, batches, engine, progress, quick=len(batches) <= QUICK_BATCHES)
    return gathered(_faults_path(batch.done) for batch in batches)


def _faults_path(tokens: Path) -> Path:
    return tokens.with_suffix(f".{FAULTS}")


def _load_texts(batch: Batch) -> tuple[pl.DataFrame, None]:
    columns = ["article_id", "text", "title"]
    return pl.read_parquet(articles_path(batch.held, batch.number), columns=columns), None


def _keep_tokens(batch: Batch, _: None, made: tuple[pl.DataFrame, Faults]) -> None:
    words, faults = made
    if faults:
        write_faults(faults, _faults_path(batch.done))
    write_frame(words.select("article_id", *SKETCHES), sketches_path(batch.done))
    write_frame(words.select(TOKENS.names()), batch.done)


def _tokenised(articles: pl.DataFrame, care: Care) -> tuple[pl.DataFrame, Faults]:
    """TOKENS and SKETCHES of articles (article_id, text, title), in their order, without those that fail."""
    rows: list[tuple[str, str, str | None]] = articles.rows()
    parts, faults = attempt(TOKENISING, _tokenise_rows, rows, care)
    empty = pl.DataFrame(schema={**TOKENS, **SKETCHES})
    return pl.concat([empty, *parts]), {rows[at][0]: f for at, f in faults.items()}


def _tokenise_rows(rows: Sequence[tuple[str, str, str | None]]) -> pl.DataFrame:
    ids, texts = [row[0] for row in rows], [row[1] for row in rows]
    tokens = tokenise(ids, texts)
    # Headlines hold many of the words by which stories are found.
    bare = [bare_title(title, text) for _, text, title in rows]
    heads = tokenise(ids, bare)["keys"]
    sketches = sketch(pl.DataFrame({"article_id": ids, "text": texts}), tokens, heads)
    return tokens.hstack(sketches)


_TOKENISE = Step(TOKENISING, _load_texts, _tokenised, _keep_tokens)
