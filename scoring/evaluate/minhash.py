"""datasketch's MinHash-LSH on the same corpus as the exact comparison: its time, memory and recall."""

import resource
import sys
import time

import polars as pl

from scoring.compare.pointers import GRAM_WORDS
from scoring.schema.kinds import Direction

# As notebooks set it up: 128 permutations, Jaccard threshold 0.5.
PERMUTATIONS = 128
THRESHOLD = 0.5
# A contained copy shares at least this fraction of its own words with one other article.
CONTAINED_SHARE = 0.5


def contained_copies(passages: pl.DataFrame, tokens: pl.DataFrame) -> set[tuple[str, str]]:
    """The exact answer: pairs of articles of which the first shares half of its words with the second."""
    counts = tokens.select("article_id", count=pl.col("keys").list.len())
    shared = (
        passages.filter(pl.col("direction") != Direction.TO)
        .group_by("article_id", "other_id")
        .agg(pl.col("words").sum())
        .join(counts, on="article_id")
        .filter(pl.col("words") >= CONTAINED_SHARE * pl.col("count"))
    )
    return set(shared.select("article_id", "other_id").rows())


def _peak_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def run_minhash(tokens: pl.DataFrame, passages: pl.DataFrame) -> dict[str, float]:
    """Index all articles by word 8-grams, query each, and compare the pairs with the exact ones.

    `tokens`: TOKENS of the corpus; `passages`: PASSED_ON of the same. Returns `minhash.seconds`,
    `minhash.peak_megabytes` (of this process, so run it in a fresh one), `minhash.recall` (of the contained copies
    that the exact comparison finds; left out if there are none) and `minhash.pairs`.
    """
    from datasketch import MinHash, MinHashLSH

    begun = time.perf_counter()
    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    found: set[tuple[str, str]] = set()
    for article_id, keys in tokens.select("article_id", "keys").iter_rows():
        words = [key.to_bytes(8, "little") for key in keys]
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch(
            [b"".join(words[at : at + GRAM_WORDS]) for at in range(len(words) - GRAM_WORDS + 1)]
        )
        found.update((article_id, str(other)) for other in index.query(sketch))
        index.insert(article_id, sketch)
    figures = {
        "minhash.seconds": time.perf_counter() - begun,
        "minhash.peak_megabytes": _peak_megabytes(),
        "minhash.pairs": float(len(found)),
    }
    exact = contained_copies(passages, tokens)
    if exact:
        hits = sum((left, right) in found or (right, left) in found for left, right in exact)
        figures["minhash.recall"] = hits / len(exact)
        figures["minhash.exact_pairs"] = float(len(exact))
    return figures
