"""Lines that an outlet repeats across its articles, as most of a page's furniture is.

Lines are compared by their words alone (case, punctuation and quotation marks do not matter). Two versions of one
article also repeat each other's lines, but those are not furniture: articles that share half of their prose are
versions of one text and count once.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.compare.corpus_words import UInt64Array, outlet_numbers
from scoring.compare.shelf import Int64Array, Shelf, shelf_of
from scoring.compare.tokens import TOKENS

REPEATED_LINES = pl.Schema(
    {"article_id": pl.String, "start": pl.Int32, "end": pl.Int32, "articles": pl.Int32}
)

# How many different texts of an outlet must have the line: twice is easily chance (a quoted slogan, a crosshead),
# three times is a habit.
ARTICLES_LEAST = 3
# A line of this many words is at least a sentence. Outlets reuse paragraphs of background, so prose must be in
# more articles: a twentieth of the outlet's, but at most ten.
PROSE_WORDS = 20
PROSE_ARTICLES_SHARE = 0.05
PROSE_ARTICLES_MOST = 10
# Articles that share half of their prose are versions of one text.
VERSION_SHARE = 0.5

_LINE_BREAK = 10  # the code of "\n"
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2**64 divided by the golden ratio: spreads the places of words


def _line_starts(text: str) -> NDArray[np.int64]:
    """Offsets of the first character of each line."""
    if text.isascii():
        codes: NDArray[np.uint8] | NDArray[np.uint32] = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    else:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.concatenate(([0], np.flatnonzero(codes == _LINE_BREAK) + 1))


def _rows(
    articles: pl.DataFrame, tokens: pl.DataFrame
) -> Iterator[tuple[int, str, pl.Series, pl.Series, pl.Series]]:
    place = dict(zip(tokens["article_id"], range(tokens.height), strict=True))
    starts, ends, keys = tokens["starts"], tokens["ends"], tokens["keys"]
    for row, (article_id, text) in enumerate(articles.select("article_id", "text").iter_rows()):
        at = place[article_id]
        yield row, text, starts[at], ends[at], keys[at]


def lines_of(articles: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Every line with a word in it: row of its article, offsets, number of words, hash of their keys."""
    columns: dict[str, list[NDArray[np.generic]]] = {
        name: [] for name in ("row", "start", "end", "words", "line")
    }
    for row, text, starts, ends, keys in _rows(articles, tokens):
        if not len(starts):
            continue
        begins, finishes = starts.to_numpy(), ends.to_numpy()
        line_of_word = np.searchsorted(_line_starts(text), begins, side="right")
        first = np.flatnonzero(np.concatenate(([True], np.diff(line_of_word) != 0)))
        counts = np.diff(np.append(first, len(begins)))
        columns["row"].append(np.full(len(first), row, dtype=np.int32))
        columns["start"].append(begins[first])
        columns["end"].append(finishes[first + counts - 1])
        columns["words"].append(counts.astype(np.int32))
        columns["line"].append(line_hashes(keys.to_numpy(), first, counts))
    return pl.DataFrame({name: np.concatenate(parts) if parts else [] for name, parts in columns.items()})


def line_hashes(keys: UInt64Array, first: Int64Array, counts: Int64Array) -> UInt64Array:
    """One hash per line, which depends on the words' keys and their order."""
    place = np.arange(len(keys), dtype=np.uint64) - np.repeat(first, counts).astype(np.uint64)
    mixed = keys * (place * np.uint64(2) + np.uint64(1))
    mixed = (mixed ^ (mixed >> np.uint64(29))) * _MIX
    return np.add.reduceat(mixed, first)


def _versions(lines: pl.DataFrame) -> pl.DataFrame:
    """For each article (row), the earliest article of its outlet that shares half of its prose."""
    prose = lines.filter(pl.col("words") >= PROSE_WORDS).unique(["row", "line"], maintain_order=True)
    prose = prose.with_columns(leader=pl.col("row").min().over("outlet", "line"))
    total = prose.group_by("row").agg(total=pl.col("words").sum())
    shared = prose.group_by("row", "leader").agg(shared=pl.col("words").sum())
    return (
        shared.join(total, on="row")
        .filter(pl.col("shared") >= VERSION_SHARE * pl.col("total"))
        .sort("row", "shared", "leader", descending=[False, True, False])
        .group_by("row", maintain_order=True)
        .agg(version=pl.col("leader").first())
    )


def find_repeated_lines(articles: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """The lines that their outlet repeats: article_id, start, end (characters), articles (independent ones).

    `articles`: article_id, outlet, text; `tokens`: a TOKENS frame of the same articles. Articles without an outlet
    have no repeated lines. Offsets run from the start of a line's first word to the end of its last. Sorted by
    article and place; the order of input rows makes no difference.
    """
    return repeated_on(shelf_of(articles, tokens))


def repeated_on(shelf: Shelf) -> pl.DataFrame:
    """The same of the articles on a shelf."""
    parts = [
        lines_of(texts, tokens).with_columns(pl.col("row") + first)
        for first, texts, tokens in shelf.each(*TOKENS)
    ]
    lines = pl.concat([part for part in parts if part.height] or [pl.DataFrame()])
    if not lines.height:
        return pl.DataFrame(schema=REPEATED_LINES)
    found = repeated_among(lines, shelf.about["outlet"]).sort("row", "start")
    ids = shelf.ids.gather(found["row"])
    return found.with_columns(article_id=ids).select(list(REPEATED_LINES)).cast(REPEATED_LINES)


def repeated_among(lines: pl.DataFrame, outlets: pl.Series) -> pl.DataFrame:
    """Those of the lines that their outlet repeats, with `outlet` (its number) and `articles` (independent ones).

    `lines`: row, words, line (hash) and anything else; `outlets`: of each row, ordered by article_id, the outlet.
    """
    numbers = pl.Series("outlet", outlet_numbers(outlets))
    sizes = numbers.value_counts(name="size")
    lines = lines.with_columns(outlet=numbers.gather(lines["row"]))
    users = lines.unique(["outlet", "line", "row"]).group_by("outlet", "line").len("users")
    lines = lines.join(users.filter(pl.col("users") >= ARTICLES_LEAST), on=["outlet", "line"]).join(
        _versions(lines), on="row", how="left"
    )
    lines = lines.with_columns(pl.col("version").fill_null(pl.col("row")))
    needed = (PROSE_ARTICLES_SHARE * pl.col("size")).ceil().clip(ARTICLES_LEAST, PROSE_ARTICLES_MOST)
    return (
        lines.with_columns(articles=pl.col("version").n_unique().over("outlet", "line"))
        .join(sizes, on="outlet")
        .filter(
            pl.col("articles")
            >= pl.when(pl.col("words") >= PROSE_WORDS).then(needed).otherwise(ARTICLES_LEAST)
        )
    )
