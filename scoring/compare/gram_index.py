"""Which articles of a corpus hold any of some runs of eight words: an index small enough to be kept in memory.

It answers for a few further texts what the comparison of a whole corpus would answer, in a moment: only articles that
share a gram with them have to be compared. For every gram of the corpus, in the order of the articles, it holds the
upper half of the hash that `corpus_words` gives it, without the lines that an outlet repeats, as the comparison leaves
them out.
"""

import os
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.compare.corpus_words import MULTIPLIER, UInt64Array
from scoring.compare.pointers import GRAM_WORDS
from scoring.compare.repeated_lines import repeated_among
from scoring.compare.shelf import Int64Array
from scoring.compare.sketches import line_hashes
from scoring.compare.tokens import flat_keys

UInt32Array = NDArray[np.uint32]
BoolArray = NDArray[np.bool_]

# Articles that are read at once: enough for polars to work on, and a few tens of megabytes.
ARTICLES_AT_ONCE = 500
# Slots of the table that passes over most of the corpus's grams: a megabyte, so that it stays near the processor.
_SLOT_BITS = 20
_GRAMS_AT_ONCE = 1 << 18
_HALF_BITS = 32


@dataclass(frozen=True, slots=True)
class GramIndex:
    """The grams of a corpus, hashed: `grams[edges[i]:edges[i + 1]]` are those of article `ids[i]`.

    `repeated`: outlet and hash of the lines that their outlet repeats (outlet, line).
    """

    ids: tuple[str, ...]
    edges: Int64Array
    grams: UInt32Array
    repeated: pl.DataFrame

    def __len__(self) -> int:
        return len(self.ids)

    def holding(self, grams: UInt32Array) -> list[str]:
        """The articles that hold any of these grams, in the order of the index."""
        wanted = np.unique(grams)
        if not len(wanted):
            return []
        shift = np.uint32(_HALF_BITS - _SLOT_BITS)
        slots = np.zeros(1 << _SLOT_BITS, dtype=np.bool_)
        slots[wanted >> shift] = True
        nothing = np.zeros(0, dtype=np.int64)
        places = [nothing]
        for start in range(0, len(self.grams), _GRAMS_AT_ONCE):
            some = self.grams[start : start + _GRAMS_AT_ONCE]
            near = np.flatnonzero(slots[some >> shift])
            at = np.searchsorted(wanted, some[near])
            places.append(near[wanted[np.minimum(at, len(wanted) - 1)] == some[near]] + start)
        found = np.concatenate(places)
        articles = np.unique(np.searchsorted(self.edges, found, side="right") - 1)
        return [self.ids[at] for at in articles]


@dataclass(frozen=True, slots=True)
class _Part:
    """Some articles' words end to end: keys, how many each article has, and their lines (row, first, words, line)."""

    keys: UInt64Array
    counts: Int64Array
    lines: pl.DataFrame


def _edges(counts: Sequence[int] | Int64Array | BoolArray) -> Int64Array:
    """Where things laid end to end begin, and where the last ends, from how long each is."""
    return np.concatenate(([0], np.cumsum(counts)))


def _part(texts: pl.Series) -> _Part:
    keys, counts, breaks = flat_keys(texts)
    edges = _edges(counts)
    # A line begins with an article's first word, and with the first word after each break.
    begins = np.zeros(len(keys) + 1, dtype=np.bool_)
    begins[edges] = True
    begins[breaks] = True
    first = np.flatnonzero(begins[:-1])
    lengths = np.diff(np.append(first, len(keys)))
    lines = pl.DataFrame(
        {
            "row": (np.searchsorted(edges, first, side="right") - 1).astype(np.int32),
            "first": first,
            "words": lengths.astype(np.int32),
            "line": line_hashes(keys, first, lengths) if len(first) else np.zeros(0, dtype=np.uint64),
        }
    )
    return _Part(keys, counts, lines)


def _in_parts(texts: pl.Series) -> Iterator[_Part]:
    """The articles part by part, in their order; polars lets go of Python, so threads share the work."""
    starts = range(0, len(texts), ARTICLES_AT_ONCE)
    with ThreadPoolExecutor(max(1, min(4, os.cpu_count() or 1))) as pool:
        yield from pool.map(lambda start: _part(texts.slice(start, ARTICLES_AT_ONCE)), starts)


def gram_hashes(keys: UInt64Array, counts: Int64Array) -> tuple[UInt32Array, Int64Array]:
    """The upper halves of the hashes of all grams of some articles, and how many each article has.

    `keys`: their words end to end; `counts`: how many words each article has.
    """
    hashes, each = whole_hashes(keys, counts)
    return upper_halves(hashes), each


def whole_hashes(keys: UInt64Array, counts: Int64Array) -> tuple[UInt64Array, Int64Array]:
    """The hashes themselves, those that `CorpusWords.hashes` gives; see `gram_hashes`."""
    each = np.maximum(counts - (GRAM_WORDS - 1), 0)
    if len(keys) < GRAM_WORDS:
        return np.zeros(0, dtype=np.uint64), each
    length = len(keys) - (GRAM_WORDS - 1)
    sums = np.zeros(length, dtype=np.uint64)
    power = 1
    for step in range(GRAM_WORDS):
        sums += keys[step : step + length] * np.uint64(power)
        power = power * MULTIPLIER % (1 << 64)
    edges = _edges(counts)
    whole = np.ones(len(keys), dtype=np.bool_)
    for step in range(1, GRAM_WORDS):  # the last seven words of an article begin no gram
        short = edges[1:] - step
        whole[short[(short >= edges[:-1])]] = False
    return sums[whole[:length]], each


def upper_halves(hashes: UInt64Array) -> UInt32Array:
    """The half of each hash that the index holds: in 16 million grams one in 250 texts meets a wrong article by it."""
    return (hashes >> np.uint64(_HALF_BITS)).astype(np.uint32)


def index_grams(ids: Collection[str], outlets: pl.Series, texts: pl.Series) -> GramIndex:
    """Index the grams of a corpus: of each article its id, outlet (null if unknown) and text.

    17,739 articles of 947 words take some four seconds on two cores and 70 MB.
    """
    parts = list(_in_parts(texts))
    offsets = _edges([len(part.counts) for part in parts]).astype(np.int32)
    lines = pl.concat(
        [
            part.lines.with_columns(pl.col("row") + int(offset), part=pl.lit(number, dtype=pl.Int32))
            for number, (part, offset) in enumerate(zip(parts, offsets[:-1], strict=True))
        ]
        or [pl.DataFrame(schema={"row": pl.Int32, "first": pl.Int64, "words": pl.Int32, "line": pl.UInt64})]
    )
    found = repeated_among(lines, outlets)
    gone = dict(found.partition_by("part", as_dict=True)) if found.height else {}
    grams: list[UInt32Array] = []
    each: list[Int64Array] = []
    for number, part in enumerate(parts):
        keys, counts = part.keys, part.counts
        taken = gone.get((number,))
        if taken is not None:
            steps = np.zeros(len(keys) + 1, dtype=np.int64)
            first = taken["first"].to_numpy()
            np.add.at(steps, first, 1)
            np.add.at(steps, first + taken["words"].to_numpy(), -1)
            kept = np.cumsum(steps)[:-1] == 0
            keys, counts = keys[kept], np.diff(_edges(kept)[_edges(counts)])
        hashed, lengths = gram_hashes(keys, counts)
        grams.append(hashed)
        each.append(lengths)
    return GramIndex(
        tuple(ids),
        _edges(np.concatenate(each) if each else []).astype(np.int64),
        np.concatenate(grams) if grams else np.zeros(0, dtype=np.uint32),
        _named(found, outlets),
    )


def _named(repeated: pl.DataFrame, outlets: pl.Series) -> pl.DataFrame:
    """The repeated lines by the outlet's name; an article of no known outlet repeats none."""
    return (
        repeated.select("line", outlet=outlets.gather(repeated["row"]).cast(pl.String))
        .select("outlet", "line")
        .unique()
    )
