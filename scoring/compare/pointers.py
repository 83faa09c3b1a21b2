"""For every word in the corpus, where the eight words that begin there first appeared, if at another outlet.

Each run of eight words (a gram) belongs to the earliest article that has it; later occurrences at other outlets
point back to it. Articles are never compared pair by pair, so the cost grows in step with the number of words,
and text that many outlets print needs no limit.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.compare.corpus_words import (
    ARTICLES_AT_A_TIME,
    CorpusWords,
    Int32Array,
    Int64Array,
    UInt64Array,
    places,
)

Progress = Callable[[float], None]
Pointers = NDArray[np.uint32]
BoolArray = NDArray[np.bool_]

# Eight words: two unrelated articles share a gram by chance in 0.3% of their words, against 6% at five words
# (measured on 37,554 news articles; DESIGN.md).
GRAM_WORDS = 8
# A gram more frequent than this within one article is not prose but one word or line repeated.
MOST_REPEATS = 8
# A gram in this many articles of one outlet is a stock phrase of that outlet (a rider, a recurring paragraph),
# not a sign that one of them took it from elsewhere...
STOCK_ARTICLES = 5
# ...unless stock phrases make up this share of the article: then it is one of several versions of one text.
STOCK_SHARE_MOST = 0.5
# How many grams are held in memory at once; a larger corpus is processed in hash buckets, one after another.
GRAMS_AT_ONCE = 1 << 23
# The table that skips grams found at one outlet only: four slots per gram, so that few slip through, but at most
# 2**25 slots (160 MB).
SLOTS_PER_GRAM = 4
SLOT_BITS_MOST = 25

NOWHERE = np.uint32(0xFFFFFFFF)
HASH_BITS = 64


@dataclass(frozen=True, slots=True)
class Shown:
    """What grams show, as positions of words: those whose gram is `taken`, from where it was `first`, and `stock`."""

    taken: Int64Array
    first: Int64Array
    stock: Int64Array


def buckets_for(word_count: int, grams_at_once: int = GRAMS_AT_ONCE) -> int:
    """How many hash buckets (a power of two) are needed to hold no more than this many grams at once."""
    buckets = 1
    while word_count > buckets * grams_at_once:
        buckets *= 2
    return buckets


def grams_of(words: CorpusWords) -> Iterator[tuple[UInt64Array, Int64Array]]:
    """Hashes and positions of all grams, earliest article first, a batch of articles at a time."""
    for first in range(0, len(words), ARTICLES_AT_A_TIME):
        some = words.edges[first : first + ARTICLES_AT_A_TIME + 1]
        place = places(some)
        whole = place + GRAM_WORDS <= np.repeat(np.diff(some), np.diff(some))
        positions = np.flatnonzero(whole) + some[0]
        sums = words.prefix[positions + GRAM_WORDS] - words.prefix[positions]
        yield sums * words.inverses[place[whole]], positions


def _shared(words: CorpusWords, bucket: int, bits: int) -> tuple[UInt64Array, Int64Array]:
    """The grams of one bucket that more than one outlet may have (a few have only one)."""
    nothing = (np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint32))
    parts: list[tuple[UInt64Array, NDArray[np.uint32]]] = [nothing]
    for hashes, positions in grams_of(words):
        chosen = slice(None) if bits == 0 else hashes >> np.uint64(HASH_BITS - bits) == bucket
        parts.append((hashes[chosen], positions[chosen].astype(np.uint32)))
    outlets = [words.outlets[words.article_of(positions.astype(np.int64))] for _, positions in parts]
    slot_bits = min(SLOT_BITS_MOST, (SLOTS_PER_GRAM * sum(len(part[0]) for part in parts)).bit_length() + 1)
    last_outlet = np.full(1 << slot_bits, -1, dtype=np.int32)
    several = np.zeros(1 << slot_bits, dtype=np.bool_)
    slots = [
        ((hashes << np.uint64(bits)) >> np.uint64(HASH_BITS - slot_bits)).astype(np.uint32)
        for hashes, _ in parts
    ]
    for slot, outlet in zip(slots, outlets, strict=True):
        last_outlet[slot] = outlet
    for slot, outlet in zip(slots, outlets, strict=True):
        several[slot[last_outlet[slot] != outlet]] = True
    del last_outlet
    chosen_parts = [several[slot] for slot in slots]
    hashes = np.concatenate([part[0][keep] for part, keep in zip(parts, chosen_parts, strict=True)])
    found = np.concatenate([part[1][keep] for part, keep in zip(parts, chosen_parts, strict=True)])
    return hashes, found.astype(np.int64)


def _beginnings(*columns: NDArray[np.generic]) -> BoolArray:
    """Where, in sorted columns, a row differs from the one before."""
    new = np.ones(len(columns[0]), dtype=np.bool_)
    new[1:] = False
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return new


def _point_back(words: CorpusWords, bucket: int, bits: int, source: Pointers, stock: BoolArray) -> None:
    """Record in `source` and `stock` what the grams of one bucket show."""
    hashes, positions = _shared(words, bucket, bits)
    articles = words.article_of(positions)
    shown = look_up(hashes, positions, articles, words.outlets[articles])
    source[shown.taken] = shown.first.astype(np.uint32)
    stock[shown.stock] = True


def look_up(hashes: UInt64Array, positions: Int64Array, articles: Int64Array, outlets: Int32Array) -> Shown:
    """What all occurrences of some grams show: by hash, position in the corpus (ascending), article and outlet."""
    order = np.argsort(hashes, kind="stable")  # stable: within a gram the earliest article stays first
    hashes, positions, articles = hashes[order], positions[order], articles[order]
    outlets_of = outlets[order].astype(np.int64)
    del order
    index = np.arange(len(hashes))
    start_of_repeats = np.maximum.accumulate(np.where(_beginnings(hashes, articles), index, 0))
    sane = index - start_of_repeats < MOST_REPEATS
    hashes, positions, articles, outlets_of = hashes[sane], positions[sane], articles[sane], outlets_of[sane]
    if not len(hashes):
        return Shown(positions, positions, positions)
    new = _beginnings(hashes)
    gram = np.cumsum(new) - 1
    first = np.flatnonzero(new)[gram]
    taken = outlets_of != outlets_of[first]
    # Stock phrases: count the articles per gram and outlet, only where there are enough of them. Grams of a single
    # outlet are nobody's pointer; some of them may have been left out before, which must make no difference.
    several = np.bincount(gram, weights=taken) > 0
    frequent = (several & (np.bincount(gram) >= STOCK_ARTICLES))[gram]
    once = frequent & _beginnings(hashes, articles)
    users = gram * (int(outlets_of.max()) + 1) + outlets_of
    kinds, counts = np.unique(users[once], return_counts=True)
    stock = frequent & np.isin(users, kinds[counts >= STOCK_ARTICLES])
    return Shown(positions[taken], positions[first[taken]], positions[stock])


def unpointed(words: CorpusWords) -> tuple[Pointers, BoolArray]:
    """A pointer to nowhere for each word, and that none is a stock phrase; to be filled in.

    Raises ValueError for a corpus of 2**32 words or more.
    """
    total = int(words.edges[-1])
    if total >= int(NOWHERE):
        raise ValueError("The corpus has more words than can be compared at once; score it in parts.")
    return np.full(total, NOWHERE, dtype=np.uint32), np.zeros(total, dtype=np.bool_)


def drop_stock(words: CorpusWords, source: Pointers, stock: BoolArray) -> None:
    """Take away the pointers of stock phrases, except in articles that largely consist of them."""
    lengths = np.diff(words.edges)
    sums = np.concatenate(([0], np.cumsum(stock, dtype=np.int64)))
    per_article = sums[words.edges[1:]] - sums[words.edges[:-1]]
    version = per_article > STOCK_SHARE_MOST * lengths
    phrase = stock & ~np.repeat(version, lengths)
    source[phrase] = NOWHERE


def point_back(
    words: CorpusWords, *, buckets: int | None = None, progress: Progress | None = None
) -> Pointers:
    """For each word, the position where the gram that begins there first appeared, else NOWHERE.

    `buckets`: a power of two, by default as many as the corpus needs; the result does not depend on it.
    `progress` is called with the finished share. Raises ValueError for a corpus of 2**32 words or more.
    """
    source, stock = unpointed(words)
    count = buckets or buckets_for(len(source))
    for bucket in range(count):
        _point_back(words, bucket, count.bit_length() - 1, source, stock)
        if progress:
            progress((bucket + 1) / count)
    drop_stock(words, source, stock)
    return source
