"""Passages shared by articles of different outlets, word for word, with offsets in both texts."""

from collections.abc import Callable
from functools import partial

import numpy as np
import polars as pl

from scoring.compare.corpus_words import CorpusWords, Int32Array, Int64Array, corpus_words
from scoring.compare.pointers import Pointers, Progress, point_back
from scoring.compare.runs import Runs, join_runs
from scoring.schema.tables import PASSAGES

# One row is a passage seen from one of its two articles; `earlier` says which of the two has it by the order
# of time (undated last, ties by id), which is no direction yet: see direction.py.
_PAIRED = (
    "article_id", "start", "end", "other_id", "other_outlet", "other_start", "other_end", "words", "edits"
)  # fmt: skip
PAIRS = pl.Schema({**PASSAGES.part(*_PAIRED), "earlier": pl.Boolean()})
Pointing = Callable[[CorpusWords], Pointers]
"""What finds for each word where its gram first appeared: `scoring.compare.pointers.point_back`, or its equal."""
# Shorter runs are mostly titles, places and set phrases, not copied text (docs/provenance.md).
PASSAGE_WORDS = 12


def _offsets(words: CorpusWords, tokens: pl.DataFrame, positions: Int64Array, column: str) -> Int32Array:
    """The character offset (column `starts` or `ends`) of each word."""
    articles = words.article_of(positions)
    place = words.word_of(positions, articles)
    counts = tokens["starts"].list.len().to_numpy().astype(np.int64)
    bases = np.concatenate(([0], np.cumsum(counts)))
    flat = tokens[column].explode(empty_as_null=False).to_numpy()
    return flat[bases[words.rows[articles]] + place].astype(np.int32)


def _side(words: CorpusWords, tokens: pl.DataFrame, runs: Runs) -> pl.DataFrame:
    """The passages as seen from the later article."""
    left_article, right_article = words.article_of(runs.left), words.article_of(runs.right)
    return pl.DataFrame(
        {
            "article_id": words.ids.gather(left_article),
            "start": _offsets(words, tokens, runs.left, "starts"),
            "end": _offsets(words, tokens, runs.left_end - 1, "ends"),
            "outlet": words.names.gather(left_article),
            "other_id": words.ids.gather(right_article),
            "other_outlet": words.names.gather(right_article),
            "other_start": _offsets(words, tokens, runs.right, "starts"),
            "other_end": _offsets(words, tokens, runs.right_end - 1, "ends"),
            "words": (runs.left_end - runs.left).astype(np.int32),
            "other_words": (runs.right_end - runs.right).astype(np.int32),
            "edits": runs.edits.astype(np.int32),
            "other_edits": runs.right_edits.astype(np.int32),
        }
    )


def find_passages(
    articles: pl.DataFrame,
    tokens: pl.DataFrame,
    repeated: pl.DataFrame,
    *,
    buckets: int | None = None,
    progress: Progress | None = None,
    pointing: Pointing | None = None,
) -> pl.DataFrame:
    """The table PAIRS: passages of at least PASSAGE_WORDS words that articles of different outlets share.

    `articles`: article_id, outlet (null counts as an outlet of its own), published; `tokens`: see tokens.py;
    `repeated`: lines to leave out (article_id, start, end). Each passage has two rows, one from each side, sorted
    by article, place and other article. The order of rows and the number of `buckets` make no difference.
    `pointing`: where grams are looked up, by default in this process.
    """
    words = corpus_words(articles, tokens, repeated)
    pointing = pointing or partial(point_back, buckets=buckets, progress=progress)
    runs = join_runs(words, pointing(words))
    runs = runs[runs.left_end - runs.left >= PASSAGE_WORDS]
    later = _side(words, tokens, runs)
    earlier = later.select(
        article_id="other_id",
        start="other_start",
        end="other_end",
        other_id="article_id",
        other_outlet="outlet",
        other_start="start",
        other_end="end",
        words="other_words",
        edits="other_edits",
        earlier=pl.lit(value=True),
    )
    columns = list(PAIRS)
    both = pl.concat(
        [later.with_columns(earlier=pl.lit(value=False)).select(columns), earlier.select(columns)]
    )
    return both.cast(PAIRS).sort("article_id", "start", "other_id", "other_start", "end", "other_end")
