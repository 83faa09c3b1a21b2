"""A fault of Masthead in one article, in any stage and of any kind, costs that article and nothing else."""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from scoring.run.options import Options
from scoring.run.score import score
from scoring.run.stages import cut
from tests.poison.sitecustomize import BATCH, WORD, poisoned
from tests.run.test_score import body_text, digest

ROOT = Path(__file__).parents[2]
# In batches of different processes; each shares a paragraph with sound articles, so that comparing sees it.
POISONED = (6, 12, 18)
COUNT = 3 * BATCH
SHARED = (
    "The harbour board met behind closed doors for nine hours on the night before and left without a word to the "
    "crowd that had been waiting in the rain for news of the old ferry and of its crew.\n\n"
)
# Tables that speak of the whole run: of what was given and of what was refused.
OF_THE_RUN = ("rejects.csv", "rejects.parquet", "datapackage.json")
PLACES = {
    "reading": "scoring.corpus.finishing.finish:admit",
    "tokenising": "scoring.run.stages.tokenising:_tokenise_rows",
    "comparing": "scoring.compare.facts:find_credits",
    "measuring": "scoring.run.measure:parse",
}


def corpus(folder: Path, *, poisoned: bool, which: Sequence[int] = POISONED, count: int = COUNT) -> Path:
    """A file of articles, with or without the poisoned ones."""
    folder.mkdir(parents=True)
    path = folder / "corpus.jsonl"
    lines = []
    for number in range(count):
        bad = number in which
        if bad and not poisoned:
            continue
        lines.append(
            json.dumps(
                {
                    "id": f"a{number:04}",
                    "outlet": f"Outlet {number % 5}",
                    "date": f"2022-03-{1 + number % 28:02}",
                    "text": (SHARED if number % 3 == 0 else "")
                    + body_text(number)
                    + (f"\nThere was {WORD} in the old lace.\n" if bad else ""),
                }
            )
        )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(path: Path, out: Path, poison: str, workers: int) -> "subprocess.CompletedProcess[str]":
    """The command line on poisoned ground."""
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join((str(ROOT / "tests" / "poison"), str(ROOT))),
        "MASTHEAD_POISON": poison,
    }
    command = [sys.executable, "-m", "scoring", "score", str(path), "--out", str(out)]
    command += ["--workers", str(workers), "--trained-mentions", "0"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def poison(monkeypatch: pytest.MonkeyPatch, stage: str, how: str) -> None:
    """Poison this process, as `run` does its own."""
    module, _, function = PLACES[stage].partition(":")
    place = importlib.import_module(module)
    monkeypatch.setattr(place, function, poisoned(getattr(place, function), how))
    monkeypatch.setattr(cut, "BATCH", BATCH)


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The hashes of a run to which the poisoned articles were never given."""
    folder = tmp_path_factory.mktemp("without")
    score([corpus(folder / "in", poisoned=False)], folder / "out", Options(trained_mentions=0))
    return digest(folder / "out")


def refused(out: Path) -> dict[int, str]:
    """The reasons of the rejects by their line."""
    return dict(pl.read_parquet(out / "rejects.parquet").select("row", "reason").iter_rows())


@pytest.mark.parametrize(
    ("stage", "how", "named"),
    [
        ("reading", "panic", "PanicException while reading: index out of bounds"),
        ("tokenising", "ValueError", "ValueError while tokenising: no ValueError"),
        ("comparing", "panic", "PanicException while comparing: index out of bounds"),
        ("comparing", "memory", "MemoryError while comparing"),
        ("measuring", "recursion", "RecursionError while measuring: maximum recursion depth exceeded"),
        ("measuring", "exit", "SystemError while measuring: no traceback for this one"),
    ],
)
def test_all_else_is_as_if_the_faulty_articles_had_not_been_given(
    stage: str, how: str, named: str, without: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run ends well, each faulty article is a reject that says what happened, every other table is untouched."""
    path = corpus(tmp_path / "in", poisoned=True)
    poison(monkeypatch, stage, how)
    summary = score([path], tmp_path / "out", Options(trained_mentions=0))
    assert (summary.articles_in, summary.rejected, summary.faults) == (COUNT, len(POISONED), len(POISONED))
    found = refused(tmp_path / "out")
    assert sorted(found) == [number + 1 for number in POISONED]
    assert all(reason.startswith("a fault of Masthead, please report it: ") for reason in found.values())
    assert all(named in reason for reason in found.values())
    hashes = digest(tmp_path / "out")
    assert {n: h for n, h in hashes.items() if n not in OF_THE_RUN} == {
        n: h for n, h in without.items() if n not in OF_THE_RUN
    }
    facts = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))["masthead"]
    assert facts["articles_in"] == COUNT
    assert facts["articles_scored"] == COUNT - len(POISONED)
    assert facts["articles_rejected"] == len(POISONED)


def test_several_workers_give_the_same_bytes_and_say_it_aloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever meets the faulty article; the summary counts what failed, and the exit code stays 0."""
    path = corpus(tmp_path / "in", poisoned=True)
    done = run(path, tmp_path / "out2", f"{PLACES['measuring']} panic", 2)
    assert done.returncode == 0, done.stderr
    said = done.stdout + done.stderr
    assert f"{COUNT} articles in = {COUNT - 3} scored + 3 rejected + 0 exact duplicates" in said
    assert "3 articles" in said
    assert "a fault of Masthead" in said
    poison(monkeypatch, "measuring", "panic")
    score([path], tmp_path / "out1", Options(trained_mentions=0))
    assert digest(tmp_path / "out1") == digest(tmp_path / "out2")


def test_an_article_that_kills_its_worker_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Out of memory, say: the batch is tried again article by article, and the others are measured."""
    killer = POISONED[:1]
    sound = corpus(tmp_path / "sound", poisoned=False, which=killer, count=2 * BATCH)
    score([sound], tmp_path / "without", Options(trained_mentions=0))
    path = corpus(tmp_path / "in", poisoned=True, which=killer, count=2 * BATCH)
    monkeypatch.setattr(cut, "BATCH", BATCH)
    monkeypatch.setenv("PYTHONPATH", f"{ROOT / 'tests' / 'poison'}{os.pathsep}{ROOT}")
    monkeypatch.setenv(
        "MASTHEAD_POISON", f"{PLACES['measuring']} kill"
    )  # in the workers; this process is sound
    summary = score([path], tmp_path / "out", Options(trained_mentions=0, workers=2))
    assert summary.faults == 1
    ((row, reason),) = refused(tmp_path / "out").items()
    assert row == killer[0] + 1
    assert "the process ended while measuring, twice" in reason
    hashes, without = digest(tmp_path / "out"), digest(tmp_path / "without")
    assert {n: h for n, h in hashes.items() if n not in OF_THE_RUN} == {
        n: h for n, h in without.items() if n not in OF_THE_RUN
    }


def test_where_every_article_fails_the_run_says_why(tmp_path: Path) -> None:
    """One sentence with the first reason."""
    path = tmp_path / "all.jsonl"
    path.write_text(json.dumps({"id": "a", "text": f"{body_text(3)} {WORD}"}), encoding="utf-8")
    done = run(path, tmp_path / "out", f"{PLACES['measuring']} panic", workers=1)
    assert done.returncode == 1
    assert "No article could be scored" in done.stderr
    assert "PanicException" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
