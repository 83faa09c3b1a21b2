"""For every word in the corpus, where the eight words that begin there first appeared, if at another outlet.

Each run of eight words (a gram) belongs to the earliest article that has it; later occurrences at other outlets
point back to it. Articles are never compared pair by pair, so the cost grows in step with the number of words,
and text that many outlets print needs no limit.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from scoring.compare.corpus_words import (
    ARTICLES_AT_A_TIME,
    CorpusWords,
    UInt64Array,
    places,
)
from scoring.compare.shelf import Int32Array, Int64Array

Progress = Callable[[float], None]
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
GRAMS_AT_ONCE = 1 << 21
# The table that skips grams found at one outlet only: so many slots per gram, so that few slip through, but at most
# 2**24 slots (80 MB).
SLOTS_PER_GRAM = 4
SLOT_BITS_MOST = 24

HASH_BITS = 64


@dataclass(frozen=True, slots=True)
class Pointers:
    """Positions of words (ascending), and for each where the gram that begins there first appeared."""

    at: Int64Array
    to: Int64Array

    def __len__(self) -> int:
        return len(self.at)

    def __getitem__(self, chosen: BoolArray | slice) -> "Pointers":
        return Pointers(self.at[chosen], self.to[chosen])


@dataclass(frozen=True, slots=True)
class SharedGrams:
    """Grams that more than one outlet has, at each place where one begins: positions of words (ascending), hashes.

    Of a gram that an article repeats the first MOST_REPEATS places.
    """

    positions: Int64Array
    hashes: UInt64Array


@dataclass(frozen=True, slots=True)
class Shown:
    """What grams show, as positions of words: those whose gram is `taken`, from where it was `first`, and `stock`."""

    taken: Int64Array
    first: Int64Array
    stock: Int64Array


def buckets_for(word_count: int, grams_at_once: int) -> int:
    """How many hash buckets (a power of two) are needed to hold no more than this many grams at once."""
    buckets = 1
    while word_count > buckets * grams_at_once:
        buckets *= 2
    return buckets


def grams_of(words: CorpusWords) -> Iterator[tuple[UInt64Array, Int64Array]]:
    """Hashes and positions of all grams, earliest article first, some articles at a time.

    What was read of the sums is let go as the next are asked for.
    """
    for first in range(0, len(words), ARTICLES_AT_A_TIME):
        some = words.edges[first : first + ARTICLES_AT_A_TIME + 1]
        place = places(some)
        whole = place + GRAM_WORDS <= np.repeat(np.diff(some), np.diff(some))
        positions = np.flatnonzero(whole) + some[0]
        at = positions + words.article_of(positions)
        hashes = (words.prefix[at + GRAM_WORDS] - words.prefix[at]) * words.inverses[place[whole]]
        words.let_go()
        yield hashes, positions


class _Buckets:
    """Grams (hashes, positions) by hash bucket: in files that have no name where there is a folder, else in memory.

    A class because of the files, which are open together.
    """

    def __init__(self, words: CorpusWords, bits: int, open_files: ExitStack) -> None:
        self._bits = bits
        self._held: list[list[bytes]] = [[] for _ in range(1 << bits)]
        self._files: list[BinaryIO] = []
        if words.scratch is not None:
            for _ in range(1 << bits):
                file = tempfile.TemporaryFile(dir=words.scratch)  # noqa: SIM115 closed with the others
                self._files.append(open_files.enter_context(file))

    def add(self, hashes: UInt64Array, positions: Int64Array) -> None:
        """Sort some grams into the buckets; positions ascend from call to call."""
        bucket = (hashes >> np.uint64(HASH_BITS - self._bits)).astype(np.int16) if self._bits else None
        order = slice(None) if bucket is None else np.argsort(bucket, kind="stable")
        rows = np.empty(len(hashes), dtype=_GRAM)
        rows["hash"], rows["position"] = hashes[order], positions[order]
        counts = [len(rows)] if bucket is None else np.bincount(bucket, minlength=1 << self._bits).tolist()
        start = 0
        for number, count in enumerate(counts):
            some = rows[start : start + count].tobytes()
            start += count
            if self._files:
                self._files[number].write(some)
            else:
                self._held[number].append(some)

    def of(self, number: int) -> tuple[UInt64Array, Int64Array]:
        """The grams of one bucket, by position; it is empty afterwards."""
        if self._files:
            self._files[number].seek(0)
            data = self._files[number].read()
            self._files[number].close()
        else:
            data, self._held[number] = b"".join(self._held[number]), []
        rows = np.frombuffer(data, dtype=_GRAM)
        return np.ascontiguousarray(rows["hash"]), np.ascontiguousarray(rows["position"])


_GRAM = np.dtype([("hash", np.uint64), ("position", np.int64)])


def _of_several(hashes: UInt64Array, outlets: Int32Array, bits: int) -> BoolArray:
    """Which grams of a bucket more than one outlet may have (a few have only one)."""
    slot_bits = min(SLOT_BITS_MOST, (SLOTS_PER_GRAM * len(hashes)).bit_length() + 1)
    slot = ((hashes << np.uint64(bits)) >> np.uint64(HASH_BITS - slot_bits)).astype(np.uint32)
    last_outlet = np.full(1 << slot_bits, -1, dtype=np.int32)
    several = np.zeros(1 << slot_bits, dtype=np.bool_)
    last_outlet[slot] = outlets
    several[slot[last_outlet[slot] != outlets]] = True
    return several[slot]


def _beginnings(*columns: NDArray[np.generic]) -> BoolArray:
    """Where, in sorted columns, a row differs from the one before."""
    new = np.ones(len(columns[0]), dtype=np.bool_)
    new[1:] = False
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return new


def _look_into(words: CorpusWords, hashes: UInt64Array, positions: Int64Array, bits: int) -> SharedGrams:
    """The shared grams of one bucket."""
    articles = words.article_of(positions)
    outlets = words.outlets[articles]
    kept = _of_several(hashes, outlets, bits)
    return shared_among(hashes[kept], positions[kept], articles[kept], outlets[kept])


def shared_among(
    hashes: UInt64Array, positions: Int64Array, articles: Int64Array, outlets: Int32Array
) -> SharedGrams:
    """Of grams (all occurrences, by position), those of more than one outlet, by position."""
    order = np.argsort(hashes, kind="stable")  # stable: within a gram the earliest article stays first
    hashes, positions, articles, outlets = hashes[order], positions[order], articles[order], outlets[order]
    index = np.arange(len(hashes))
    start_of_repeats = np.maximum.accumulate(np.where(_beginnings(hashes, articles), index, 0))
    new = _beginnings(hashes)
    gram = np.cumsum(new) - 1
    others = outlets != outlets[np.flatnonzero(new)[gram]]
    kept = (index - start_of_repeats < MOST_REPEATS) & (np.bincount(gram, weights=others) > 0)[gram]
    hashes, positions = hashes[kept], positions[kept]
    order = np.argsort(positions)
    return SharedGrams(positions[order], hashes[order])


def _look_up(hashes: UInt64Array, positions: Int64Array, articles: Int64Array, outlets: Int32Array) -> Shown:
    """What the occurrences of shared grams show: by hash, position in the corpus (ascending), article and outlet."""
    order = np.argsort(hashes, kind="stable")  # stable: within a gram the earliest article stays first
    hashes, positions, articles = hashes[order], positions[order], articles[order]
    outlets_of = outlets[order].astype(np.int64)
    if not len(hashes):
        return Shown(positions, positions, positions)
    new = _beginnings(hashes)
    gram = np.cumsum(new) - 1
    first = np.flatnonzero(new)[gram]
    taken = outlets_of != outlets_of[first]
    # Stock phrases: count the articles per gram and outlet, only where there are enough of them.
    frequent = (np.bincount(gram) >= STOCK_ARTICLES)[gram]
    once = frequent & _beginnings(hashes, articles)
    users = gram * (int(outlets_of.max()) + 1) + outlets_of
    kinds, counts = np.unique(users[once], return_counts=True)
    stock = frequent & np.isin(users, kinds[counts >= STOCK_ARTICLES])
    return Shown(positions[taken], positions[first[taken]], positions[stock])


def pointers_by(words: CorpusWords, shared: SharedGrams) -> Pointers:
    """For each word whose gram another outlet had first, where that was; of `words` only the edges are asked.

    Stock phrases point nowhere, but for articles that largely consist of them.
    """
    articles = words.article_of(shared.positions)
    shown = _look_up(shared.hashes, shared.positions, articles, words.outlets[articles])
    order = np.argsort(shown.taken)
    at, to, stock = shown.taken[order], shown.first[order], shown.stock
    of_article = words.article_of(stock)
    phrases = np.bincount(of_article, minlength=len(words))
    version = phrases > STOCK_SHARE_MOST * np.diff(words.edges)
    phrase = np.isin(at, stock[~version[of_article]])
    return Pointers(at, to)[~phrase]


def shared_grams(
    words: CorpusWords, *, buckets: int | None = None, progress: Progress | None = None
) -> SharedGrams:
    """The grams that more than one outlet has.

    `buckets`: a power of two, by default as many as the corpus needs; the result does not depend on it.
    `progress` is called with the finished share.
    """
    count = buckets or buckets_for(int(words.edges[-1]), GRAMS_AT_ONCE)
    bits = count.bit_length() - 1
    found = []
    with ExitStack() as open_files:
        sorted_in = _Buckets(words, bits, open_files)
        for hashes, positions in grams_of(words):
            sorted_in.add(hashes, positions)
        for bucket in range(count):
            found.append(_look_into(words, *sorted_in.of(bucket), bits))
            if progress:
                progress((bucket + 1) / count)
    return together(found)


def together(parts: list[SharedGrams]) -> SharedGrams:
    """The shared grams of some buckets."""
    positions = np.concatenate([np.zeros(0, dtype=np.int64), *(part.positions for part in parts)])
    hashes = np.concatenate([np.zeros(0, dtype=np.uint64), *(part.hashes for part in parts)])
    order = np.argsort(positions)
    return SharedGrams(positions[order], hashes[order])
