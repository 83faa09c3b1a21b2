"""Where grams first appeared, found by an engine: the corpus in stretches, its grams brought together by hash bucket.

The same answer as `scoring.compare.pointers.point_back`, which does one bucket after another in this process.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from scoring.compare.corpus_words import CorpusWords
from scoring.compare.pointers import (
    HASH_BITS,
    Pointers,
    Progress,
    Shown,
    buckets_for,
    grams_of,
    joined,
    look_up,
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
# `first`: null where the gram at `position` is a stock phrase.
_SHOWN = pl.Schema({"position": pl.Int64(), "first": pl.Int64()})


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
    """What the grams of one bucket show."""
    gram, position, article, outlet = bucket.sort("position").drop(BUCKET)
    shown = look_up(
        gram.to_numpy().view(np.uint64), position.to_numpy(), article.to_numpy(), outlet.to_numpy()
    )
    taken = pl.DataFrame({"position": shown.taken, "first": shown.first}, schema=_SHOWN)
    stock = pl.DataFrame({"position": shown.stock}, schema={"position": pl.Int64()})
    return pl.concat([taken, stock.with_columns(first=pl.lit(None, pl.Int64))])


BY_BUCKET = Regrouping(_spread, _GRAMS, _look, _SHOWN)


def point_back_by(
    engine: Engine, words: CorpusWords, *, buckets: int | None = None, progress: Progress | None = None
) -> Pointers:
    """For each word whose gram another outlet had first, where that was.

    `buckets`: a power of two; the result does not depend on it. `progress` is called once, at the end. Raises as the
    engine does.
    """
    count = buckets or buckets_for(int(words.edges[-1]), GRAMS_IN_BUCKET)
    found = []
    for shown in engine.grouped(BY_BUCKET, _stretches(words, count.bit_length() - 1)):
        taken = shown.drop_nulls("first")
        stock = shown.filter(pl.col("first").is_null())["position"]
        found.append(Shown(taken["position"].to_numpy(), taken["first"].to_numpy(), stock.to_numpy()))
    if progress:
        progress(1.0)
    return joined(words, found)
