"""Passages of a corpus of which an earlier comparison is known: only what is new is looked up and joined again.

Kept are of each article the upper halves of its grams' hashes, by which articles are found that share a gram with a new
one; every place of the grams that more than one outlet has; and the passages of each article that has text from
elsewhere, with a digest of all that they were found by. An article of which nothing has changed and in whose grams
nothing has changed has the same digest, and its passages are taken over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.compare.corpus_words import (
    CorpusWords,
    TakenOut,
    UInt64Array,
    in_time,
    lay_words,
    outlet_numbers,
    taken_out,
)
from scoring.compare.gram_index import UInt32Array, upper_halves, whole_hashes
from scoring.compare.passages import SHARED, Pointing, both_sides, shared_by
from scoring.compare.pointers import GRAM_WORDS, Pointers, SharedGrams, grams_of, pointers_by, shared_among
from scoring.compare.shelf import Int64Array, Laid, Shelf
from scoring.compare.store import edges_of, moved
from scoring.compare.tokens import flat_keys

# Articles whose words are in memory together.
ARTICLES_AT_ONCE = 500
# Articles whose grams lie in one file: some 40 MB.
ARTICLES_IN_BLOCK = 10_000
_DIGEST_BYTES = 16
_SLOT_BITS = 24
_HALF_BITS = 32
_LEFT, _PLACES, _POINTED, _SHARED = (f"{name}.parquet" for name in ("left", "places", "pointed", "passages"))


@dataclass(frozen=True, slots=True)
class KeptGrams:
    """What an earlier comparison kept, in a folder.

    left: a row an article (article_id; `left`, the digest of its words, without repeated lines, and its outlet; how
    many `grams`).
    """

    folder: Path
    left: pl.DataFrame

    def halves(self) -> Iterator[tuple[int, UInt32Array]]:
        """The upper halves of the grams' hashes, article after article, some at a time; before them, how many."""
        first = 0
        for number in range(-(-self.left.height // ARTICLES_IN_BLOCK)):
            grams = pl.read_parquet(_block(self.folder, number))["gram"].to_numpy()
            yield first, grams
            first += len(grams)

    def places(self) -> pl.DataFrame:
        """Every place of a shared gram: row of the article, number of the word, hash."""
        return pl.read_parquet(self.folder / _PLACES)

    def pointed(self) -> pl.DataFrame:
        """article_id, digest: of each article with text from elsewhere, what its passages were found by."""
        return pl.read_parquet(self.folder / _POINTED)

    def shared(self) -> pl.DataFrame:
        """The passages, seen from the later side (SHARED)."""
        return pl.read_parquet(self.folder / _SHARED)


def open_grams(folder: Path) -> KeptGrams:
    """What `passages_again` kept. Raises OSError or a polars error if there is nothing."""
    return KeptGrams(folder, pl.read_parquet(folder / _LEFT))


@dataclass(frozen=True, slots=True)
class _Laid:
    """The articles of a shelf, earliest first, as words end to end would be: `words` has no sums.

    out: the words of repeated lines. digests: of each article on the shelf what is left of it. place_of_row: its
    number in time.
    """

    shelf: Shelf
    repeated: pl.DataFrame
    out: TakenOut
    words: CorpusWords
    digests: list[bytes]
    place_of_row: Int64Array


def passages_again(
    shelf: Shelf, repeated: pl.DataFrame, keep: Path, before: KeptGrams | None, pointing: Pointing
) -> pl.DataFrame:
    """PAIRS as of `passages_on`; `shelf.about` has `content`, the digest of all that is known of an article by itself.

    What the next comparison needs is written into the folder `keep`.
    """
    laid = _lay(shelf, repeated)
    left = pl.DataFrame({"article_id": shelf.ids, "left": pl.Series(laid.digests, dtype=pl.Binary)})
    if before is None:
        words = lay_words(shelf, repeated)
        shared, halves = pointing(words), _halves_of(words)
    else:
        shared, halves = _shared_again(laid, left, before)
    counts = np.maximum(np.diff(laid.words.edges) - (GRAM_WORDS - 1), 0)[laid.place_of_row]
    for number, block in enumerate(halves):
        pl.DataFrame({"gram": block}).write_parquet(_block(keep, number), compression="uncompressed")
    _keep_places(laid, shared, keep)
    pointers = pointers_by(laid.words, shared)
    pointed = _pointed(laid, pointers)
    found = (
        shared_by(words, shelf, pointers) if before is None else _passages(laid, pointers, pointed, before)
    )
    pointed.drop("article").sort("article_id").write_parquet(keep / _POINTED, compression="zstd")
    found.write_parquet(keep / _SHARED, compression="zstd")
    left = left.with_columns(grams=pl.Series(counts, dtype=pl.UInt32))
    left.write_parquet(keep / _LEFT, compression="zstd")
    return both_sides(found)


def _block(folder: Path, number: int) -> Path:
    return folder / f"grams-{number:05}.parquet"


def _lay(shelf: Shelf, repeated: pl.DataFrame) -> _Laid:
    order = in_time(shelf)
    rows = order["row"].to_numpy()
    out = taken_out(shelf, repeated)
    kept = shelf.counts - out.counts(len(shelf))
    nothing = np.zeros(0, dtype=np.uint64)
    words = CorpusWords(
        ids=order["article_id"],
        names=order["outlet"],
        outlets=outlet_numbers(order["outlet"]),
        edges=np.concatenate(([0], np.cumsum(kept[rows], dtype=np.int64))),
        rows=rows,
        prefix=nothing,
        inverses=nothing,
        cuts=None,
    )
    place_of_row = np.empty(len(rows), dtype=np.int64)
    place_of_row[rows] = np.arange(len(rows))
    return _Laid(shelf, repeated, out, words, _digests(shelf, out), place_of_row)


def _digests(shelf: Shelf, out: TakenOut) -> list[bytes]:
    """Of each article the digest of its words, without repeated lines, and of its outlet."""
    edges = np.searchsorted(out.rows, np.arange(len(shelf) + 1)).tolist()
    runs = np.column_stack((out.firsts, out.lasts))
    about = shelf.about.select("article_id", "outlet", "content").iter_rows()
    found = []
    for row, (article_id, outlet, content) in enumerate(about):
        digest = blake2b(content, digest_size=_DIGEST_BYTES)
        digest.update(repr((article_id, outlet)).encode(errors="surrogatepass"))
        digest.update(runs[edges[row] : edges[row + 1]].tobytes())
        found.append(digest.digest())
    return found


# Grams.


@dataclass(frozen=True, slots=True)
class _Places:
    """Places at which grams begin: row of the article on the shelf, number of the word in what is left of it, hash."""

    rows: Int64Array
    words: Int64Array
    hashes: UInt64Array

    def __getitem__(self, chosen: NDArray[np.generic]) -> "_Places":
        return _Places(self.rows[chosen], self.words[chosen], self.hashes[chosen])

    def keys(self) -> Int64Array:
        """One number a place."""
        return (self.rows << _HALF_BITS) | self.words


def _together(parts: list[_Places]) -> _Places:
    none = np.zeros(0, dtype=np.int64)
    return _Places(
        np.concatenate([none, *(part.rows for part in parts)]),
        np.concatenate([none, *(part.words for part in parts)]),
        np.concatenate([none.astype(np.uint64), *(part.hashes for part in parts)]),
    )


def _places_of(laid: _Laid, rows: Int64Array) -> Iterator[_Places]:
    """All grams of some articles (ascending), some articles at a time."""
    for start in range(0, len(rows), ARTICLES_AT_ONCE):
        some = rows[start : start + ARTICLES_AT_ONCE]
        texts = pl.concat([articles["text"] for articles in laid.shelf.read(some)])
        keys, counts, _ = flat_keys(texts)
        left = laid.out.only(some).left(0, np.concatenate(([0], np.cumsum(counts))))
        of_word = np.repeat(np.arange(len(some)), counts)[left]
        hashes, each = whole_hashes(keys[left], np.bincount(of_word, minlength=len(some)))
        first = np.cumsum(each) - each
        yield _Places(np.repeat(some, each), np.arange(len(hashes)) - np.repeat(first, each), hashes)


def _words_of(laid: _Laid, some: Shelf) -> CorpusWords:
    return lay_words(some, laid.repeated.filter(pl.col("article_id").is_in(some.ids.implode())))


def _shared_again(
    laid: _Laid, left: pl.DataFrame, before: KeptGrams
) -> tuple[SharedGrams, Iterator[UInt32Array]]:
    """The grams that more than one outlet has, and the halves of all grams by blocks of articles."""
    known = before.left.select("article_id", "left").with_row_index("was")
    joined = left.join(known, on=["article_id", "left"], how="left", maintain_order="left")
    was = joined["was"].cast(pl.Int64).fill_null(-1).to_numpy()
    now = moved(was, before.left.height)
    new = _together(list(_places_of(laid, np.flatnonzero(was < 0))))
    kept = before.places()
    row = now[kept["row"].to_numpy()]
    still = row >= 0
    old = _Places(row[still], kept["word"].to_numpy().astype(np.int64)[still], kept["gram"].to_numpy()[still])
    places = _together([old, _met(laid, before, now, new, old), new])
    articles = laid.place_of_row[places.rows]
    positions = laid.words.edges[articles] + places.words
    order = np.argsort(positions)
    positions, articles, hashes = positions[order], articles[order], places.hashes[order]
    shared = shared_among(hashes, positions, articles, laid.words.outlets[articles])
    return shared, _merged_halves(before, was, new)


def _met(laid: _Laid, before: KeptGrams, now: Int64Array, new: _Places, old: _Places) -> _Places:
    """The places in articles known before at which a gram of a new one stands, but for those of `old`."""
    wanted = np.unique(upper_halves(new.hashes))
    shift = np.uint32(_HALF_BITS - _SLOT_BITS)
    slots = np.zeros(1 << _SLOT_BITS, dtype=np.bool_)
    slots[wanted >> shift] = True
    edges = edges_of(before.left["grams"])
    found = [np.zeros(0, dtype=np.int64)]
    for first, grams in before.halves():
        near = np.flatnonzero(slots[grams >> shift])
        if len(wanted):
            at = np.minimum(np.searchsorted(wanted, grams[near]), len(wanted) - 1)
            found.append(near[wanted[at] == grams[near]] + first)
    at = np.concatenate(found)
    was = np.searchsorted(edges, at, side="right") - 1
    keys = (now[was] << _HALF_BITS) | (at - edges[was])
    keys = np.setdiff1d(keys[now[was] >= 0], old.keys())
    hashes = np.unique(new.hashes)
    return _together(
        [
            places[np.isin(places.keys(), keys) & np.isin(places.hashes, hashes)]
            for places in _places_of(laid, np.unique(keys >> _HALF_BITS))
        ]
    )


def _merged_halves(before: KeptGrams, was: Int64Array, new: _Places) -> Iterator[UInt32Array]:
    """The halves of the grams of all articles: those known before, and those of new ones."""
    edges = edges_of(before.left["grams"])
    order = np.lexsort((new.words, new.rows))
    fresh, of_row = upper_halves(new.hashes[order]), new.rows[order]
    fresh_edges = np.searchsorted(of_row, np.arange(len(was) + 1))
    held: list[tuple[int, UInt32Array]] = []
    stored = before.halves()

    def known(row: int) -> UInt32Array:
        first, last = int(edges[row]), int(edges[row + 1])
        parts = []
        while first < last:
            while not held or held[-1][0] + len(held[-1][1]) <= first:
                held[:] = [next(stored)]
            start, grams = held[-1]
            part = grams[first - start : last - start]
            parts.append(part)
            first += len(part)
        return np.concatenate([np.zeros(0, dtype=np.uint32), *parts])

    for begin in range(0, len(was), ARTICLES_IN_BLOCK):
        block = []
        for row in range(begin, min(begin + ARTICLES_IN_BLOCK, len(was))):
            mine = fresh[fresh_edges[row] : fresh_edges[row + 1]]
            block.append(known(int(was[row])) if was[row] >= 0 else mine)
        yield np.concatenate(block)


def _halves_of(words: CorpusWords) -> Iterator[UInt32Array]:
    """The halves of the grams of all articles in the order of their rows, by blocks."""
    counts = np.empty(len(words), dtype=np.int64)
    counts[words.rows] = np.maximum(np.diff(words.edges) - (GRAM_WORDS - 1), 0)
    edges = np.concatenate(([0], np.cumsum(counts)))
    laid = Laid(words.scratch)
    all_halves = laid.array(int(edges[-1]), np.uint32)
    for hashes, positions in grams_of(words):
        halves, articles = upper_halves(hashes), words.article_of(positions)
        begins = np.flatnonzero(np.diff(articles, prepend=-1))
        starts = edges[words.rows[articles[begins]]].tolist()
        bounds = [*begins.tolist(), len(articles)]
        for start, begin, end in zip(starts, bounds[:-1], bounds[1:], strict=True):
            all_halves[start : start + end - begin] = halves[begin:end]
        laid.let_go()
    for first in range(0, len(words), ARTICLES_IN_BLOCK):
        last = min(first + ARTICLES_IN_BLOCK, len(words))
        yield np.array(all_halves[edges[first] : edges[last]])
        laid.let_go()


def _keep_places(laid: _Laid, shared: SharedGrams, keep: Path) -> None:
    articles = laid.words.article_of(shared.positions)
    places = pl.DataFrame(
        {
            "row": laid.words.rows[articles].astype(np.int32),
            "word": (shared.positions - laid.words.edges[articles]).astype(np.int32),
            "gram": shared.hashes,
        }
    )
    places.sort("row", "word").write_parquet(keep / _PLACES, compression="zstd")


# Passages.


def _pointed(laid: _Laid, pointers: Pointers) -> pl.DataFrame:
    """article_id, article (its number in time), digest: of each article with text from elsewhere, all that its
    passages follow from: where its grams stand first, and what is left of it and of those articles."""
    words = laid.words
    article, to = words.article_of(pointers.at), words.article_of(pointers.to)
    place = (pointers.at - words.edges[article]).astype(np.int32)
    there = (pointers.to - words.edges[to]).astype(np.int32)
    begins = np.flatnonzero(np.diff(article, prepend=-1))
    rows = words.rows.tolist()
    digests = []
    for begin, end in zip(begins.tolist(), [*begins[1:].tolist(), len(article)][: len(begins)], strict=True):
        sources, which = np.unique(to[begin:end], return_inverse=True)  # in the order of time, which matters
        digest = blake2b(laid.digests[rows[int(article[begin])]], digest_size=_DIGEST_BYTES)
        for source in sources.tolist():
            digest.update(laid.digests[rows[source]])
        for column in (which.astype(np.int32), place[begin:end], there[begin:end]):
            digest.update(column.tobytes())
        digests.append(digest.digest())
    return pl.DataFrame(
        {
            "article_id": words.ids.gather(article[begins]),
            "article": article[begins],
            "digest": pl.Series(digests, dtype=pl.Binary),
        }
    )


def _passages(laid: _Laid, pointers: Pointers, pointed: pl.DataFrame, before: KeptGrams) -> pl.DataFrame:
    """SHARED: those of before where they hold, the others from the words."""
    known = before.pointed().select("article_id", "digest")
    same = pointed.join(known, on=["article_id", "digest"], how="semi")
    parts = [before.shared().join(same, on="article_id", how="semi")]
    articles = laid.words.article_of(pointers.at)
    other = pointed.join(known, on=["article_id", "digest"], how="anti")["article"].to_numpy()
    for start in range(0, len(other), ARTICLES_AT_ONCE):
        mine = np.isin(articles, other[start : start + ARTICLES_AT_ONCE])
        parts.append(_joined_again(laid, Pointers(pointers.at[mine], pointers.to[mine])))
    return pl.concat([SHARED.to_frame(), *parts]).sort(SHARED.names())


def _joined_again(laid: _Laid, pointers: Pointers) -> pl.DataFrame:
    """The passages that these pointers show, by the words of the articles they join."""
    articles, to = laid.words.article_of(pointers.at), laid.words.article_of(pointers.to)
    involved = np.unique(np.concatenate((articles, to)))
    some = laid.shelf.in_memory(np.sort(laid.words.rows[involved]))
    words = _words_of(laid, some)

    def moved_to(positions: Int64Array, article: Int64Array) -> Int64Array:
        # Some of the articles follow each other in time as all do.
        return positions - laid.words.edges[article] + words.edges[np.searchsorted(involved, article)]

    return shared_by(words, some, Pointers(moved_to(pointers.at, articles), moved_to(pointers.to, to)))
