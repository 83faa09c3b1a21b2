"""What comparing keeps in mind of an article instead of its words: its lines, names, forms and lead, each as hashes.

Repeated lines, stories and candidates of rewrites are found by these alone, so that of an article that was compared
before neither text nor words are needed again.
"""

from collections.abc import Collection, Iterator, Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.compare.tokens import as_lists

Int64Array = NDArray[np.int64]
UInt64Array = NDArray[np.uint64]

SKETCHES = pl.Schema(
    {
        "line_start": pl.List(pl.Int32()),
        "line_end": pl.List(pl.Int32()),
        "line_words": pl.List(pl.Int32()),
        "line": pl.List(pl.UInt64()),
        "name": pl.List(pl.UInt64()),
        "name_count": pl.List(pl.UInt32()),
        "form": pl.List(pl.UInt64()),
        "form_count": pl.List(pl.UInt32()),
        "lead": pl.List(pl.UInt64()),
        "lead_count": pl.List(pl.UInt32()),
        "title": pl.List(pl.UInt64()),
    }
)
"""Of an article: each line with a word in it (offsets, number of words, hash), in order; each name with how often it
stands there; each form of a word, by its key, likewise; the forms of its first words likewise; the keys of its title,
where that is not in the text."""
FLAT: Mapping[str, Mapping[str, str]] = {
    "lines": {"line_start": "start", "line_end": "end", "line_words": "words", "line": "line"},
    "names": {"name": "key", "name_count": "count"},
    "forms": {"form": "key", "form_count": "count"},
    "leads": {"lead": "key", "lead_count": "count"},
    "titles": {"title": "key"},
}
"""Kinds of rows: the columns of SKETCHES that make them, and what each is called in a row."""
LINES = pl.Schema(
    {"row": pl.Int32(), "start": pl.Int32(), "end": pl.Int32(), "words": pl.Int32(), "line": pl.UInt64()}
)
COUNTED = pl.Schema({"row": pl.Int32, "key": pl.UInt64, "count": pl.UInt32})

# Text with fewer capitals than this share of its words is in a script without them: every word counts.
CAPITALS_EXPECTED = 0.02
# The first words of an article tell its event. 120 to 240 order the labelled pairs alike; 60 and 400 do worse.
LEAD_WORDS = 200
HEAD = 2000  # characters: a headline inside a text stands within its first lines, even below breadcrumbs
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
    found: dict[str, object] = {
        name: np.concatenate(parts) if parts else [] for name, parts in columns.items()
    }
    return pl.DataFrame(found).cast(dict(LINES))  # type: ignore[arg-type]


def line_hashes(keys: UInt64Array, first: Int64Array, counts: Int64Array) -> UInt64Array:
    """One hash per line, which depends on the words' keys and their order."""
    place = np.arange(len(keys), dtype=np.uint64) - np.repeat(first, counts).astype(np.uint64)
    mixed = keys * (place * np.uint64(2) + np.uint64(1))
    mixed = (mixed ^ (mixed >> np.uint64(29))) * _MIX
    return np.add.reduceat(mixed, first)


def count_names(first: int, texts: pl.Series, tokens: pl.DataFrame) -> pl.DataFrame:
    """How often each of some articles has each name: row (of the article, from `first`), key, count."""
    lengths = tokens["keys"].list.len().to_numpy().astype(np.int64)
    capital = _capitals(texts, tokens["starts"], lengths)
    rows = np.repeat(np.arange(first, first + tokens.height, dtype=np.int32), lengths)
    return (
        pl.DataFrame({"row": rows, "key": tokens["keys"].explode(empty_as_null=False)})
        .filter(pl.Series(capital, dtype=pl.Boolean))
        .group_by("row", "key")
        .len("count")
        .cast(COUNTED)
    )


def _capitals(texts: pl.Series, starts: pl.Series, lengths: Int64Array) -> NDArray[np.bool_]:
    """Which words begin with a capital; all of them in a text that has next to none."""
    letters = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    text_lengths = texts.str.len_chars().to_numpy().astype(np.int64)
    offsets = np.repeat(np.cumsum(text_lengths) - text_lengths, lengths)
    initials = letters[starts.explode(empty_as_null=False).to_numpy() + offsets]
    capital = _UPPER[np.minimum(initials, len(_UPPER) - 1)]
    text_of = np.repeat(np.arange(len(lengths)), lengths)
    capitals = np.bincount(text_of, weights=capital, minlength=len(lengths))
    return np.asarray(capital | (capitals < CAPITALS_EXPECTED * lengths)[text_of])


# Latin, Greek and Cyrillic have capitals; the scripts above this code point have none.
_UPPER = np.array([chr(code).isupper() for code in range(0x590)])


def sketch(
    texts: pl.DataFrame,
    tokens: pl.DataFrame,
    titles: pl.Series | None = None,
    columns: Collection[str] = tuple(SKETCHES),
) -> pl.DataFrame:
    """These columns of SKETCHES for some articles: `texts` (article_id, text) and TOKENS row by row.

    `titles`: the keys of each title's words; None: there are none.
    """
    found: list[pl.Series] = []
    if not {"line", "line_start", "line_end", "line_words"}.isdisjoint(columns):
        lines = lines_of(texts, tokens)
        names = {"start": "line_start", "end": "line_end", "words": "line_words", "line": "line"}
        found += _listed(lines, names, texts.height)
    if not {"name", "name_count"}.isdisjoint(columns):
        counted = count_names(0, texts["text"], tokens).sort("row", "key")
        found += _listed(counted, {"key": "name", "count": "name_count"}, texts.height)
    if not {"form", "form_count"}.isdisjoint(columns):
        found += _listed(_count_forms(tokens), {"key": "form", "count": "form_count"}, texts.height)
    if not {"lead", "lead_count"}.isdisjoint(columns):
        leads = _count_forms(tokens.select(pl.col("keys").list.head(LEAD_WORDS)))
        found += _listed(leads, {"key": "lead", "count": "lead_count"}, texts.height)
    if "title" in columns:
        empty = pl.Series([[]] * texts.height, dtype=SKETCHES["title"])
        found.append((empty if titles is None else titles).alias("title"))
    return pl.DataFrame(found).select(columns).cast({name: SKETCHES[name] for name in columns})


def bare_title(title: str | None, text: str) -> str:
    """A title whose words are not in the text already; empty where it stands in its first lines.

    >>> bare_title("Rain", "Home | News\\nRain\\nIt rained."), bare_title("Rain", "It poured.")
    ('', 'Rain')
    """
    return "" if not title or title in text[:HEAD] else title


def _listed(rows: pl.DataFrame, names: dict[str, str], height: int) -> list[pl.Series]:
    """Columns of rows that are in order of `row`, as a list for each row."""
    counts = np.bincount(rows["row"].to_numpy(), minlength=height)
    edges = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
    return [as_lists(new, rows[old], edges) for old, new in names.items()]


def rows_of(sketches: pl.DataFrame, kind: str) -> pl.DataFrame:
    """The rows of a kind (FLAT), each with `row`, the number of its article."""
    names = FLAT[kind]
    listed = sketches.select("row", *(pl.col(old).alias(new) for old, new in names.items()))
    return listed.explode(*names.values(), empty_as_null=False).cast({"row": pl.Int32})


def _count_forms(tokens: pl.DataFrame) -> pl.DataFrame:
    """COUNTED: how often each article has each form."""
    lengths = tokens["keys"].list.len().to_numpy().astype(np.int64)
    rows = np.repeat(np.arange(tokens.height, dtype=np.int32), lengths)
    return (
        pl.DataFrame({"row": rows, "key": tokens["keys"].explode(empty_as_null=False)})
        .group_by("row", "key")
        .len("count")
        .sort("row", "key")
        .cast(COUNTED)
    )
