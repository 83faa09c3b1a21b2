"""The words of the whole corpus end to end, oldest article first, with hashes that compare any two runs of words.

A prefix sum of `key * MULTIPLIER**i` gives the hash of any run of words in constant time. So hashing every
8-gram, and finding how far two texts agree from a given word onwards, are array operations.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

Int64Array = NDArray[np.int64]
Int32Array = NDArray[np.int32]
UInt64Array = NDArray[np.uint64]

# An odd multiplier has an inverse modulo 2**64; any odd number with well-spread bits does (this is Knuth's,
# The Art of Computer Programming, volume 4A, MMIX generator).
MULTIPLIER = 6364136223846793005
_MODULUS = 1 << 64
_INVERSE = pow(MULTIPLIER, -1, _MODULUS)
# How many articles an array operation takes at once; this limits the memory needed besides the corpus.
ARTICLES_AT_A_TIME = 2000


@dataclass(frozen=True, slots=True)
class CorpusWords:
    """The articles, earliest first, and their words end to end, without those in repeated lines.

    Per article: `ids`, `outlets` (a number each; an unknown outlet has one of its own), `names` (null where
    unknown), `edges` (article i has the words edges[i] to edges[i + 1]), `rows` (its row in the tokens
    frame). Per word: `prefix` (one longer than the words; see `hashes`) and `kept` (its number within its
    article before words were taken out; None where none were). `inverses`: powers of the inverse multiplier.
    """

    ids: pl.Series
    names: pl.Series
    outlets: Int32Array
    edges: Int64Array
    rows: Int64Array
    prefix: UInt64Array
    inverses: UInt64Array
    kept: Int32Array | None

    def __len__(self) -> int:
        return len(self.edges) - 1

    def article_of(self, positions: Int64Array) -> Int64Array:
        """The index of the article that each word belongs to."""
        return np.searchsorted(self.edges, positions, side="right") - 1

    def hashes(self, starts: Int64Array, lengths: Int64Array, articles: Int64Array) -> UInt64Array:
        """Hashes of runs of words, each within one article; equal runs have equal hashes."""
        sums: UInt64Array = self.prefix[starts + lengths] - self.prefix[starts]
        hashes: UInt64Array = sums * self.inverses[starts - self.edges[articles]]
        return hashes

    def word_of(self, positions: Int64Array, articles: Int64Array) -> Int64Array:
        """The number of each word within its article as tokenised."""
        if self.kept is None:
            return positions - self.edges[articles]
        return self.kept[positions].astype(np.int64)

    def stretch(self, first: int, last: int) -> "CorpusWords":
        """The articles from `first` to before `last`, without the numbers of words before some were taken out."""
        edges = self.edges[first : last + 1]
        longest = int(np.diff(edges).max(initial=0)) + 1
        return CorpusWords(
            ids=self.ids[first:last],
            names=self.names[first:last],
            outlets=self.outlets[first:last],
            edges=edges - edges[0],
            rows=self.rows[first:last],
            prefix=self.prefix[edges[0] : edges[-1] + 1],
            inverses=self.inverses[:longest],
            kept=None,
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


def _taken_out(
    tokens: pl.DataFrame, repeated: pl.DataFrame, rows: Int64Array, edges: Int64Array
) -> NDArray[np.bool_]:
    """Which words are in a line that their outlet repeats."""
    out = np.zeros(int(edges[-1]), dtype=np.bool_)
    place_of_row = np.empty(len(rows), dtype=np.int64)
    place_of_row[rows] = np.arange(len(rows))
    spans = repeated.group_by("article_id").agg("start", "end")
    spans = spans.join(tokens.select("article_id").with_row_index("row"), on="article_id")
    for row, starts, ends in spans.select("row", "start", "end").iter_rows():
        base = edges[place_of_row[row]]
        words = tokens["starts"][row].to_numpy()
        for first, last in zip(np.searchsorted(words, starts), np.searchsorted(words, ends), strict=True):
            out[base + first : base + last] = True
    return out


def corpus_words(articles: pl.DataFrame, tokens: pl.DataFrame, repeated: pl.DataFrame) -> CorpusWords:
    """Lay the words of all articles end to end, without those of `repeated` lines.

    `articles`: the articles frame; `tokens`: a TOKENS frame of the same articles in any order; `repeated`:
    article_id, start, end.
    """
    counts = tokens.select("article_id", count=pl.col("keys").list.len()).with_row_index("row")
    order = articles.select("article_id", "outlet", "published").join(counts, on="article_id")
    # Of two articles published at the same moment, or undated, the shorter was probably cut from the longer.
    order = order.sort("published", "count", "article_id", nulls_last=True, descending=[False, True, False])
    rows = order["row"].to_numpy().astype(np.int64)
    edges = np.concatenate(([0], np.cumsum(order["count"].to_numpy(), dtype=np.int64)))
    keys = tokens["keys"].gather(rows).explode(empty_as_null=False).to_numpy()
    kept: Int32Array | None = None
    if repeated.height:
        out = _taken_out(tokens, repeated, rows, edges)
        kept = places(edges)[~out].astype(np.int32)
        keys = keys[~out]
        edges = np.concatenate(([0], np.cumsum(~out, dtype=np.int64)))[edges]
    longest = int(np.diff(edges).max(initial=0)) + 1
    powers = _powers(MULTIPLIER, longest)
    prefix = np.zeros(len(keys) + 1, dtype=np.uint64)
    weighted = prefix[1:]
    weighted[:] = keys
    del keys
    for start in range(0, len(edges) - 1, ARTICLES_AT_A_TIME):
        some = edges[start : start + ARTICLES_AT_A_TIME + 1]
        weighted[some[0] : some[-1]] *= powers[places(some)]
    np.cumsum(weighted, out=weighted)
    return CorpusWords(
        ids=order["article_id"],
        names=order["outlet"],
        outlets=outlet_numbers(order["outlet"]),
        edges=edges,
        rows=rows,
        prefix=prefix,
        inverses=_powers(_INVERSE, longest),
        kept=kept,
    )


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
