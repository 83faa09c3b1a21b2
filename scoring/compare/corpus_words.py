"""The words of the whole corpus end to end, oldest article first, with hashes that compare any two runs of words.

Prefix sums of `key * MULTIPLIER**i`, one article after another, give the hash of any run of words in constant time. So
hashing every 8-gram, and finding how far two texts agree from a given word onwards, are array operations. The sums lie
in a file where the corpus is too large for memory.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.compare.shelf import Int32Array, Int64Array, Laid, Shelf, shelf_of

UInt64Array = NDArray[np.uint64]
BoolArray = NDArray[np.bool_]

# An odd multiplier has an inverse modulo 2**64; any odd number with well-spread bits does (this is Knuth's,
# The Art of Computer Programming, volume 4A, MMIX generator).
MULTIPLIER = 6364136223846793005
_MODULUS = 1 << 64
_INVERSE = pow(MULTIPLIER, -1, _MODULUS)
# How many articles an array operation takes at once; this limits the memory needed besides the corpus.
ARTICLES_AT_A_TIME = 500


def _nothing_to_let_go() -> None:
    """What is in memory stays there."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where words were taken out: before the word at each position (ascending), of which article, how many."""

    positions: Int64Array
    articles: Int64Array
    lengths: Int64Array

    def before(self, positions: Int64Array, articles: Int64Array) -> Int64Array:
        """How many words of its article were taken out before each word."""
        out = np.concatenate(([0], np.cumsum(self.lengths)))
        begin = np.searchsorted(self.articles, articles)
        found: Int64Array = out[np.searchsorted(self.positions, positions, side="right")] - out[begin]
        return found


@dataclass(frozen=True, slots=True)
class CorpusWords:
    """The articles, earliest first, and their words end to end, without those in repeated lines.

    Per article: `ids`, `outlets` (a number each; an unknown outlet has one of its own), `names` (null where
    unknown), `edges` (article i has the words edges[i] to edges[i + 1]), `rows` (its number on the shelf).
    `prefix`: the sums of each article, one more than it has words (see `hashes`). `cuts`: the words taken out; None
    where they are not told. `inverses`: powers of the inverse multiplier. `let_go`: frees memory that sums read from a
    file take. `scratch`: a folder for what is too large for memory; None: nothing is.
    """

    ids: pl.Series
    names: pl.Series
    outlets: Int32Array
    edges: Int64Array
    rows: Int64Array
    prefix: UInt64Array
    inverses: UInt64Array
    cuts: Cuts | None
    let_go: Callable[[], None] = _nothing_to_let_go
    scratch: Path | None = None

    def __len__(self) -> int:
        return len(self.edges) - 1

    def article_of(self, positions: Int64Array) -> Int64Array:
        """The index of the article that each word belongs to."""
        return np.searchsorted(self.edges, positions, side="right") - 1

    def hashes(self, starts: Int64Array, lengths: Int64Array, articles: Int64Array) -> UInt64Array:
        """Hashes of runs of words, each within one article; equal runs have equal hashes."""
        places = starts + articles  # each article before has one sum more than it has words
        sums: UInt64Array = self.prefix[places + lengths] - self.prefix[places]
        hashes: UInt64Array = sums * self.inverses[starts - self.edges[articles]]
        return hashes

    def word_of(self, positions: Int64Array, articles: Int64Array) -> Int64Array:
        """The number of each word within its article as tokenised."""
        number = positions - self.edges[articles]
        return number if self.cuts is None else number + self.cuts.before(positions, articles)

    def stretch(self, first: int, last: int) -> "CorpusWords":
        """The articles from `first` to before `last`, without what is told of words taken out."""
        edges = self.edges[first : last + 1]
        longest = int(np.diff(edges).max(initial=0)) + 1
        return CorpusWords(
            ids=self.ids[first:last],
            names=self.names[first:last],
            outlets=self.outlets[first:last],
            edges=edges - edges[0],
            rows=self.rows[first:last],
            prefix=self.prefix[edges[0] + first : edges[-1] + first + len(edges) - 1],
            inverses=self.inverses[:longest],
            cuts=None,
        )


def places(edges: Int64Array) -> Int64Array:
    """The number of each word within its own article; `edges` are where consecutive articles begin and end."""
    return np.arange(edges[0], edges[-1]) - np.repeat(edges[:-1], np.diff(edges))


def _powers(base: int, count: int) -> UInt64Array:
    steps = np.full(count, base, dtype=np.uint64)
    steps[:1] = 1
    return np.cumprod(steps, dtype=np.uint64)


def outlet_numbers(outlets: pl.Series) -> Int32Array:
    """A number for each outlet; every article without one gets a number of its own."""
    known = outlets.rank("dense").cast(pl.Int64).fill_null(0).to_numpy()
    numbers = known.astype(np.int64)
    unknown = known == 0
    numbers[unknown] = known.max(initial=0) + 1 + np.arange(int(unknown.sum()))
    return numbers.astype(np.int32)


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Runs of words that are taken out: number of the article on the shelf, first word, one past the last; in order."""

    rows: Int64Array
    firsts: Int64Array
    lasts: Int64Array

    def counts(self, articles: int) -> Int64Array:
        """How many words each article loses."""
        return np.bincount(self.rows, weights=self.lasts - self.firsts, minlength=articles).astype(np.int64)

    def only(self, rows: Int64Array) -> "TakenOut":
        """Those of some articles (ascending), which are numbered anew."""
        mine = np.isin(self.rows, rows)
        return TakenOut(np.searchsorted(rows, self.rows[mine]), self.firsts[mine], self.lasts[mine])

    def left(self, first: int, edges: Int64Array) -> BoolArray:
        """Which words of a part stay; `first`: its first article, `edges`: where its articles begin and end."""
        some = slice(*np.searchsorted(self.rows, [first, first + len(edges) - 1]))
        begin = edges[self.rows[some] - first]
        return ~_inside(begin + self.firsts[some], begin + self.lasts[some], int(edges[-1]))


def _inside(starts: Int64Array, ends: Int64Array, total: int) -> BoolArray:
    """Which of so many places lie in any of these stretches."""
    steps = np.zeros(total + 1, dtype=np.int64)
    np.add.at(steps, starts, 1)
    np.add.at(steps, ends, -1)
    inside: BoolArray = np.cumsum(steps)[:-1] > 0
    return inside


def _edges_of(lists: pl.Series) -> Int64Array:
    """Where lists laid end to end begin, and where the last ends."""
    return np.concatenate(([0], np.cumsum(lists.list.len().to_numpy(), dtype=np.int64)))


def taken_out(shelf: Shelf, repeated: pl.DataFrame) -> TakenOut:
    """The words of `repeated` lines (article_id, start); lines that follow each other are one run."""
    nothing = np.zeros(0, dtype=np.int64)
    if not repeated.height:
        return TakenOut(nothing, nothing, nothing)
    rows = shelf.about.select("article_id").with_row_index("row")
    lines = repeated.select("article_id", "start").join(rows, on="article_id").select("row", "start")
    lines = lines.cast({"row": pl.Int32})
    parts = []
    for words in shelf.sketched("lines"):
        last = pl.col("words").cast(pl.Int64).cum_sum().over("row")
        placed = words.with_columns(first=last - pl.col("words"), last=last)
        parts.append(placed.join(lines, on=["row", "start"], how="semi").select("row", "first", "last"))
    found = pl.concat(parts).cast(pl.Int64).sort("row", "first")
    row, first, end = (found[name].to_numpy() for name in ("row", "first", "last"))
    begins = np.ones(len(row), dtype=np.bool_)
    begins[1:] = (row[1:] != row[:-1]) | (first[1:] != end[:-1])
    at = np.flatnonzero(begins)
    ends = np.append(at[1:], len(row))[: len(at)] - 1
    return TakenOut(row[at], first[at], end[ends])


def corpus_words(articles: pl.DataFrame, tokens: pl.DataFrame, repeated: pl.DataFrame) -> CorpusWords:
    """Lay the words of all articles end to end, without those of `repeated` lines.

    `articles`: the articles frame; `tokens`: a TOKENS frame of the same articles in any order; `repeated`:
    article_id, start, end.
    """
    return lay_words(shelf_of(articles, tokens), repeated)


def in_time(shelf: Shelf) -> pl.DataFrame:
    """The articles (article_id, outlet, row on the shelf), earliest first."""
    order = shelf.about.select("article_id", "outlet", "published").with_columns(
        count=pl.Series(shelf.counts), row=pl.Series(np.arange(len(shelf)))
    )
    # Of two articles published at the same moment, or undated, the shorter was probably cut from the longer.
    return order.sort("published", "count", "article_id", nulls_last=True, descending=[False, True, False])


def lay_words(shelf: Shelf, repeated: pl.DataFrame) -> CorpusWords:
    """Lay the words of all articles on the shelf end to end, without those of `repeated` lines."""
    order = in_time(shelf)
    rows = order["row"].to_numpy()
    out = taken_out(shelf, repeated)
    kept = shelf.counts - out.counts(len(shelf))
    edges = np.concatenate(([0], np.cumsum(kept[rows], dtype=np.int64)))
    place_of_row = np.empty(len(rows), dtype=np.int64)
    place_of_row[rows] = np.arange(len(rows))
    longest = int(kept.max(initial=0)) + 1
    laid = Laid(shelf.scratch)
    prefix = laid.array(int(edges[-1]) + len(rows), np.uint64)
    _sum_up(shelf, out, prefix, edges, place_of_row, _powers(MULTIPLIER, longest))
    laid.let_go()
    return CorpusWords(
        ids=order["article_id"],
        names=order["outlet"],
        outlets=outlet_numbers(order["outlet"]),
        edges=edges,
        rows=rows,
        prefix=prefix,
        inverses=_powers(_INVERSE, longest),
        cuts=_cuts(out, edges, place_of_row),
        let_go=laid.let_go,
        scratch=shelf.scratch,
    )


def _sum_up(
    shelf: Shelf,
    out: TakenOut,
    prefix: UInt64Array,
    edges: Int64Array,
    place_of_row: Int64Array,
    powers: UInt64Array,
) -> None:
    """Fill in the sums of every article, part by part."""
    for first, tokens in shelf.each_tokens("keys"):
        before = _edges_of(tokens["keys"])
        left = out.left(first, before)
        keys = tokens["keys"].explode(empty_as_null=False).to_numpy()[left]
        own = np.concatenate(([0], np.cumsum(left, dtype=np.int64)))[before]
        sums = np.concatenate(([np.uint64(0)], np.cumsum(keys * powers[places(own)])))
        for number, (start, end) in enumerate(zip(own[:-1].tolist(), own[1:].tolist(), strict=True)):
            place = place_of_row[first + number]
            at = edges[place] + place
            prefix[at : at + end - start + 1] = sums[start : end + 1] - sums[start]


def _cuts(out: TakenOut, edges: Int64Array, place_of_row: Int64Array) -> Cuts:
    """Where words were taken out, in the order of time."""
    articles = place_of_row[out.rows]
    order = np.lexsort((out.firsts, articles))
    articles, firsts, lengths = articles[order], out.firsts[order], (out.lasts - out.firsts)[order]
    gone = np.concatenate(([0], np.cumsum(lengths)))
    gone_of_article = gone[:-1] - gone[np.searchsorted(articles, articles)]
    return Cuts(edges[articles] + firsts - gone_of_article, articles, lengths)


def agreement(
    words: CorpusWords, left: Int64Array, right: Int64Array, limits: Int64Array, *, backward: bool
) -> Int64Array:
    """How many words two texts have in common from the given words onwards (or, backward, up to them).

    `left`, `right`: positions in the corpus; `limits`: for each pair, how many words to look at, at most to the
    end of either article. Found by bisection on the hashes.
    """
    low = np.zeros(len(left), dtype=np.int64)
    high = limits.astype(np.int64)
    if not len(left):
        return low
    # Backward, the run ends before `left`; its article is looked up by a word inside it.
    inside = 1 if backward else 0
    left_article, right_article = words.article_of(left - inside), words.article_of(right - inside)
    while True:
        open_ = np.flatnonzero(low < high)
        if not len(open_):
            return low
        middle = (low[open_] + high[open_] + 1) // 2
        shift = middle if backward else 0
        same = words.hashes(left[open_] - shift, middle, left_article[open_]) == words.hashes(
            right[open_] - shift, middle, right_article[open_]
        )
        low[open_[same]] = middle[same]
        high[open_[~same]] = middle[~same] - 1
