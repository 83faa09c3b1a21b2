"""What a comparison keeps of its articles, so that the next one need look only at what is new.

The rows of sketches lie in files, those of some thousands of articles together; keys as numbers in a vocabulary, which
is a fifth of their bytes. What is kept depends on the articles alone, not on what was kept before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.compare.sketches import FLAT, LINES, rows_of

Int64Array = NDArray[np.int64]
UInt64Array = NDArray[np.uint64]

# Articles whose rows lie in one file: some 40 MB of memory while they are read.
ARTICLES_IN_BLOCK = 10_000
# Keys that are brought together before doubles are dropped.
_KEYS_AT_ONCE = 1 << 22
_ARTICLES, _WORDS = "articles.parquet", "words.parquet"
_KEYED = ("names", "forms", "leads", "titles")
_ROW = {"row": pl.Int32()}
_COUNTED_KEYS = pl.Schema({**_ROW, "key": pl.UInt32(), "count": pl.UInt32()})
_SCHEMAS: Mapping[str, pl.Schema] = {
    "lines": LINES,
    "names": _COUNTED_KEYS,
    "forms": _COUNTED_KEYS,
    "leads": _COUNTED_KEYS,
    "titles": pl.Schema({**_ROW, "key": pl.UInt32()}),
}

Fresh = Callable[[], Iterator[pl.DataFrame]]
"""SKETCHES of the articles that are not in an earlier store, with `row`, some at a time and in order."""


@dataclass(frozen=True, slots=True)
class Store:
    """The sketches of a corpus: `about` has a row an article (article_id, content, and how many rows of each kind).

    `content`: the digest of all that is known of the article by itself.
    """

    folder: Path
    about: pl.DataFrame

    def edges(self, kind: str) -> Int64Array:
        """Where the rows of each article begin, and where the last end."""
        return edges_of(self.about[kind])

    def numbered(self, kind: str) -> Iterator[pl.DataFrame]:
        """The rows of a kind with `row`, the number of the article; keys are numbers of words."""
        for number, first in enumerate(range(0, self.about.height, ARTICLES_IN_BLOCK)):
            counts = self.about[kind][first : first + ARTICLES_IN_BLOCK].to_numpy()
            row = np.repeat(np.arange(first, first + len(counts), dtype=np.int32), counts)
            yield pl.read_parquet(_path(self.folder, kind, number)).select(pl.Series("row", row), pl.all())

    def words(self) -> UInt64Array:
        """The keys of the words by their numbers, ascending."""
        return pl.read_parquet(self.folder / _WORDS)["key"].to_numpy()

    def rows(self, kind: str) -> Iterator[pl.DataFrame]:
        """The rows of a kind with `row`, and with keys as in sketches."""
        words = self.words() if kind in _KEYED else None
        for rows in self.numbered(kind):
            yield rows if words is None else rows.with_columns(key=pl.Series(words[rows["key"].to_numpy()]))


def open_store(folder: Path) -> Store:
    """A store that `write_store` finished. Raises OSError or a polars error if there is none."""
    return Store(folder, pl.read_parquet(folder / _ARTICLES))


def write_store(folder: Path, articles: pl.DataFrame, fresh: Fresh, before: Store | None) -> Store:
    """Write the store of articles (article_id, content; in order of id) into a folder, which is made.

    `before`: an earlier store, from which the rows of all articles with the same content are taken; `fresh` gives the
    others.
    """
    folder.mkdir(parents=True, exist_ok=True)
    was = places_in(articles, before)
    words = _vocabulary(was, fresh, before)
    pl.DataFrame({"key": words}).write_parquet(folder / _WORDS, compression="zstd")
    counts: dict[str, list[NDArray[np.int64]]] = {kind: [] for kind in FLAT}
    for kind in FLAT:
        parts = [_fresh_rows(fresh, kind, words)]
        if before is not None:
            parts.append(_known_rows(before, kind, was, words))
        for number, rows in enumerate(_in_blocks(parts, articles.height, _SCHEMAS[kind])):
            first = number * ARTICLES_IN_BLOCK
            size = min(ARTICLES_IN_BLOCK, articles.height - first)
            counts[kind].append(np.bincount(rows["row"].to_numpy() - first, minlength=size))
            rows.drop("row").write_parquet(_path(folder, kind, number), compression="zstd")
    about = articles.select("article_id", "content").with_columns(
        pl.Series(kind, np.concatenate([np.zeros(0, dtype=np.int64), *found])).cast(pl.UInt32)
        for kind, found in counts.items()
    )
    aside = folder / f"{_ARTICLES}.writing"
    about.write_parquet(aside, compression="zstd")
    aside.rename(folder / _ARTICLES)  # last, so that the folder is a store only when it is whole
    return Store(folder, about)


def places_in(articles: pl.DataFrame, before: Store | None) -> Int64Array:
    """For each article (article_id, content) its row in an earlier store that has it with this content; else -1."""
    if before is None:
        return np.full(articles.height, -1, dtype=np.int64)
    known = before.about.select("article_id", "content").with_row_index("was")
    joined = articles.select("article_id", "content").join(
        known, on=["article_id", "content"], how="left", maintain_order="left"
    )
    return joined["was"].cast(pl.Int64).fill_null(-1).to_numpy()


def moved(was: Int64Array, size: int) -> Int64Array:
    """For each of so many rows that were, the row that it is now; -1 where there is none. `was`: see `places_in`."""
    now = np.full(size, -1, dtype=np.int64)
    rows = np.flatnonzero(was >= 0)
    now[was[rows]] = rows
    return now


def edges_of(counts: pl.Series) -> Int64Array:
    """Where things laid end to end begin, and where the last ends, from how many each article has."""
    return np.concatenate(([0], np.cumsum(counts.to_numpy(), dtype=np.int64)))


def _path(folder: Path, kind: str, number: int) -> Path:
    return folder / f"{kind}-{number:05}.parquet"


def _vocabulary(was: Int64Array, fresh: Fresh, before: Store | None) -> UInt64Array:
    """All keys that occur, ascending."""
    found: list[UInt64Array] = []
    waiting = 0
    for sketches in fresh():
        for column in ("form", "title"):
            found.append(sketches[column].explode(empty_as_null=False).to_numpy())
            waiting += len(found[-1])
        if waiting > _KEYS_AT_ONCE:
            found, waiting = [np.unique(np.concatenate(found))], 0
    if before is not None:
        words = before.words()
        used = np.zeros(len(words), dtype=np.bool_)
        now = moved(was, before.about.height)
        for kind in ("forms", "titles"):
            for rows in before.numbered(kind):
                used[rows["key"].to_numpy()[now[rows["row"].to_numpy()] >= 0]] = True
        found.append(words[used])
    return np.unique(np.concatenate([np.zeros(0, dtype=np.uint64), *found]))


def _fresh_rows(fresh: Fresh, kind: str, words: UInt64Array) -> Iterator[pl.DataFrame]:
    for sketches in fresh():
        rows = rows_of(sketches, kind)
        yield _keyed(rows, np.searchsorted(words, rows["key"].to_numpy())) if kind in _KEYED else rows


def _known_rows(before: Store, kind: str, was: Int64Array, words: UInt64Array) -> Iterator[pl.DataFrame]:
    now = moved(was, before.about.height)
    number = np.searchsorted(words, before.words())  # of words that are gone any number: no row has it
    for rows in before.numbered(kind):
        row = now[rows["row"].to_numpy()]
        kept = row >= 0
        mine = rows.filter(pl.Series(kept)).with_columns(row=pl.Series(row[kept].astype(np.int32)))
        yield _keyed(mine, number[mine["key"].to_numpy()]) if kind in _KEYED else mine


def _keyed(rows: pl.DataFrame, numbers: Int64Array) -> pl.DataFrame:
    return rows.with_columns(key=pl.Series(numbers, dtype=pl.UInt32))


def _in_blocks(
    sources: Iterable[Iterator[pl.DataFrame]], height: int, schema: pl.Schema
) -> Iterator[pl.DataFrame]:
    """The rows of several sources, each in order of `row`, brought together block by block of articles."""
    cut = [_cut(source) for source in sources]
    for first in range(0, height, ARTICLES_IN_BLOCK):
        parts = [part for source in cut for part in _up_to(source, first + ARTICLES_IN_BLOCK)]
        rows = pl.concat([schema.to_frame(), *(part.select(schema.names()) for part in parts)])
        yield rows[np.argsort(rows["row"].to_numpy(), kind="stable")].rechunk()


def _cut(source: Iterator[pl.DataFrame]) -> tuple[Iterator[pl.DataFrame], list[pl.DataFrame]]:
    """A source, and what was drawn from it too early."""
    return source, []


def _up_to(source: tuple[Iterator[pl.DataFrame], list[pl.DataFrame]], end: int) -> Iterator[pl.DataFrame]:
    """The rows of a source with a row below `end`; drawn as they are asked for."""
    drawn, waiting = source
    while True:
        part = waiting.pop() if waiting else next(drawn, None)
        if part is None:
            return
        inside = int(np.searchsorted(part["row"].to_numpy(), end))
        yield part[:inside]
        if inside < part.height:
            waiting.append(part[inside:])
            return
