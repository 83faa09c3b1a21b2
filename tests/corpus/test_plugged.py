"""Readers of other packages: found by their entry points, cleaned and counted like ours, never the end of a run."""

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scoring.corpus import readers
from scoring.corpus.read import read_corpus
from scoring.corpus.schema import Corpus, CorpusError
from scoring.schema import plugins

from .containing import zipped
from .writing import story, write_text

READER = """
from scoring.corpus.contract import Entry, Reader, Refusal, Remark

def read(source, mapping):
    for number, part in enumerate(source.path.read_text(encoding="utf-8").split("%%")[1:], 1):
        if part == "refuse":
            yield Refusal(source.label, number, "it says that it is none")
        else:
            yield Entry(source.label, number, part, page=part.startswith("<html"), article_id=f"{source.stem}-{number}")

READER = Reader("percent", "parts after percent signs", (".pct",), read, begins=(b"%%",))
"""
"""A package's module: a file of parts, each behind two percent signs."""


def install(folder: Path, code: str, name: str = "percent") -> None:
    """Put a package with one reader where Python finds it, as an installer does."""
    (folder / f"masthead_{name}.py").write_text(code, encoding="utf-8")
    info = folder / f"masthead_{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: masthead-{name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{readers.GROUP}]\n{name} = masthead_{name}:READER\n")


def forget() -> None:
    """Look up the entry points anew."""
    plugins.found.cache_clear()
    for remembered in (readers._of_packages, readers._by_kind, readers._by_ending):
        remembered.cache_clear()


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which packages are found."""
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    forget()
    yield folder
    for name in [name for name in sys.modules if name.startswith("masthead_")]:
        del sys.modules[name]
    monkeypatch.undo()
    forget()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with a sound text of a kind of our own."""
    write_text(tmp_path / "in" / "good.txt", story(9))
    return tmp_path / "in"


def read(folder: Path) -> Corpus:
    """Read, and hold the result to its sum."""
    corpus = read_corpus([folder])
    assert corpus.articles_in == corpus.articles.height + corpus.rejects.height + corpus.duplicates.height
    return corpus


def test_its_files_are_read_like_any_other(packages: Path, articles: Path) -> None:
    """Entries pass the same door and the same rejects: damage is mended, a stub is refused, a copy is a duplicate."""
    install(packages, READER)
    odd = story(1).replace(" said", " \u200bsaid\x07")
    write_text(articles / "Echo" / "a.pct", f"%%{odd}%%Too short.%%refuse%%{story(2)}")
    write_text(articles / "Echo" / "b.pct.gz", gzip.compress(f"%%{story(3)}".encode()))
    write_text(articles / "Echo" / "all.zip", zipped({"c.pct": f"%%{story(4)}"}))
    corpus = read(articles)
    told = dict(corpus.articles.select("article_id", "text").rows())
    assert told["a-1"] == story(1)
    assert told["a-4"] == story(2)
    assert told["b-1"] == story(3)
    assert told["c-1"] == story(4)
    assert corpus.rejects.select("row", "reason").rows() == [
        (2, "2 words: fewer than 10 are no article"),
        (3, "it says that it is none"),
    ]


def test_its_bytes_are_known_under_another_name_and_its_ending_is_its_own(
    packages: Path, articles: Path
) -> None:
    """First bytes that it declares make a misnamed file its own, with a note; ours are asked before."""
    install(packages, READER)
    write_text(articles / "a.txt", f"%%{story(1)}%%{story(2)}")
    write_text(articles / "b.pct", f'{{"text": "{story(3)}"}}%%{story(4)}')
    corpus = read(articles)
    assert set(corpus.articles["text"]) == {story(n) for n in (1, 2, 4, 9)}
    assert corpus.notes["note"].to_list() == [
        "not what its name says but parts after percent signs; read as that"
    ]


def test_a_format_that_is_an_archive_inside_is_not_opened_as_one(packages: Path, articles: Path) -> None:
    """Many formats are ZIP archives (.epub): with its ending they go to the reader, whole."""
    whole = '("%%" + " ".join([repr(source.path.read_bytes()[:2])] * 12))'
    install(packages, READER.replace('source.path.read_text(encoding="utf-8")', whole))
    write_text(articles / "a.pct", zipped({"inside.txt": story(1)}))
    corpus = read(articles)
    assert set(corpus.articles["text"]) == {" ".join(["b'PK'"] * 12), story(9)}
    assert corpus.notes.is_empty()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "raise RuntimeError('out of\\nluck')",
            "the package masthead-percent cannot be loaded (RuntimeError: out of)",
        ),
        (
            "import nowhere_to_be_found",
            "cannot be loaded (ModuleNotFoundError: No module named 'nowhere_to_be_found')",
        ),
        ("raise SystemExit(3)", "cannot be loaded (SystemExit: 3)"),
        ("", "cannot be loaded (AttributeError: module 'masthead_percent' has no attribute 'READER')"),
        ("READER = 'delimited'", "it is no scoring.corpus.contract.Reader but of the type str"),
        (READER.replace('".pct"', '".pct", ".csv"'), "another reader has its endings (.csv)"),
        (READER.replace('".pct"', '".gz"'), "another reader has its endings (.gz)"),
        (READER.replace('"percent"', '"json"'), "another reader has its kind 'json'"),
        (READER.replace('(".pct",)', '".pct"'), "its endings are no tuple of endings like '.rtf'"),
        (READER.replace('b"%%"', 'b""'), "`begins` is no tuple of first bytes"),
        (
            READER.replace('(".pct",), read, begins=(b"%%",)', "(), read"),
            "nothing says which files are its own",
        ),
    ],
)
def test_what_cannot_be_used_is_one_sentence(code: str, said: str, packages: Path, articles: Path) -> None:
    """A package that cannot be loaded, or declares what is taken, costs a note under its name; all else is read."""
    install(packages, code)
    write_text(articles / "table.csv", f'text\n"{story(1)}"\n')
    corpus = read(articles)
    assert set(corpus.articles["text"]) == {story(1), story(9)}
    [(file, note)] = corpus.notes.select("file", "note").rows()
    assert file == "masthead-percent"
    assert note.startswith("the reader percent is not used: ")
    assert said in note


def test_an_error_names_the_reader_that_is_missing(packages: Path, tmp_path: Path) -> None:
    """Where nothing can be read, the sentence on the package stands in the error as well."""
    install(packages, "import nowhere_to_be_found")
    write_text(tmp_path / "in" / "a.pct", f"%%{story(1)}")
    with pytest.raises(
        CorpusError, match=r"No article in .*Of masthead-percent, the reader percent is not used"
    ):
        read_corpus([tmp_path / "in"])


def test_of_two_with_one_ending_the_first_by_name_is_used(packages: Path, articles: Path) -> None:
    """Which it is does not depend on the order of the disk."""
    install(packages, READER.replace('"percent"', '"later"'), "zebra")
    install(packages, READER)
    write_text(articles / "a.pct", f"%%{story(1)}")
    corpus = read(articles)
    assert corpus.articles.height == 2
    assert corpus.notes.select("file", "note").rows() == [
        ("masthead-zebra", "the reader zebra is not used: another reader has its endings (.pct)")
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            "raise ValueError('bad part\\nand more')",
            "failed: ValueError: bad part (what comes after in this file is lost)",
        ),
        ("raise SystemExit('bye')", "failed: SystemExit: bye (what comes after in this file is lost)"),
        ("raise PermissionError(13, 'Permission denied')", "cannot be read: Permission denied"),
        ("yield 'text'", "gives str in the place of an Entry, a Refusal or a Remark"),
        (
            "yield Entry(source.label, 2, b'bytes')",
            "gives a record whose text is not of the declared type (Entry)",
        ),
        (
            "yield Entry(source.label, 1 << 70, 'x')",
            "gives a record whose row is not of the declared type (Entry)",
        ),
        ("yield Entry('other.pct', 2, 'x')", "gives a record of a file that it does not read"),
        ("yield Refusal(source.label, 2, 'half a pair: \\ud800', ours=True)", "half a pair: ?"),
    ],
)
def test_what_it_does_wrong_with_a_file_is_one_reject(
    line: str, reason: str, packages: Path, articles: Path
) -> None:
    """What a reader raises or gives refuses the rest of its file; what came before is read, and no fault is ours."""
    install(
        packages,
        READER.replace(
            "    for number",
            f"    yield Entry(source.label, 1, source.path.read_text())\n    {line}\n    for number",
        ),
    )
    write_text(articles / "a.pct", story(1))
    corpus = read(articles)
    assert set(corpus.articles["text"]) == {story(1), story(9)}
    assert corpus.rejects.height == 1
    assert corpus.rejects["reason"][0].endswith(reason)
    assert corpus.faults == 0


def test_a_file_in_which_it_finds_nothing_is_spoken_of(packages: Path, articles: Path) -> None:
    """No file goes without a word."""
    install(packages, READER)
    write_text(articles / "a.pct", story(1))
    assert read(articles).rejects["reason"].to_list() == [
        "the reader percent of the package masthead-percent found no article in it"
    ]


def test_a_failing_look_at_bytes_is_noted_and_the_name_believed(packages: Path, articles: Path) -> None:
    """`recognise` may fail as well; of many files that is one note."""
    failing = READER.replace("begins=", "recognise=lambda head: 1 / 0, begins=")
    install(packages, failing)
    for number in range(7):
        write_text(articles / f"{number}.txt", story(number))
    write_text(articles / "its own.pct", f"\n%%{story(8)}")
    corpus = read(articles)
    assert corpus.articles.height == 9
    assert corpus.notes["note"].to_list() == [
        "8 files could not be looked at by the reader of parts after percent signs "
        "(ZeroDivisionError: division by zero); read as their names say"
    ]


def test_several_processes_give_the_same(
    packages: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its pages are finished in two processes as in one."""
    install(packages, READER)
    monkeypatch.setattr("scoring.corpus.read._BATCH", 4)
    pages = "".join(f"%%<html><body><p>{story(n)}</p></body></html>" for n in range(20))
    write_text(articles / "a.pct", f"{pages}%%refuse%%Too short.")
    one, two = read_corpus([articles]), read_corpus([articles], workers=2)
    assert one.articles.height == 21
    assert one.rejects.height == 2
    for frame in ("articles", "rejects", "notes"):
        assert_frame_equal(getattr(one, frame), getattr(two, frame))


def test_a_whole_run_with_two_workers(packages: Path, articles: Path, tmp_path: Path) -> None:
    """`masthead score --workers 2` scores its articles and lists what its reader could not read."""
    install(packages, READER)
    write_text(articles / "a.pct", "".join(f"%%{story(n)}" for n in range(3)) + "%%refuse")
    write_text(articles / "b.pct", story(4))
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(packages), str(root)))}
    command = [
        sys.executable,
        "-m",
        "scoring",
        "score",
        str(articles),
        "--out",
        str(tmp_path / "out"),
        "--workers",
        "2",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    scored = pl.read_parquet(tmp_path / "out" / "articles.parquet")
    assert sorted(scored["article_id"].to_list()) == ["a-1", "a-2", "a-3", "good"]
    rejects = pl.read_parquet(tmp_path / "out" / "rejects.parquet")
    assert sorted(rejects["file"].to_list()) == ["in/a.pct", "in/b.pct"]
