"""The words of many articles at once, as offsets and hashed keys, for the comparison.

The tokenizer is `scoring.text.words`. Here its pattern runs over a whole batch in polars' regex engine, seven times
as fast as one article at a time. The two engines disagree on a few characters (superscripts, combining marks,
joiners); texts that contain any of those are read by `find_words` itself.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.text.words import WORD, Words, find_words, word_keys

TOKENS = pl.Schema(
    {
        "article_id": pl.String(),
        "starts": pl.List(pl.Int32()),
        "ends": pl.List(pl.Int32()),
        "keys": pl.List(pl.UInt64()),
    }
)
_KEY_SEED = 20210830  # any fixed number will do: keys must agree between processes, not between versions
_GAP_AND_WORD = rf"[\W_]*(?:{WORD.pattern})"
# Characters that Python's and Rust's regular expressions class alike (letter, digit, neither) and that news text
# needs: Latin, Greek, Cyrillic, Arabic and CJK letters, general punctuation, currency.
SAFE_RANGES = (
    (0x00, 0xB1),
    (0xB4, 0xB8),
    (0xBA, 0xBB),
    (0xBF, 0x24F),
    (0x391, 0x3A1),
    (0x3A3, 0x3C9),
    (0x400, 0x45F),
    (0x621, 0x64A),
    (0x660, 0x669),
    (0x2000, 0x200B),
    (0x200E, 0x203E),
    (0x2043, 0x2053),
    (0x20A0, 0x20BF),
    (0x2122, 0x2122),
    (0x2190, 0x21FF),
    (0x25A0, 0x25FF),
    (0x3001, 0x3003),
    (0x4E00, 0x9FA5),
    (0xFEFF, 0xFEFF),
    (0xFFFD, 0xFFFD),
)
_UNSAFE = "[^" + "".join(rf"\x{{{first:X}}}-\x{{{last:X}}}" for first, last in SAFE_RANGES) + "]"
_SIGMA = "Σ"
"""Its small form depends on its neighbours, which are not the same in a word and in the whole text."""
_BREAK = "\n"
_WORD_OR_BREAK = rf"(?:{WORD.pattern})|\n"
_DROPPED = r"[.'’‑\-,]"

UIntArray = NDArray[np.uint64]


def hash_keys(keys: pl.Series) -> pl.Series:
    """64-bit hashes of word keys; the same in every process of one program version."""
    return keys.hash(seed=_KEY_SEED)


def _one_by_one(ids: Sequence[str], texts: Sequence[str]) -> pl.DataFrame:
    words = [find_words(text) for text in texts]
    keys = [
        hash_keys(pl.Series(word_keys(text, found), dtype=pl.String))
        for text, found in zip(texts, words, strict=True)
    ]
    return pl.DataFrame(
        {
            "article_id": list(ids),
            "starts": [found.starts for found in words],
            "ends": [found.ends for found in words],
            "keys": keys,
        },
        schema=TOKENS,
    )


def _columnar(ids: pl.Series, texts: pl.Series) -> pl.DataFrame:
    words = texts.str.extract_all(WORD.pattern)
    pieces = texts.str.extract_all(_GAP_AND_WORD)
    counts = words.list.len().to_numpy().astype(np.int64)
    edges = np.concatenate(([0], np.cumsum(counts)))
    flat = words.explode(empty_as_null=False)
    ends = np.cumsum(pieces.explode(empty_as_null=False).str.len_chars().to_numpy(), dtype=np.int64)
    before = np.concatenate(([0], ends))[edges[:-1]]  # characters of the batch that come before each article
    ends -= np.repeat(before, counts)
    starts = ends - flat.str.len_chars().to_numpy()
    keys = hash_keys(flat.str.to_lowercase().str.replace_all(_DROPPED, ""))
    return pl.DataFrame(
        [
            ids.alias("article_id"),
            as_lists("starts", pl.Series(starts.astype(np.int32)), edges),
            as_lists("ends", pl.Series(ends.astype(np.int32)), edges),
            as_lists("keys", keys, edges),
        ]
    )


def as_lists(name: str, values: pl.Series, edges: NDArray[np.int64]) -> pl.Series:
    """The list column whose row i holds `values[edges[i]:edges[i + 1]]`."""
    owner = np.repeat(np.arange(len(edges) - 1, dtype=np.int64), np.diff(edges))
    grouped = (
        pl.DataFrame({"owner": owner, "value": values})
        .group_by("owner", maintain_order=True)
        .agg(pl.col("value"))
    )
    rows = pl.DataFrame({"owner": np.arange(len(edges) - 1, dtype=np.int64)})
    joined = rows.join(grouped, on="owner", how="left", maintain_order="left")
    return joined["value"].fill_null(pl.Series([[]], dtype=pl.List(values.dtype))).alias(name)


def tokenise(ids: Sequence[str], texts: Sequence[str]) -> pl.DataFrame:
    """Find the words of a batch of articles: the table TOKENS, one row per article, in the order given.

    `starts` and `ends` are those of `find_words`; `keys` are 64-bit hashes of `word_keys`.

    >>> frame = tokenise(["a"], ["The U.S. left; they didn’t."])
    >>> frame["starts"].to_list()
    [[0, 4, 9, 15, 20]]
    >>> frame["keys"].to_list() == tokenise(["b"], ['the US, left "they" DIDN\\'T'])["keys"].to_list()
    True
    """
    frame = pl.DataFrame(
        {"article_id": list(ids), "text": list(texts)},
        schema=pl.Schema({"article_id": pl.String, "text": pl.String}),
    )
    frame = frame.with_row_index("row").with_columns(odd=pl.col("text").str.contains(_UNSAFE))
    plain, odd = frame.filter(~pl.col("odd")), frame.filter(pl.col("odd"))
    parts = [
        _columnar(plain["article_id"], plain["text"]).with_columns(plain["row"]),
        _one_by_one(odd["article_id"].to_list(), odd["text"].to_list()).with_columns(odd["row"]),
    ]
    return pl.concat(parts).sort("row").drop("row")


def flat_keys(texts: pl.Series) -> tuple[UIntArray, NDArray[np.int64], NDArray[np.int64]]:
    """The keys of the words of some texts end to end, how many words each has, and where lines break.

    The keys are those of `tokenise`, in half its time: no offsets are found. A line breaks before the word numbered so,
    counted over all texts.

    >>> keys, counts, breaks = flat_keys(pl.Series(["Rain fell.\\nThe U.S. left", "It did"]))
    >>> counts.tolist(), breaks.tolist()
    ([5, 2], [2])
    >>> keys.tolist() == tokenise(["a"], ["rain fell the US left it did"])["keys"][0].to_list()
    True
    """
    frame = pl.DataFrame({"text": texts}).with_row_index("row")
    frame = frame.with_columns(odd=pl.col("text").str.contains(_UNSAFE))
    plain, odd = frame.filter(~pl.col("odd")), frame.filter(pl.col("odd"))
    whole = not texts.str.contains(_SIGMA, literal=True).any()
    lowered = pl.col("text").str.to_lowercase() if whole else pl.col("text")
    found = [_keys_and_breaks(text) for text in odd["text"]]
    pieces = pl.concat(
        [
            plain.select("row", "odd", piece=lowered.str.extract_all(_WORD_OR_BREAK)),
            odd.select("row", "odd", piece=pl.Series(found, dtype=pl.List(pl.String))),
        ]
    ).sort("row")
    flat = pieces.explode("piece", empty_as_null=False).with_columns(broken=pl.col("piece") == _BREAK)
    counts = (
        pieces["row"]
        .to_frame()
        .join(
            flat.filter(~pl.col("broken")).group_by("row").len("count"),
            on="row",
            how="left",
            maintain_order="left",
        )
    )
    before = (~flat["broken"]).cast(pl.Int64).cum_sum().filter(flat["broken"])
    words = flat.filter(~pl.col("broken"))
    keys = words.select(pl.when("odd").then("piece").otherwise(_plain(whole=whole))).to_series()
    return (
        hash_keys(keys).to_numpy(),
        counts["count"].fill_null(0).cast(pl.Int64).to_numpy(),
        before.to_numpy(),
    )


def _plain(*, whole: bool) -> pl.Expr:
    piece = pl.col("piece") if whole else pl.col("piece").str.to_lowercase()
    return piece.str.replace_all(_DROPPED, "")


def _keys_and_breaks(text: str) -> list[str]:
    """The keys of a text's words, with its line breaks between them."""
    words = find_words(text)
    found = [(int(at), key) for at, key in zip(words.starts, word_keys(text, words), strict=True)]
    breaks = [(at, _BREAK) for at, letter in enumerate(text) if letter == _BREAK]
    return [piece for _, piece in sorted(found + breaks)]


def words_of(starts: pl.Series, ends: pl.Series) -> Words:
    """The Words of one row of a TOKENS frame."""
    return Words(
        np.ascontiguousarray(starts.to_numpy(), dtype=np.int32),
        np.ascontiguousarray(ends.to_numpy(), dtype=np.int32),
    )
