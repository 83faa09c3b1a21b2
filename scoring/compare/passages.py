"""Passages shared by articles of different outlets, word for word, with offsets in both texts."""

from collections.abc import Callable
from functools import partial

import numpy as np
import polars as pl

from scoring.compare.corpus_words import CorpusWords, lay_words
from scoring.compare.pointers import Pointers, Progress, SharedGrams, pointers_by, shared_grams
from scoring.compare.runs import Runs, join_runs
from scoring.compare.shelf import Shelf, shelf_of
from scoring.schema.tables import PASSAGES

# One row is a passage seen from one of its two articles; `earlier` says which of the two has it by the order
# of time (undated last, ties by id), which is no direction yet: see direction.py.
_PAIRED = (
    "article_id", "start", "end", "other_id", "other_outlet", "other_start", "other_end", "words", "edits"
)  # fmt: skip
PAIRS = pl.Schema({**PASSAGES.part(*_PAIRED), "earlier": pl.Boolean()})
SHARED = pl.Schema(
    {
        **PASSAGES.part("article_id", "start", "end"),
        "outlet": pl.String(),
        **PASSAGES.part("other_id", "other_outlet", "other_start", "other_end", "words"),
        "other_words": PASSAGES.schema["words"],
        "edits": PASSAGES.schema["edits"],
        "other_edits": PASSAGES.schema["edits"],
    }
)
"""A passage seen from the later of its two articles."""
Pointing = Callable[[CorpusWords], SharedGrams]
"""What finds the grams of more than one outlet: `scoring.compare.pointers.shared_grams`, or its equal."""
# Shorter runs are mostly titles, places and set phrases, not copied text (docs/provenance.md).
PASSAGE_WORDS = 12


def _side(words: CorpusWords, shelf: Shelf, runs: Runs) -> pl.DataFrame:
    """The passages as seen from the later article."""
    positions = np.concatenate((runs.left, runs.left_end - 1, runs.right, runs.right_end - 1))
    articles = words.article_of(positions)
    starts, ends = shelf.offsets(words.rows[articles], words.word_of(positions, articles))
    left_start, _, right_start, _ = np.split(starts, 4)
    _, left_end, _, right_end = np.split(ends, 4)
    left_article, _, right_article, _ = np.split(articles, 4)
    return pl.DataFrame(
        {
            "article_id": words.ids.gather(left_article),
            "start": left_start,
            "end": left_end,
            "outlet": words.names.gather(left_article),
            "other_id": words.ids.gather(right_article),
            "other_outlet": words.names.gather(right_article),
            "other_start": right_start,
            "other_end": right_end,
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
    shelf = shelf_of(articles, tokens)
    return passages_on(shelf, repeated, buckets=buckets, progress=progress, pointing=pointing)


def passages_on(
    shelf: Shelf,
    repeated: pl.DataFrame,
    *,
    buckets: int | None = None,
    progress: Progress | None = None,
    pointing: Pointing | None = None,
) -> pl.DataFrame:
    """The same of the articles on a shelf."""
    words = lay_words(shelf, repeated)
    pointing = pointing or partial(shared_grams, buckets=buckets, progress=progress)
    return both_sides(shared_by(words, shelf, pointers_by(words, pointing(words))))


def shared_by(words: CorpusWords, shelf: Shelf, pointers: Pointers) -> pl.DataFrame:
    """SHARED: the passages that pointers show, in order."""
    runs = join_runs(words, pointers)
    runs = runs[runs.left_end - runs.left >= PASSAGE_WORDS]
    return _side(words, shelf, runs).cast(dict(SHARED)).sort(SHARED.names())  # type: ignore[arg-type]


def both_sides(later: pl.DataFrame) -> pl.DataFrame:
    """PAIRS from SHARED."""
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
