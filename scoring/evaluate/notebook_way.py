"""How such measures are usually computed in a notebook, as a yardstick for speed.

Per article: textstat's seven usual formulas, and VADER on every sentence with one analyzer; over the corpus:
datasketch's MinHash-LSH on word 8-grams. One process, no tricks, and nothing else that Masthead does.
"""

import re
import sys
import time
from pathlib import Path

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


def run(path: Path) -> dict[str, float]:
    """Seconds for each part on a Parquet file with a column `text`."""
    from datasketch import MinHash, MinHashLSH
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    textstat, _ = offline_textstat()  # by default it would download data
    texts = pl.read_parquet(path, columns=["text"])["text"].to_list()
    begun = time.perf_counter()
    for text in texts:
        for formula in FORMULAS:
            getattr(textstat, formula)(text)
    read = time.perf_counter()
    analyzer = SentimentIntensityAnalyzer()
    for text in texts:
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            analyzer.polarity_scores(sentence)
    toned = time.perf_counter()
    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    found = 0
    for number, text in enumerate(texts):
        words = re.findall(r"\w+", text.lower())
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch(
            [" ".join(words[i : i + SHINGLE]).encode() for i in range(len(words) - SHINGLE + 1)]
        )
        found += len(index.query(sketch))
        index.insert(str(number), sketch)
    shared = time.perf_counter()
    return {
        "textstat": read - begun,
        "vader": toned - read,
        "minhash": shared - toned,
        "seconds": shared - begun,
        "pairs": float(found),
    }


if __name__ == "__main__":
    print(*(f"{name}={value:.3f}" for name, value in run(Path(sys.argv[1])).items()))
