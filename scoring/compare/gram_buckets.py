"""Where grams first appeared, found by an engine: the corpus in stretches, its grams brought together by hash bucket.

The same answer as `scoring.compare.pointers.shared_grams`, which does one bucket after another in this process.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from scoring.compare.corpus_words import CorpusWords
from scoring.compare.pointers import (
    HASH_BITS,
    Progress,
    SharedGrams,
    buckets_for,
    grams_of,
    shared_among,
    together,
)
from scoring.workers.engine import BUCKET, Engine, Regrouping

# Grams of one bucket: some 30 MB where they are looked up.
GRAMS_IN_BUCKET = 1 << 20
# Articles sent together: some 4 MB of words.
STRETCH = 512
_GRAMS = pl.Schema(
    {
        BUCKET: pl.Int32(),
        "gram": pl.Int64(),
        "position": pl.Int64(),
        "article": pl.Int64(),
        "outlet": pl.Int32(),
    }
)
_SHARED = pl.Schema({"position": pl.Int64(), "gram": pl.Int64()})


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Consecutive articles; which article of the corpus, and which of its words, is their first."""

    words: CorpusWords
    article: int
    position: int
    bits: int


def _stretches(words: CorpusWords, bits: int) -> Iterator[_Stretch]:
    for first in range(0, len(words), STRETCH):
        yield _Stretch(words.stretch(first, first + STRETCH), first, int(words.edges[first]), bits)


def _spread(stretch: _Stretch) -> pl.DataFrame:
    """The grams of a stretch, with their bucket."""
    parts = [_GRAMS.to_frame()]
    for hashes, positions in grams_of(stretch.words):
        articles = stretch.words.article_of(positions)
        # A shift by all bits is undefined.
        buckets = hashes >> np.uint64(HASH_BITS - stretch.bits) if stretch.bits else np.zeros_like(hashes)
        columns = {
            BUCKET: buckets.astype(np.int32),
            "gram": hashes.view(np.int64),
            "position": positions + stretch.position,
            "article": articles + stretch.article,
            "outlet": stretch.words.outlets[articles],
        }
        parts.append(pl.DataFrame(columns, schema=_GRAMS))
    return pl.concat(parts)


def _look(bucket: pl.DataFrame) -> pl.DataFrame:
    """The shared grams of one bucket."""
    gram, position, article, outlet = bucket.sort("position").drop(BUCKET)
    found = shared_among(
        gram.to_numpy().view(np.uint64), position.to_numpy(), article.to_numpy(), outlet.to_numpy()
    )
    return pl.DataFrame({"position": found.positions, "gram": found.hashes.view(np.int64)}, schema=_SHARED)


BY_BUCKET = Regrouping(_spread, _GRAMS, _look, _SHARED)


def shared_grams_by(
    engine: Engine, words: CorpusWords, *, buckets: int | None = None, progress: Progress | None = None
) -> SharedGrams:
    """The grams that more than one outlet has.

    `buckets`: a power of two; the result does not depend on it. `progress` is called once, at the end. Raises as the
    engine does.
    """
    count = buckets or buckets_for(int(words.edges[-1]), GRAMS_IN_BUCKET)
    found = [
        SharedGrams(shared["position"].to_numpy(), shared["gram"].to_numpy().view(np.uint64))
        for shared in engine.grouped(BY_BUCKET, _stretches(words, count.bit_length() - 1))
    ]
    if progress:
        progress(1.0)
    return together(found)
