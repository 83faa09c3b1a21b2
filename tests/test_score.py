"""The whole way, on small corpora: what goes in comes out, the same every time, whatever happens on the way."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import frictionless
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scoring.export.csv_files import read_csv
from scoring.export.tables import all_tables
from scoring.score import BATCH, Options, Summary, score

WITHOUT_TRAINED = Options(trained_mentions=0)


def digest(folder: Path) -> dict[str, str]:
    """A hash of each file of a scores folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def write_corpus(folder: Path, articles: list[dict[str, str]], name: str = "corpus.jsonl") -> Path:
    """A JSON-lines file of articles."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("".join(pl.DataFrame([a]).write_ndjson() for a in articles), encoding="utf-8")
    return path


def test_articles_in_are_scored_rejected_or_duplicates(sample_scores: Path, sample_summary: Summary) -> None:
    """Nothing is dropped in silence."""
    s = sample_summary
    assert s.articles_in == s.scored + s.rejected + s.duplicates
    assert pl.read_parquet(sample_scores / "articles.parquet").height == s.scored
    assert pl.read_parquet(sample_scores / "rejects.parquet").height == s.rejected
    assert pl.read_parquet(sample_scores / "duplicates.parquet").height == s.duplicates


def test_every_declared_table_is_there_and_reads_back(sample_scores: Path) -> None:
    """Each table's CSV read back is the frame that was written, and its Parquet twin is the same."""
    for table in all_tables():
        twin = pl.read_parquet(sample_scores / f"{table.name}.parquet")
        assert twin.schema == table.schema
        if table.csv:
            assert_frame_equal(read_csv(sample_scores / f"{table.name}.csv", table), twin)


def test_the_data_package_is_valid(sample_scores: Path) -> None:
    """The frictionless library finds no fault with the description or with any CSV against it."""
    report = frictionless.validate(str(sample_scores / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])[:5]


def test_evidence_lies_inside_its_article(sample_scores: Path) -> None:
    """Every span of evidence reads back from the stored text."""
    texts = dict(pl.read_parquet(sample_scores / "texts.parquet").iter_rows())
    evidence = pl.read_parquet(sample_scores / "evidence.parquet")
    assert evidence.height > 1000
    for article_id, start, end, text in evidence.select("article_id", "start", "end", "text").iter_rows():
        assert texts[article_id][start:end].startswith(text or "")


def test_workers_do_not_change_a_byte(sample_folder: Path, tmp_path: Path) -> None:
    """Two processes and many batches give the bytes that one process gives."""
    articles = [
        {
            "id": f"a{n:04}",
            "outlet": f"Outlet {n % 5}",
            "date": f"2022-03-{1 + n % 28:02}",
            "text": body_text(n),
        }
        for n in range(2 * BATCH + 7)
    ]
    path = write_corpus(tmp_path / "in", articles)
    score([path], tmp_path / "one", Options(trained_mentions=0, workers=1))
    score([path], tmp_path / "two", Options(trained_mentions=0, workers=2))
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def body_text(number: int) -> str:
    """An invented article; a few of them share a paragraph."""
    names = ("Anna Berg", "Tomas Ilic", "Ruth Okafor", "Wei Lan", "Paulo Reis")
    towns = ("Geneva", "Accra", "Lisbon", "Kabul", "Oslo")
    name, town = names[number % 5], towns[number // 5 % 5]
    shared = (
        "The harbour board met behind closed doors for nine hours and left without a word to the crowd.\n\n"
    )
    return (
        f"{name} opened meeting number {number} in {town} on Tuesday before some {number * 37} people.\n\n"
        f'"We will not leave {town} until item {number} is settled," {name.split()[1]} told reporters.\n\n'
        + (shared if number % 7 == 0 else "")
        + f"Officials of China and the United States said that file {number} would be read within {number} days.\n"
    )


def test_order_of_input_does_not_change_a_byte(tmp_path: Path) -> None:
    """The same articles in another order, cut into other files, give the same scores."""
    articles = [
        {"id": f"a{n}", "outlet": f"Outlet {n % 3}", "date": f"2022-03-{1 + n % 28:02}", "text": body_text(n)}
        for n in range(40)
    ]
    first = write_corpus(tmp_path / "first", articles)
    write_corpus(tmp_path / "second", articles[25:][::-1], "z.jsonl")
    write_corpus(tmp_path / "second", articles[:25], "a.jsonl")
    score([first], tmp_path / "one", WITHOUT_TRAINED)
    score([tmp_path / "second"], tmp_path / "two", WITHOUT_TRAINED)
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_an_unknown_outlet_is_kept_but_never_averaged(tmp_path: Path) -> None:
    """An article without an outlet is scored as an article and appears in no outlet's row."""
    articles = [{"id": f"a{n}", "text": body_text(n)} for n in range(8)]
    score([write_corpus(tmp_path, articles)], tmp_path / "out", WITHOUT_TRAINED)
    assert pl.read_parquet(tmp_path / "out" / "articles.parquet").height == 8
    assert pl.read_parquet(tmp_path / "out" / "scores.parquet").is_empty()
    assert pl.read_parquet(tmp_path / "out" / "outlets.parquet").is_empty()


def test_texts_in_other_languages_get_only_what_holds_for_them(sample_scores: Path) -> None:
    """A German article has an originality and no tone."""
    foreign = pl.read_parquet(sample_scores / "articles.parquet").filter(
        pl.col("language").is_in(["de", "es"])
    )
    assert foreign.height >= 2
    assert foreign["reprint_originality"].null_count() == 0
    assert foreign["sourcing_density"].null_count() == foreign.height
    assert foreign["readability"].null_count() == foreign.height


def test_a_folder_of_other_files_is_not_overwritten(tmp_path: Path) -> None:
    """A target that holds something else is refused, and left as it was."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("keep", encoding="utf-8")
    path = write_corpus(tmp_path, [{"id": "a", "text": body_text(1)}])
    with pytest.raises(ValueError, match="holds other files"):
        score([path], tmp_path / "mine", WITHOUT_TRAINED)
    assert (tmp_path / "mine" / "thesis.txt").read_text(encoding="utf-8") == "keep"


KILL_AFTER = ("tokens-00001.parquet", "passages.parquet", "measured-00001", "scores")


@pytest.mark.parametrize("stage", KILL_AFTER)
def test_a_killed_run_is_resumed_and_gives_the_same_bytes(stage: str, tmp_path: Path) -> None:
    """SIGKILL once a stage has begun: no scores folder is seen, finished batches stay, and the end is the same."""
    articles = [
        {
            "id": f"a{n:04}",
            "outlet": f"Outlet {n % 5}",
            "date": f"2022-03-{1 + n % 28:02}",
            "text": body_text(n),
        }
        for n in range(3 * BATCH)
    ]
    path = write_corpus(tmp_path / "in", articles)
    out = tmp_path / "out"
    command = [
        sys.executable,
        "-m",
        "scoring",
        "score",
        str(path),
        "--out",
        str(out),
        "--workers",
        "1",
        "--trained-mentions",
        "0",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    work = wait_for(tmp_path, stage, process)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not out.exists()
    finished = {
        p.name: p.stat().st_mtime_ns for p in work.iterdir() if p.suffix != ".writing" and p.name != "scores"
    }
    score([path], tmp_path / "undisturbed", WITHOUT_TRAINED)
    again = RecordedProgress()
    score([path], out, WITHOUT_TRAINED, again)
    assert digest(out) == digest(tmp_path / "undisturbed")
    assert again.first["tokenising"] == sum(name.startswith("tokens-") for name in finished)
    assert again.first["measuring"] == sum(name.startswith("measured-") for name in finished)


class RecordedProgress:
    """Remembers how much of each stage was done when it began."""

    def __init__(self) -> None:
        self.first: dict[str, int] = {}

    def __call__(self, stage: str, done: int, _total: int) -> None:
        self.first.setdefault(stage, done)


def wait_for(folder: Path, name: str, process: "subprocess.Popen[bytes]") -> Path:
    """Wait until a run's work folder holds `name`; returns the work folder."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        for work in folder.glob(".out.partial-*"):
            if (work / name).exists():
                return work
        if process.poll() is not None:
            pytest.fail(f"the run ended before {name} was there")
        time.sleep(0.002)
    pytest.fail(f"{name} did not appear")
