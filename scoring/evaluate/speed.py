"""How fast Masthead is and how much memory it takes, beside the plain notebook way, on one corpus in one run."""

import re
import sys
import tempfile
from pathlib import Path

import polars as pl

from scoring.corpus.read import read_corpus
from scoring.evaluate.processes import timed


def evaluate(
    path: Path, *, articles: int | None = None, workers: int = 2, trained: str = "0"
) -> dict[str, float]:
    """Seconds, articles per second and peak memory of all processes, for Masthead and for the notebook way.

    articles: how many articles to take, evenly spread over the corpus (None: all). `growth` is the time for all of
    them divided by the time for half. Masthead reads the file, compares, measures and exports; the notebook way is
    given the texts.
    """
    corpus = plain_articles(path)
    chosen = _evenly(corpus, articles or corpus.height)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, half = folder / "whole.parquet", folder / "half.parquet"
        chosen.write_parquet(whole)
        _evenly(chosen, chosen.height // 2).write_parquet(half)
        score = score_command(workers, trained)
        half_seconds, _, _ = timed([*score, str(half), "--out", str(folder / "half")])
        seconds, peak, _ = timed([*score, str(whole), "--out", str(folder / "whole")])
        notebook_seconds, notebook_peak, said = timed(
            [sys.executable, "-m", "scoring.evaluate.notebook_way", str(whole), str(workers)]
        )
    parts = {f"notebook.{k}": float(v) for k, v in re.findall(r"(\w+)=([\d.]+)", said) if k != "seconds"}
    return {
        "articles": float(chosen.height),
        "masthead.seconds": seconds,
        "masthead.articles_per_second": chosen.height / seconds,
        "masthead.peak_mb": peak,
        "masthead.growth": seconds / half_seconds,
        "notebook.seconds": notebook_seconds,
        "notebook.articles_per_second": chosen.height / notebook_seconds,
        "notebook.peak_mb": notebook_peak,
        "times_as_fast": notebook_seconds / seconds,
        **parts,
    }


def plain_articles(path: Path) -> pl.DataFrame:
    """The articles of a corpus with the fields that any corpus may have."""
    return read_corpus([path]).articles.select(
        "article_id", "outlet", "url", "title", "byline", "published", "text"
    )


def score_command(workers: int, trained: str) -> list[str]:
    """The command that scores, without its paths."""
    options = (f"--workers={workers}", f"--trained-mentions={trained}")
    return [sys.executable, "-m", "scoring", "score", *options]


def _evenly(frame: pl.DataFrame, count: int) -> pl.DataFrame:
    step = max(1, frame.height // max(count, 1))
    return frame.gather_every(step).head(count)


def render(figures: dict[str, float]) -> str:
    """The figures as a few lines for the terminal."""
    f = figures
    return "\n".join(
        (
            f"{f['articles']:.0f} articles",
            f"masthead  {f['masthead.seconds']:8.1f} s  {f['masthead.articles_per_second']:7.0f} articles/s  "
            f"{f['masthead.peak_mb']:6.0f} MB at the peak, all processes",
            f"notebook  {f['notebook.seconds']:8.1f} s  {f['notebook.articles_per_second']:7.0f} articles/s  "
            f"{f['notebook.peak_mb']:6.0f} MB (textstat {f['notebook.textstat']:.0f} s, VADER "
            f"{f['notebook.vader']:.0f} s, MinHash {f['notebook.minhash']:.0f} s)",
            f"On as many cores Masthead has {f['times_as_fast']:.2f} times the notebook's pace; twice the articles "
            f"take {f['masthead.growth']:.2f} times as long.",
        )
    )
