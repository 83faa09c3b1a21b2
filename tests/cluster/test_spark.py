"""Spark runs the stages with the bytes of the local engine, whatever becomes of its processes."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from scoring.cluster.parcel import parcel
from scoring.run.options import SPARK, Options
from scoring.run.score import score
from scoring.run.stages import cut
from scoring.schema.lists import shipped_list
from scoring.workers.attempts import Care
from scoring.workers.faults import EngineError
from tests.catalogue.newsroom import METRIC, install
from tests.poison.sitecustomize import WORD
from tests.run.small_corpus import TRAINED_MENTIONS, write_small_corpus
from tests.run.test_score import articles_of, write_corpus
from tests.workers import crew

ROOT = Path(__file__).parents[2]
PARTITIONS = (1, 3, 16)
SMALL_BATCH = 5  # articles: small enough for sixteen partitions


def bytes_of(folder: Path) -> dict[str, str]:
    """A hash of every file of a scores folder, also of what is kept for updates."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def settings() -> dict[str, str]:
    """What measurements would depend on, were it up to these tests."""
    return {"polars": "2.1"}


@pytest.mark.usefixtures("spark")
def test_the_sample_has_the_same_bytes_in_any_number_of_partitions(
    sample_folder: Path, sample_scores: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file of the folder, the trained reading among them."""
    expected = bytes_of(sample_scores)
    monkeypatch.setattr(cut, "BATCH", SMALL_BATCH)
    for partitions in PARTITIONS:
        out = tmp_path / str(partitions)
        options = Options(manifest=sample_folder / "manifest.csv", trained_mentions=2)
        score(
            [sample_folder / "articles"],
            out,
            replace(options, engine=SPARK, workers=2, partitions=partitions),
        )
        assert bytes_of(out) == expected, partitions


@pytest.mark.usefixtures("spark")
def test_so_has_the_small_corpus_with_lists_and_actors_of_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The executors use the files that the user named, though these lie on the driving machine."""
    lists = tmp_path / "lists"
    lists.mkdir()
    words = shipped_list("credit_words.csv").read_text(encoding="utf-8")
    (lists / "credit_words.csv").write_text(words, encoding="utf-8")
    actors = tmp_path / "actors.csv"
    rows = shipped_list("actors.csv").read_text(encoding="utf-8").splitlines()
    actors.write_text("\n".join(row for row in rows if "France" not in row), encoding="utf-8")
    corpus = write_small_corpus(tmp_path)
    options = Options(trained_mentions=TRAINED_MENTIONS, lists=lists, actors=actors)
    score([corpus], tmp_path / "local", options)
    expected = bytes_of(tmp_path / "local")
    monkeypatch.setattr(cut, "BATCH", SMALL_BATCH)
    for partitions in PARTITIONS:
        out = tmp_path / str(partitions)
        score([corpus], out, replace(options, engine=SPARK, workers=2, partitions=partitions))
        assert bytes_of(out) == expected, partitions


@pytest.mark.usefixtures("spark")
def test_pages_are_read_by_the_executors(sample_folder: Path, tmp_path: Path) -> None:
    """Finishing a page is most of the work of reading: the articles are the same."""
    words = "<p>" + "</p><p>".join(articles_of(1)[0]["text"].split("\n\n")) + "</p>"
    pages = tmp_path / "in"
    pages.mkdir()
    for number in range(260):
        body = f"<html><head><title>Page {number}</title></head><body><article><h1>Page {number}</h1>{words}"
        (pages / f"{number}.html").write_text(f"{body}<p>Number {number}.</p></article></body></html>")
    options = Options(trained_mentions=0, csv=False)
    score([pages], tmp_path / "local", options)
    score([pages], tmp_path / "spark", replace(options, engine=SPARK, workers=2))
    assert bytes_of(tmp_path / "local") == bytes_of(tmp_path / "spark")


def engine_of(session: Any, **changed: str) -> Any:
    """An engine whose executors must have these settings."""
    from scoring.cluster.spark import SparkEngine

    sent = parcel(None, (), settings)
    return SparkEngine(session, replace(sent, expected={**sent.expected, **changed}))


def test_an_item_that_ends_its_process_costs_only_itself(spark: Any, tmp_path: Path) -> None:
    """What kills its process twice by itself is given up; what did so once, by chance, is done."""
    tasks = [(tmp_path, list(range(start, start + 4))) for start in range(0, 16, 4)]
    found = list(engine_of(spark).results("doubling", crew.double, tasks, care=Care()))
    assert [n for numbers, _ in found for n in numbers] == [2 * n for n in range(16) if n != crew.ALWAYS]
    assert [reason for _, faults in found for reason in faults.values()] == [
        "a fault of Masthead, please report it: the process ended while doubling, twice, with this article alone "
        "(probably out of memory)"
    ]


def test_executors_with_another_installation_do_not_measure(spark: Any, tmp_path: Path) -> None:
    """They say what differs, in stages and in regroupings; nothing is measured otherwise in silence."""
    other = engine_of(spark, polars="2.2")
    with pytest.raises(EngineError, match=r"polars is 2\.1 there and 2\.2 here"):
        list(other.results("doubling", crew.double, [(tmp_path, [1])], care=Care()))
    from scoring.compare.gram_buckets import shared_grams_by

    with pytest.raises(EngineError, match=r"polars is 2\.1 there and 2\.2 here"):
        shared_grams_by(other, words_of_two())


def words_of_two() -> Any:
    """The words of two articles that share all of them."""
    from scoring.compare.corpus_words import corpus_words
    from tests.compare.corpora import NOTHING_REPEATED, corpus, prose, tokens_of

    articles = corpus(*({"article_id": name, "outlet": name, "text": prose(1)} for name in "ab"))
    return corpus_words(articles, tokens_of(articles), NOTHING_REPEATED)


def test_what_spark_gives_up_is_one_sentence(spark: Any, tmp_path: Path) -> None:
    """A failure outside any article ends the run, with its own words."""
    with pytest.raises(
        EngineError, match=r"gave up during doubling: .*No space left.*rerun the same command"
    ):
        list(engine_of(spark).results("doubling", crew.fail, [(tmp_path, [1])], care=Care()))


# Fails on one article, and computes for ever on another.
HOSTILE = METRIC.replace(
    "    text, words =",
    "    if 'wheel' in view.document.text: raise ValueError('a wheel came off')\n"
    "    while 'treadmill' in view.document.text: pass\n"
    "    text, words =",
)


@pytest.mark.usefixtures("java")
def test_faulty_articles_are_rejected_as_by_the_local_engine(tmp_path: Path) -> None:
    """A plug-in that raises, an article that takes too long, one that ends its process: three rejects, equal bytes."""
    packages = install(tmp_path, HOSTILE)
    articles = articles_of(18)
    for number, word in ((3, "wheel"), (5, "treadmill"), (13, WORD)):
        articles[number]["text"] += f"\n\nA {word} stood in the yard."
    corpus = write_corpus(tmp_path / "in", articles)
    path = os.pathsep.join(map(str, (packages, ROOT / "tests" / "poison", ROOT)))
    environment = os.environ | {"PYTHONPATH": path, "MASTHEAD_POISON": "scoring.run.measure:parse kill"}
    for engine in ("local", SPARK):
        command = [sys.executable, "-m", "scoring", "score", str(corpus), "--out", str(tmp_path / engine)]
        command += ["--workers", "2", "--trained-mentions", "0", "--article-seconds", "2", "--engine", engine]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "18 articles in = 15 scored + 3 rejected" in done.stdout + done.stderr
    reasons = dict(pl.read_parquet(tmp_path / SPARK / "rejects.parquet").select("row", "reason").iter_rows())
    assert "the metric years_named of the package newsroom-metrics failed" in reasons[4]
    assert "more than 2 seconds of computing" in reasons[6]
    assert "the process ended while measuring, twice" in reasons[14]
    assert bytes_of(tmp_path / "local") == bytes_of(tmp_path / SPARK)
