"""A corpus as it is compared: what is known of each article is in memory, texts and words are read part by part.

So the memory that comparing takes hardly grows with the texts.
"""

import mmap
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.compare.sketches import FLAT, rows_of, sketch
from scoring.compare.tokens import tokenise

Int64Array = NDArray[np.int64]
Int32Array = NDArray[np.int32]
Number = TypeVar("Number", bound=np.generic)

# Articles of one part where the corpus is in memory: parts are then slices, and cost nothing.
ARTICLES_IN_PART = 500


@dataclass(frozen=True, slots=True)
class Shelf:
    """Articles in the order of their ids, in parts of consecutive ones.

    about: the articles frame without the texts. counts: the words of each. edges: part i holds the articles `edges[i]`
    to before `edges[i + 1]`. texts: of a part, by its number (article_id, text). tokens: of a part, by its number and
    the columns of TOKENS that are needed. sketched: the rows of a kind (`scoring.compare.sketches.FLAT`) of all
    articles, some at a time, each with `row`, the number of its article. scratch: a folder for what is too large for
    memory; None: nothing is.
    """

    about: pl.DataFrame
    counts: Int64Array
    edges: Int64Array
    texts: Callable[[int], pl.DataFrame]
    tokens: Callable[[int, Sequence[str]], pl.DataFrame]
    sketched: Callable[[str], Iterator[pl.DataFrame]]
    scratch: Path | None = None

    @property
    def ids(self) -> pl.Series:
        """The articles' ids."""
        return self.about["article_id"]

    def __len__(self) -> int:
        return self.about.height

    def each_tokens(self, *columns: str) -> Iterator[tuple[int, pl.DataFrame]]:
        """These columns of TOKENS for each part, with the number of its first article."""
        for part, first in enumerate(self.edges[:-1].tolist()):
            yield first, self.tokens(part, columns)

    def read(self, rows: Int64Array) -> Iterator[pl.DataFrame]:
        """The articles of these numbers with their texts, in order, a part at a time."""
        rows = np.unique(rows)
        for part, some in self._by_part(rows):
            texts = self.texts(part)["text"].gather(rows[some] - self.edges[part])
            yield self.about[rows[some]].with_columns(text=texts)

    def offsets(self, rows: Int64Array, words: Int64Array) -> tuple[Int32Array, Int32Array]:
        """The first and the last character, and one, of words by their article's number and their number in it."""
        order = np.argsort(rows, kind="stable")
        starts, ends = np.zeros(len(rows), dtype=np.int32), np.zeros(len(rows), dtype=np.int32)
        for part, some in self._by_part(rows[order]):
            tokens = self.tokens(part, ("starts", "ends"))
            first = np.concatenate(([0], np.cumsum(self.counts[self.edges[part] : self.edges[part + 1]])))
            mine = order[some]
            at = first[rows[mine] - self.edges[part]] + words[mine]
            for column, found in (("starts", starts), ("ends", ends)):
                found[mine] = tokens[column].explode(empty_as_null=False).to_numpy()[at]
        return starts, ends

    def in_memory(self, rows: Int64Array) -> "Shelf":
        """The articles of these numbers (ascending) in memory, their words found anew."""
        articles = pl.concat([self.about.head(0).with_columns(text=pl.lit("")), *self.read(rows)])
        return shelf_of(articles, tokenise(articles["article_id"].to_list(), articles["text"].to_list()))

    def only(self, ids: Collection[str]) -> "Shelf":
        """Some of the articles, in the same parts."""
        chosen = self.about["article_id"].is_in(list(ids))
        mine = self.about.filter(chosen)
        taken = np.concatenate(([0], np.cumsum(chosen.to_numpy())))

        def which(part: int) -> pl.Series:
            return chosen[int(self.edges[part]) : int(self.edges[part + 1])]

        def sketched(kind: str) -> Iterator[pl.DataFrame]:
            numbers = pl.Series(taken[:-1], dtype=pl.Int32)
            for rows in self.sketched(kind):
                mine = rows.filter(chosen.gather(rows["row"]))
                yield mine.with_columns(row=numbers.gather(mine["row"]))

        return replace(
            self,
            about=mine,
            counts=self.counts[chosen.to_numpy()],
            edges=taken[self.edges],
            texts=lambda part: self.texts(part).filter(which(part)),
            tokens=lambda part, columns: self.tokens(part, columns).filter(which(part)),
            sketched=sketched,
        )

    def _by_part(self, rows: Int64Array) -> Iterator[tuple[int, slice]]:
        """The parts that hold ascending rows, each with where these rows stand among them."""
        bounds = np.searchsorted(rows, self.edges)
        for part, (first, last) in enumerate(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)):
            if first < last:
                yield part, slice(first, last)


def shelf_of(articles: pl.DataFrame, tokens: pl.DataFrame, titles: pl.DataFrame | None = None) -> Shelf:
    """A corpus in memory: an articles frame, and a TOKENS frame of the same articles in any order.

    `titles`: the keys of titles whose words count as well (article_id, keys).
    """
    articles = articles.sort("article_id")
    words = articles.select("article_id").join(tokens, on="article_id", how="left", maintain_order="left")
    words = words.with_columns(pl.col(pl.List).fill_null([]))
    texts = articles.select("article_id", "text")
    heads = articles.select("article_id").with_columns(keys=pl.lit(None, pl.List(pl.UInt64)))
    if titles is not None:
        heads = heads.select("article_id").join(titles, on="article_id", how="left", maintain_order="left")
    heads = heads.with_columns(pl.col("keys").fill_null([]))

    def part_of(frame: pl.DataFrame, part: int) -> pl.DataFrame:
        return frame.slice(part * ARTICLES_IN_PART, ARTICLES_IN_PART)

    def sketched(kind: str) -> Iterator[pl.DataFrame]:
        for part, first in enumerate(edges[:-1].tolist()):
            found = sketch(
                part_of(texts, part), part_of(words, part), part_of(heads, part)["keys"], list(FLAT[kind])
            )
            yield rows_of(found.with_row_index("row", first), kind)

    edges = np.minimum(
        np.arange(-(-articles.height // ARTICLES_IN_PART) + 1) * ARTICLES_IN_PART, articles.height
    )
    counts = words["keys"].list.len().to_numpy().astype(np.int64)
    return Shelf(
        articles.drop("text"),
        counts,
        edges,
        lambda part: part_of(texts, part),
        lambda part, columns: part_of(words, part).select(columns),
        sketched,
    )


class Laid:
    """A long array, in a file where there is a folder for it, else in memory.

    A class because of the file behind it: what of it has been read counts as memory of the process until let go.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._mapped: mmap.mmap | None = None

    def array(self, length: int, dtype: type[Number]) -> NDArray[Number]:
        """The array, of zeros. The file has no name and is gone with the process, however that ends."""
        size = length * np.dtype(dtype).itemsize
        if self._folder is None or not size:
            return np.zeros(length, dtype=dtype)
        with tempfile.TemporaryFile(dir=self._folder) as file:
            file.truncate(size)
            self._mapped = mmap.mmap(file.fileno(), size)
        return np.frombuffer(self._mapped, dtype=dtype)

    def let_go(self) -> None:
        """Keep in memory nothing of what lies in the file; it is read again where it is asked for."""
        if self._mapped is not None and hasattr(mmap, "MADV_DONTNEED"):
            self._mapped.madvise(mmap.MADV_DONTNEED)
