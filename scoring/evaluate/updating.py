"""How long it takes to add articles to a scores folder, beside scoring all of them anew."""

import sys
import tempfile
from pathlib import Path

from scoring.evaluate.processes import timed
from scoring.evaluate.speed import plain_articles, score_command

SEED = 3


def evaluate(path: Path, *, added: int = 200, workers: int = 2, trained: str = "0") -> dict[str, float]:
    """Seconds and peak memory of scoring a corpus, and of adding `added` of its articles, drawn at random, to the rest.

    Raises ValueError if the corpus has no more articles than that.
    """
    corpus = plain_articles(path)
    if corpus.height <= added:
        raise ValueError(
            f"{path} has {corpus.height} articles; to add {added} it needs more. Give --added a lower number."
        )
    mixed = corpus.sample(corpus.height, shuffle=True, seed=SEED)
    score = score_command(workers, trained)
    update = [sys.executable, "-m", "scoring", "update", f"--workers={workers}"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, most, few = (folder / f"{part}.parquet" for part in ("whole", "most", "few"))
        corpus.write_parquet(whole)
        mixed.head(corpus.height - added).write_parquet(most)
        mixed.tail(added).write_parquet(few)
        seconds, peak, _ = timed([*score, str(whole), "--out", str(folder / "anew")])
        timed([*score, str(most), "--out", str(folder / "scores")])
        update_seconds, update_peak, _ = timed([*update, str(folder / "scores"), str(few)])
    return {
        "articles": float(corpus.height),
        "added": float(added),
        "anew.seconds": seconds,
        "anew.peak_mb": peak,
        "update.seconds": update_seconds,
        "update.peak_mb": update_peak,
        "share": update_seconds / seconds,
    }


def render(figures: dict[str, float]) -> str:
    """The figures as two lines for the terminal."""
    f = figures
    return (
        f"{f['articles']:.0f} articles anew {f['anew.seconds']:17.1f} s {f['anew.peak_mb']:6.0f} MB at the peak\n"
        f"{f['added']:.0f} of them added to the rest {f['update.seconds']:6.1f} s {f['update.peak_mb']:6.0f} MB: "
        f"{f['share']:.0%} of the time"
    )
