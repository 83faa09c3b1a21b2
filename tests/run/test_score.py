"""The whole way, on small corpora: what goes in comes out, the same every time, whatever happens on the way."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import frictionless
import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scoring.catalogue.find import catalogue
from scoring.run import score as spine
from scoring.run import settings
from scoring.run.options import Options
from scoring.run.score import Summary, score
from scoring.run.stages import cut, measuring
from scoring.run.stages.cut import BATCH
from scoring.schema.csv_files import read_csv
from scoring.schema.tables import all_tables

WITHOUT_TRAINED = Options(trained_mentions=0)


def digest(folder: Path) -> dict[str, str]:
    """A hash of each table of a scores folder and of its description."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


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
    for table in all_tables(catalogue()):
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


def articles_of(count: int) -> list[dict[str, str]]:
    """Invented articles of five outlets over four weeks."""
    return [
        {
            "id": f"a{n:04}",
            "outlet": f"Outlet {n % 5}",
            "date": f"2022-03-{1 + n % 28:02}",
            "text": body_text(n),
        }
        for n in range(count)
    ]


def in_batches_of(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make several batches of a small corpus."""
    monkeypatch.setattr(cut, "BATCH", size)
    monkeypatch.setattr(spine, "BATCH", size)


def test_workers_do_not_change_a_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes and many batches give the bytes that one process and one batch give."""
    path = write_corpus(tmp_path / "in", articles_of(40))
    score([path], tmp_path / "one", Options(trained_mentions=0, workers=1))
    in_batches_of(9, monkeypatch)
    score([path], tmp_path / "two", Options(trained_mentions=0, workers=2))
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_articles_of_two_real_batches_are_all_there(tmp_path: Path) -> None:
    """One article more than fits a batch, at the batch's real size."""
    short = [a | {"text": a["text"][:110]} for a in articles_of(BATCH + 1)]
    summary = score(
        [write_corpus(tmp_path / "in", short)], tmp_path / "out", Options(trained_mentions=0, csv=False)
    )
    assert summary.scored == BATCH + 1
    assert pl.read_parquet(tmp_path / "out" / "texts.parquet")["article_id"].to_list() == [
        a["id"] for a in short
    ]


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
    summary = score([write_corpus(tmp_path, articles)], tmp_path / "out", WITHOUT_TRAINED)
    assert summary.outlets == 0
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


SMALL = 16  # articles of a batch in runs that are stopped
KILLED_RUN = """
import os, signal, sys
from pathlib import Path
import polars
from scoring.run import score
from scoring.run.options import Options
from scoring.run.stages import cut

source, out, moment, name = sys.argv[1:]
cut.BATCH = score.BATCH = int(os.environ["SMALL"])

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def after(stage, done, total):
    if moment == "after" and f"{stage} {done}" == name:
        die()

write = polars.DataFrame.write_parquet

def halfway(frame, path, **options):
    if moment == "writing" and name in str(path):
        Path(path).write_bytes(b"PAR1 and no more")
        die()
    write(frame, path, **options)

polars.DataFrame.write_parquet = halfway
if moment == "built":
    score.put_in_place = lambda built, target: die()
score.score([Path(source)], Path(out), Options(trained_mentions=0), after)
"""
MOMENTS = (
    "writing tokens-00001",
    "after comparing 1",
    "writing measured-00001.writing/layers",
    "built .",
)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A corpus, and the hashes of a run over it that nothing stopped."""
    folder = tmp_path_factory.mktemp("undisturbed")
    path = write_corpus(folder / "in", articles_of(3 * SMALL))
    score([path], folder / "out", WITHOUT_TRAINED)
    return path, digest(folder / "out")


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_run_is_resumed_and_gives_the_same_bytes(
    moment: str, undisturbed: tuple[Path, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGKILL at a moment: no scores folder is seen, finished batches stay, and the end is the same."""
    path, expected = undisturbed
    out = tmp_path / "out"
    command = [sys.executable, "-c", KILLED_RUN, str(path), str(out), *moment.split(" ", 1)]
    ended = subprocess.run(command, env=os.environ | {"SMALL": str(SMALL)}, capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert not out.exists()
    (work,) = tmp_path.glob(".out.partial-*")
    finished = [p.name for p in work.iterdir() if p.suffix != ".writing"]
    in_batches_of(SMALL, monkeypatch)
    again = RecordedProgress()
    score([path], out, WITHOUT_TRAINED, again)
    assert digest(out) == expected
    for stage, kept in (("tokenising", "tokens-"), ("measuring", "measured-")):
        assert again.first[stage] == sum(name.startswith(kept) for name in finished)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


class RecordedProgress:
    """Remembers how much of each stage was done when it began."""

    def __init__(self) -> None:
        self.first: dict[str, int] = {}

    def __call__(self, stage: str, done: int, _total: int) -> None:
        self.first.setdefault(stage, done)


class StoppedError(Exception):
    """Somebody has had enough."""


def stop_at(stage: str) -> RecordedProgress:
    """A progress that ends the run when a stage begins."""

    class Stop(RecordedProgress):
        def __call__(self, reached: str, done: int, total: int) -> None:
            super().__call__(reached, done, total)
            if reached == stage:
                raise StoppedError

    return Stop()


OWN_ACTORS = "actor_id,name,kind,aliases\nharbour,Harbour Board,organisation,{aliases}\n"


def measured_before(path: Path, out: Path, options: Options) -> int:
    """How many batches a run finds measured by the run that was stopped before it."""
    seen = stop_at("measuring")
    with pytest.raises(StoppedError):
        score([path], out, options, seen)
    return seen.first["measuring"]


def test_a_run_goes_on_only_where_nothing_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was measured with other actors, lists, texts, bounds or another program is not taken for this run's."""
    in_batches_of(2, monkeypatch)
    path = write_corpus(tmp_path / "in", articles_of(4))
    actors = tmp_path / "actors.csv"
    actors.write_text(OWN_ACTORS.format(aliases=""), encoding="utf-8")
    own = Options(trained_mentions=0, actors=actors)
    out = tmp_path / "out"

    def measure_all(options: Options) -> None:
        with pytest.raises(StoppedError):
            score([path], out, options, stop_at("aggregating"))

    measure_all(own)
    assert measured_before(path, out, own) == 2
    assert measured_before(path, out, WITHOUT_TRAINED) == 0, "the shipped actors in place of the user's"
    measure_all(own)
    with monkeypatch.context() as other:
        other.setattr(settings, "lists_digest", lambda: "other lists")
        assert measured_before(path, out, own) == 0, "other lists"
    measure_all(own)
    with monkeypatch.context() as other:
        other.setattr(settings, "program_version", lambda: "another version")
        assert measured_before(path, out, own) == 0, "another version of the program"
    measure_all(own)
    assert measured_before(path, out, replace(own, trained_mentions=1)) == 0, "another bound of mentions"
    measure_all(own)
    assert measured_before(path, out, replace(own, article_seconds=7)) == 0, "another bound of time"
    measure_all(own)
    write_corpus(tmp_path / "in", [a | {"text": a["text"] + "It rained."} for a in articles_of(4)])
    assert measured_before(path, out, own) == 0, "other texts"


def test_a_changed_file_of_actors_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same path with other actors in it: what the first actors gave does not come back."""
    from scoring.actors import gazetteer

    path = write_corpus(tmp_path / "in", articles_of(4))
    actors, out = tmp_path / "actors.csv", tmp_path / "out"
    actors.write_text(OWN_ACTORS.format(aliases=""), encoding="utf-8")
    options = Options(trained_mentions=0, actors=actors)
    with pytest.raises(StoppedError):
        score([path], out, options, stop_at("aggregating"))
    actors.write_text(
        "actor_id,name,kind,surnames\nberg,Anna Berg,person,Berg\nchina,China,state,\n", encoding="utf-8"
    )
    gazetteer._load.cache_clear()  # a new process has read nothing yet
    measuring._instruments.cache_clear()
    assert measured_before(path, out, options) == 0
    score([path], out, options)
    found = set(pl.read_parquet(out / "mentions.parquet")["actor"])
    assert "china" in found
    assert "harbour" not in found


def test_unfinished_runs_to_the_same_target_are_cleared_away(tmp_path: Path) -> None:
    """A run of other options leaves no second work folder behind, and touches those of other targets."""
    path = write_corpus(tmp_path / "in", articles_of(2))
    for seconds in (5, 6):
        with pytest.raises(StoppedError):
            score(
                [path],
                tmp_path / "out",
                replace(WITHOUT_TRAINED, article_seconds=seconds),
                stop_at("measuring"),
            )
        assert len(list(tmp_path.glob(".out.partial-*"))) == 1
    with pytest.raises(StoppedError):
        score([path], tmp_path / "elsewhere", WITHOUT_TRAINED, stop_at("measuring"))
    assert len(list(tmp_path.glob(".*.partial-*"))) == 2
    score([path], tmp_path / "out", WITHOUT_TRAINED)
    assert [p.name for p in tmp_path.glob(".*")] == [p.name for p in tmp_path.glob(".elsewhere.partial-*")]


def test_a_small_corpus_is_read_whole_by_the_trained_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a bound all mentions of a small corpus are read, a few of each article of a large one."""
    monkeypatch.setattr(measuring, "shipped_reader", lambda: NEUTRAL)
    measuring._instruments.cache_clear()
    path = write_corpus(tmp_path / "in", articles_of(3))
    score([path], tmp_path / "small", Options())
    assert pl.read_parquet(tmp_path / "small" / "mentions.parquet")["trained"].null_count() == 0
    monkeypatch.setattr(spine, "READ_WHOLE", 2)
    score([path], tmp_path / "large", Options())
    read = pl.read_parquet(tmp_path / "large" / "mentions.parquet").drop_nulls("trained")
    assert set(read.group_by("article_id").len()["len"]) == {spine.READ_FEW}
    facts = [
        json.loads((tmp_path / name / "datapackage.json").read_text(encoding="utf-8"))["masthead"]
        for name in ("small", "large")
    ]
    assert [f["trained_mentions_per_article"] for f in facts] == ["all", spine.READ_FEW]
    measuring._instruments.cache_clear()


class NeutralReader:
    """Stands in for the trained reader."""

    def read(self, items: Sequence[object]) -> np.ndarray:
        return np.tile([0.0, 1.0, 0.0], (len(items), 1))


NEUTRAL = NeutralReader()


def test_the_folder_says_what_it_was_made_from(tmp_path: Path) -> None:
    """The description gives the sum of the run and whether lists were the user's own; another text, another hash."""
    actors = tmp_path / "actors.csv"
    actors.write_text(OWN_ACTORS.format(aliases=""), encoding="utf-8")
    articles = articles_of(3)
    rows = [*articles, articles[0], {"id": "x", "text": "Too short."}]
    facts = []
    for options, given in (
        (WITHOUT_TRAINED, rows),
        (replace(WITHOUT_TRAINED, actors=actors), rows),
        (WITHOUT_TRAINED, [rows[0] | {"outlet": "Other"}, *rows[1:]]),
    ):
        score([write_corpus(tmp_path / "in", given)], tmp_path / "out", options)
        facts.append(
            json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))["masthead"]
        )
    first, owned, other = facts
    told = ("articles_in", "articles_scored", "articles_rejected", "exact_duplicates")
    assert [first[name] for name in told] == [5, 3, 1, 1]
    assert (first["actors"], owned["actors"], first["weights"], first["reference"]) == (
        "shipped",
        "own",
        "shipped",
        "shipped",
    )
    assert first["trained_mentions_per_article"] == 0
    assert first["input"] == owned["input"] != other["input"]


@pytest.mark.parametrize("name", ["actors", "weights", "reference", "groups"])
def test_a_faulty_list_is_told_before_anything_is_read(name: str, tmp_path: Path) -> None:
    """A list of the user's own that cannot be used ends the run at once, and leaves nothing behind."""
    path = write_corpus(tmp_path / "in", articles_of(2))
    (tmp_path / "list.csv").write_text("this,is\nno,list\n", encoding="utf-8")
    seen = RecordedProgress()
    with pytest.raises(ValueError, match=r"list\.csv"):
        score([path], tmp_path / "out", Options(trained_mentions=0, **{name: tmp_path / "list.csv"}), seen)
    assert seen.first == {}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "list.csv"]


def test_an_earlier_scores_folder_is_replaced(tmp_path: Path) -> None:
    """Scoring again to the same target leaves the new scores, none of the old, and what the user laid there."""
    first = write_corpus(tmp_path / "in", articles_of(3))
    score([first], tmp_path / "out", WITHOUT_TRAINED)
    (tmp_path / "out" / "evidence.csv").write_text("old", encoding="utf-8")
    (tmp_path / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    score([write_corpus(tmp_path / "in", articles_of(2))], tmp_path / "out", WITHOUT_TRAINED)
    assert pl.read_parquet(tmp_path / "out" / "articles.parquet").height == 2
    assert not (tmp_path / "out" / "evidence.csv").exists()
    assert (tmp_path / "out" / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out"]


def test_progress_tells_each_stage_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each stage begins at nought and ends at its total, in the order of the spine."""
    in_batches_of(2, monkeypatch)
    told: list[tuple[str, int, int]] = []
    path = write_corpus(tmp_path / "in", articles_of(5))
    score([path], tmp_path / "out", WITHOUT_TRAINED, lambda *given: told.append(given))
    order = list(dict.fromkeys(stage for stage, _, _ in told))
    assert order == ["reading", "tokenising", "comparing", "measuring", "aggregating"]
    for stage in order[1:]:
        done = [d for s, d, _ in told if s == stage]
        assert done[0] == 0
        assert done == sorted(done)
        assert done[-1] == next(total for s, _, total in told if s == stage)


def test_names_in_headlines_tell_stories(tmp_path: Path) -> None:
    """A headline that the text does not begin with lends its names to the story."""
    bodies = [
        "The {0} came late to the old hall and left at noon without a word about the {0} or the {1}.",
        "Nobody at the quay had seen the {1} that the guards of the {0} had carried down to the water.",
    ]
    titles = (
        "Okafor, Ilic and Berg sign Kestrel treaty in Lisbon",
        "Kestrel treaty: Berg, Ilic, Okafor in Lisbon",
    )
    rows = [
        {
            "id": f"s{n}",
            "outlet": f"Outlet {n}",
            "date": "2022-03-01",
            "title": titles[n],
            "text": bodies[n].format("guests", "lantern"),
        }
        for n in range(2)
    ]
    others = [a | {"date": "2022-03-01"} for a in articles_of(12)]
    score([write_corpus(tmp_path / "in", rows + others)], tmp_path / "out", WITHOUT_TRAINED)
    story = dict(
        pl.read_parquet(tmp_path / "out" / "articles.parquet").select("article_id", "story_id").iter_rows()
    )
    assert story["s0"] == story["s1"]
