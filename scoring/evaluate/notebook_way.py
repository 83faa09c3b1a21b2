"""How such measures are usually computed in a notebook, as a yardstick for speed.

Per article: textstat's seven usual formulas, and VADER on every sentence with one analyzer; over the corpus:
datasketch's MinHash-LSH on word 8-grams. No tricks, and nothing else that Masthead does; the articles are shared out
among as many processes as Masthead has workers, and only the look-up of alike ones is done in one.
"""

import multiprocessing
import re
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from scoring.text.syllables import offline_textstat

FORMULAS = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "coleman_liau_index",
    "automated_readability_index",
    "dale_chall_readability_score",
)
SHINGLE = 8
PERMUTATIONS = 128
THRESHOLD = 0.5
_AT_ONCE = 64
"""Articles that are handed to a process together."""


def run(path: Path, workers: int = 1) -> dict[str, float]:
    """Seconds for each part on a Parquet file with a column `text`, and wall seconds for all.

    The seconds of `textstat`, `vader` and `minhash` are added up over the processes.
    """
    from datasketch import MinHashLSH

    texts = pl.read_parquet(path, columns=["text"])["text"].to_list()
    parts = [texts[at : at + _AT_ONCE] for at in range(0, len(texts), _AT_ONCE)]
    begun = time.perf_counter()
    if workers == 1:
        done = [_measure(part) for part in parts]
    else:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            done = list(pool.map(_measure, parts))
    seconds = np.sum([spent for spent, _ in done], axis=0)
    looked = time.perf_counter()
    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    found = 0
    for number, sketch in enumerate(sketch for _, sketches in done for sketch in sketches):
        found += len(index.query(sketch))
        index.insert(str(number), sketch)
    ended = time.perf_counter()
    return {
        "textstat": float(seconds[0]),
        "vader": float(seconds[1]),
        "minhash": float(seconds[2]) + ended - looked,
        "seconds": ended - begun,
        "pairs": float(found),
    }


def _measure(texts: Sequence[str]) -> tuple[tuple[float, float, float], list[Any]]:
    """Seconds of textstat, VADER and sketching, and the sketches."""
    from datasketch import MinHash
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    textstat, _ = offline_textstat()  # by default it would download data
    analyzer = SentimentIntensityAnalyzer()
    begun = time.perf_counter()
    for text in texts:
        for formula in FORMULAS:
            getattr(textstat, formula)(text)
    read = time.perf_counter()
    for text in texts:
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            analyzer.polarity_scores(sentence)
    toned = time.perf_counter()
    sketches = []
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch(
            [" ".join(words[i : i + SHINGLE]).encode() for i in range(len(words) - SHINGLE + 1)]
        )
        sketches.append(sketch)
    sketched = time.perf_counter()
    return (read - begun, toned - read, sketched - toned), sketches


if __name__ == "__main__":
    print(*(f"{name}={value:.3f}" for name, value in run(Path(sys.argv[1]), int(sys.argv[2])).items()))
