"""The comparing step on one corpus: its time and memory, beside the time, memory and recall of datasketch's
MinHash-LSH.

Each runs in a process of its own, so that its memory is measured separately.
"""

import re
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from scoring.compare.compare import compare
from scoring.compare.tokens import tokenise
from scoring.corpus.read import read_corpus
from scoring.evaluate.minhash import run_minhash
from scoring.evaluate.processes import timed

COMPARE, MINHASH = "compare", "minhash"


def evaluate(path: Path) -> dict[str, float]:
    """`compare.seconds` and `compare.peak_mb` for repeated lines, passages and rewrites; the same of MinHash-LSH.

    `minhash.recall`: of the contained copies that the exact comparison finds.
    """
    corpus = read_corpus([path])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = corpus.articles.drop("markup")
        articles.write_parquet(folder / "articles.parquet")
        tokenise(articles["article_id"].to_list(), articles["text"].to_list()).write_parquet(
            folder / "tokens.parquet"
        )
        figures = {"articles": float(articles.height)}
        for step in (COMPARE, MINHASH):
            _, peak, said = timed([sys.executable, "-m", "scoring.evaluate.comparing", step, name])
            figures |= {key: float(value) for key, value in re.findall(r"([\w.]+)=([\d.]+)", said)}
            figures[f"{step}.peak_mb"] = peak
    figures.pop("minhash.peak_megabytes", None)
    return figures


def _step(step: str, folder: Path) -> dict[str, float]:
    """Run one of the two in this process."""
    tokens = pl.read_parquet(folder / "tokens.parquet")
    if step == MINHASH:
        return run_minhash(tokens, pl.read_parquet(folder / "passages.parquet"))
    articles = pl.read_parquet(folder / "articles.parquet")
    begun = time.perf_counter()
    comparison = compare(articles, tokens)
    seconds = time.perf_counter() - begun
    comparison.passages.write_parquet(folder / "passages.parquet")
    return {
        "compare.seconds": seconds,
        "compare.passages": float(comparison.passages.height),
        "compare.rewrites": float(comparison.rewrites.height),
    }


def render(figures: dict[str, float]) -> str:
    """The figures as a few lines for the terminal."""
    f = figures
    recall = (
        f"recall {f['minhash.recall']:.2f} of {f['minhash.exact_pairs']:.0f}" if "minhash.recall" in f else ""
    )
    return "\n".join(
        (
            f"{f['articles']:.0f} articles",
            f"exact    {f['compare.seconds']:7.1f} s  {f['compare.peak_mb']:6.0f} MB  "
            f"{f['compare.passages']:.0f} sides of passages, {f['compare.rewrites']:.0f} rewrites",
            f"MinHash  {f['minhash.seconds']:7.1f} s  {f['minhash.peak_mb']:6.0f} MB  {recall}",
        )
    )


if __name__ == "__main__":
    print(*(f"{key}={value:.4f}" for key, value in _step(sys.argv[1], Path(sys.argv[2])).items()))
