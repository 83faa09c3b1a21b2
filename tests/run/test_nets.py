"""Every table of two small corpora, by its hash: a change that moves a cell anywhere is seen here first.

When one was moved on purpose, name the change in CHANGELOG.md and write the hashes anew with
`python -m tests.run.test_nets`. `python -m tests.run.test_nets FOLDER` also leaves the tables there, so that what
moved can be looked at: make the folder once before the change and once after it.
"""

import hashlib
import json
import sys
import tempfile
from pathlib import Path

import polars as pl
import pytest

from scoring.run.options import Options
from scoring.run.score import score
from scoring.schema.csv_files import csv_bytes
from scoring.schema.lists import data_folder

from .small_corpus import TRAINED_MENTIONS, write_small_corpus

GOLDEN = Path(__file__).parent / "golden" / "tables.json"
SAMPLE, SMALL = "sample", "small"
TRAINED_METRIC = "actor_sentiment_trained"
# Numbers of the trained reader differ in their last places from one kind of processor to the next, and what is
# counted from them does; that they are there does not.
RESTS_ON_TRAINED = (
    "value",
    "low",
    "high",
    "expected",
    "difference",
    "p",
    "p_holm",
    "p_bh",
    "numerator",
    "contribution",
)
Hashes = dict[str, dict[str, str]]


def without_trained_numbers(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with numbers of the trained reader replaced by whether there is one."""
    own = [name for name in frame.columns if name.startswith(("trained", TRAINED_METRIC))]
    own = [name for name in own if frame[name].dtype.is_float()]
    frame = frame.with_columns(pl.col(own).is_not_null())
    if "metric" not in frame.columns:
        return frame
    theirs = [name for name in RESTS_ON_TRAINED if name in frame.columns]
    there = pl.col(theirs).is_not_null().cast(pl.Float64)
    return frame.with_columns(
        pl.when(pl.col("metric") == TRAINED_METRIC).then(there).otherwise(pl.col(theirs))
    )


def hashes_of(scores: Path) -> dict[str, str]:
    """For each table: its number of rows and the hash of its columns and cells."""
    found = {}
    for path in sorted(scores.glob("*.parquet")):
        frame = pl.read_parquet(path)
        cells = csv_bytes(without_trained_numbers(frame))
        found[path.stem] = f"{frame.height} rows {hashlib.sha256(cells).hexdigest()[:16]}"
    return found


def score_small(folder: Path) -> Path:
    """The scores folder of the small corpus, made in `folder`."""
    out = folder / "scores"
    score([write_small_corpus(folder)], out, Options(trained_mentions=TRAINED_MENTIONS))
    return out


@pytest.fixture(scope="session")
def published() -> Hashes:
    """The hashes as they were last written."""
    hashes: Hashes = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return hashes


def test_the_tables_of_the_sample_are_the_published_ones(sample_scores: Path, published: Hashes) -> None:
    """Every cell of every table of the bundled sample is as it was."""
    assert hashes_of(sample_scores) == published[SAMPLE]


def test_the_tables_of_the_small_corpus_are_the_published_ones(tmp_path: Path, published: Hashes) -> None:
    """And so are those of what the sample lacks."""
    assert hashes_of(score_small(tmp_path)) == published[SMALL]


def _write(folder: Path) -> None:
    sample = data_folder() / "sample"
    options = Options(manifest=sample / "manifest.csv", trained_mentions=TRAINED_MENTIONS)
    score([sample / "articles"], folder / SAMPLE, options)
    (folder / SMALL).mkdir()
    hashes = {SAMPLE: hashes_of(folder / SAMPLE), SMALL: hashes_of(score_small(folder / SMALL))}
    GOLDEN.write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(parents=True)
        _write(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as name:
            _write(Path(name))
