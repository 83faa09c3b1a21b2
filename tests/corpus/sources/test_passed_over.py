"""What is not read: Masthead's own results, hidden files, what cannot be opened; and names of any kind."""

import json
import os
import socket
from collections.abc import Sequence
from pathlib import Path

import pytest

from scoring.corpus.schema import CorpusError
from scoring.corpus.sources.scores_folder import DESCRIPTION
from scoring.run.score import score
from scoring.schema.datapackage import FILE_NAME, write_package

from ..containing import files, notes, read, reasons, table, tarred, zipped
from ..writing import story, write_text

OWN = {"name": "masthead-scores", "masthead": {"format": 1}}


def scores_folder(folder: Path) -> Path:
    """A folder like those that Masthead writes, whose evidence has a column of text."""
    folder.mkdir(parents=True)
    write_package(folder, OWN)
    write_text(folder / "evidence.csv", table(70, 71))
    return folder


def test_the_description_is_called_what_it_is_called() -> None:
    """The reader knows the name under which the writer describes a scores folder."""
    assert DESCRIPTION == FILE_NAME


def test_results_beside_the_articles_are_not_read(tmp_path: Path) -> None:
    """A scores folder, a copy of one and an unfinished one below the given folder; articles beside them are."""
    write_text(tmp_path / "Echo" / "a.txt", story(1))
    scores_folder(tmp_path / "scores")
    scores_folder(tmp_path / "Echo" / "copy")
    write_text(tmp_path / ".scores.partial-0123456789abcdef" / "articles-00000.csv", table(72))
    write_text(tmp_path / ".scores.old" / "evidence.csv", table(73))
    corpus = read(tmp_path)
    assert files(corpus) == [f"{tmp_path.name}/Echo/a.txt"]
    assert not corpus.rejects.height
    root, own = tmp_path.name, "a folder of Masthead's results, which are no articles; not read"
    assert {
        (f"{root}/scores", own),
        (f"{root}/Echo/copy", own),
        (root, "2 hidden not read: .scores.old/, .scores.partial-0123456789abcdef/"),
    } <= set(corpus.notes.select("file", "note").rows())


def test_the_folder_to_write_to_is_not_read(tmp_path: Path) -> None:
    """Whatever it holds, also when it is reached by a link."""
    write_text(tmp_path / "a.txt", story(1))
    write_text(tmp_path / "out" / "b.txt", story(2))
    (tmp_path / "link").symlink_to(tmp_path / "out")
    corpus = read(tmp_path, passed_over=[tmp_path / "out"])
    assert files(corpus) == [f"{tmp_path.name}/a.txt"]
    assert "the folder that the results go to; not read" in notes(corpus)


def test_scoring_tells_the_reader_where_it_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder given as `--out` is one of those that are not read."""
    told: list[Path] = []

    def reader(_: object, *, passed_over: Sequence[Path], **__: object) -> None:
        told.extend(passed_over)
        raise CorpusError("enough")

    monkeypatch.setattr("scoring.run.score.gather", reader)
    with pytest.raises(CorpusError, match="enough"):
        score([tmp_path], tmp_path / "out")
    assert told == [tmp_path / "out"]


@pytest.mark.parametrize("below", ["", "evidence.csv", DESCRIPTION])
def test_results_that_are_given_are_one_clear_error(below: str, tmp_path: Path) -> None:
    """A scores folder or a file in it, given as the only path; beside articles it is passed over."""
    given = scores_folder(tmp_path / "scores") / below
    with pytest.raises(CorpusError, match="Masthead's own results"):
        read(given)
    article = write_text(tmp_path / "a.txt", story(1))
    corpus = read(article, given)
    assert files(corpus) == ["a.txt"]
    assert "a folder of Masthead's results, or part of one; not read" in notes(corpus)


def test_an_unfinished_run_that_is_given_is_refused(tmp_path: Path) -> None:
    """The hidden folder in which results are built holds the articles' texts, and is no corpus."""
    write_text(tmp_path / ".scores.partial-0123456789abcdef" / "articles-00000.csv", table(1))
    with pytest.raises(CorpusError, match="Masthead's own results"):
        read(tmp_path / ".scores.partial-0123456789abcdef")


def test_the_data_package_of_somebody_else_is_read(tmp_path: Path) -> None:
    """Only Masthead's own description makes a scores folder, a damaged one included."""
    write_text(tmp_path / "theirs" / DESCRIPTION, json.dumps({"name": "harbour-news", "resources": []}))
    write_text(tmp_path / "theirs" / "news.csv", table(1))
    damaged = json.dumps(OWN)[:-5]
    write_text(tmp_path / "ours" / DESCRIPTION, damaged)
    write_text(tmp_path / "ours" / "evidence.csv", table(2))
    assert files(read(tmp_path)) == [f"{tmp_path.name}/theirs/news.csv"]


def test_results_in_an_archive_are_not_read(tmp_path: Path) -> None:
    """A packed scores folder, wherever its description stands among the members."""
    members: dict[str, bytes | str] = {
        "scores/evidence.csv": table(5),
        f"scores/{DESCRIPTION}": json.dumps(OWN),
        "a.txt": story(1),
    }
    write_text(tmp_path / "1" / "a.zip", zipped(members))
    write_text(tmp_path / "1" / "b.tar", tarred({**members, "a.txt": story(2)}))
    corpus = read(tmp_path / "1")
    assert files(corpus) == ["1/a.zip/a.txt", "1/b.tar/a.txt"]
    assert notes(corpus).count("a folder of Masthead's results") == 2


def test_paths_that_give_nothing_do_not_end_the_run(tmp_path: Path) -> None:
    """`FOLDER/*` also names a licence and an empty folder: one is refused, one noted, the rest is read."""
    write_text(tmp_path / "a.txt", story(1))
    write_text(tmp_path / "LICENSE", "Do what you like.")
    (tmp_path / "empty").mkdir()
    corpus = read(*sorted(tmp_path.iterdir()))
    assert files(corpus) == ["a.txt"]
    assert corpus.rejects.select("file", "reason").rows() == [
        ("LICENSE", "no kind of file that is read; convert it")
    ]
    assert ("empty", "holds no file of a kind that is read") in corpus.notes.select("file", "note").rows()


def test_a_given_file_of_unknown_ending_is_told_by_its_bytes(tmp_path: Path) -> None:
    """An archive or JSON without an ending is read when it is named, not when it merely lies in a folder."""
    path = write_text(tmp_path / "x" / "export", json.dumps([{"text": story(1)}]))
    assert read(path).articles.height == 1
    write_text(tmp_path / "x" / "a.txt", story(2))
    assert "1 with no ending not read" in notes(read(tmp_path / "x"))


def test_hidden_files_are_named(tmp_path: Path) -> None:
    """Hidden files and folders, lock files of office programs and the system's own are counted in one note."""
    write_text(tmp_path / "a.txt", story(1))
    for name in (".b.txt", "~$c.xlsx", "Thumbs.db", ".git/d.txt", "e/.f.txt", "e/g.txt"):
        write_text(tmp_path / name, story(2))
    corpus = read(tmp_path)
    assert len(files(corpus)) == 2
    assert notes(corpus).splitlines()[0] == "5 hidden not read: .b.txt, .git/, Thumbs.db, e/.f.txt, ~$c.xlsx"


def test_names_in_any_bytes(tmp_path: Path) -> None:
    """Names in Latin-1, decomposed, with control characters or brackets: valid labels, all different."""
    names = [
        b"caf\xe9.txt",
        "caf\u00e9.txt".encode(),
        "cafe\u0301.txt".encode(),
        b"two\nlines.txt",
        b"two\x1blines.txt",
        b"[x] %s {y}.txt",
        b"\xff\xfe\xfd.txt",
        b"x" * 240 + b".txt",
        b"Zeit\xfcng/a.txt",
    ]
    for number, name in enumerate(names):
        path = os.fsencode(tmp_path) + b"/" + name
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - names in bytes
        Path(os.fsdecode(path)).write_text(story(number))
    corpus = read(tmp_path)
    assert corpus.articles.height == corpus.articles["file"].n_unique() == len(names)
    shown = {file.removeprefix(f"{tmp_path.name}/") for file in files(corpus)}
    assert {"café.txt", "café (2).txt", "café (3).txt", "two_lines.txt", "two_lines (2).txt"} <= shown
    assert corpus.articles.filter(outlet="Zeitüng").height == 1
    assert all(name.isprintable() for name in shown)
    assert "3 names of files or folders are not UTF-8; read as Windows-1252" in notes(corpus)


def test_a_root_whose_name_is_no_utf_8(tmp_path: Path) -> None:
    """The given path itself, in an error too."""
    root = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    root.mkdir()
    with pytest.raises(CorpusError, match="café"):
        read(root)
    (root / "a.txt").write_text(story(1))
    assert files(read(root)) == ["café/a.txt"]


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    """Sockets, pipes and dead links are refused, the rest is read."""
    write_text(tmp_path / "a.txt", story(1))
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "dead.zip").symlink_to(tmp_path / "gone.zip")
    here = Path.cwd()
    os.chdir(tmp_path)  # the address of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("s.json")
            corpus = read(tmp_path)
    finally:
        os.chdir(here)
    assert files(corpus) == [f"{tmp_path.name}/a.txt"]
    assert corpus.rejects["reason"].to_list() == [
        "cannot be opened: No such file or directory",
        "not a regular file",
        "not a regular file",
    ]


def test_a_folder_that_cannot_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without permission may hold articles: it is in the rejects."""
    write_text(tmp_path / "a.txt", story(1))
    write_text(tmp_path / "shut" / "b.txt", story(2))
    scandir = os.scandir

    def guarded(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    corpus = read(tmp_path)
    assert corpus.rejects.select("file", "reason").rows() == [
        (f"{tmp_path.name}/shut", "the folder cannot be opened: Permission denied")
    ]


def test_a_file_that_vanishes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gone between the walk and the reading."""
    write_text(tmp_path / "a.txt", story(1))
    gone = write_text(tmp_path / "b.csv", table(2))
    settled = "scoring.corpus.read.match_manifests"
    from scoring.corpus.read import match_manifests

    def and_remove(*given: object) -> object:
        gone.unlink()
        return match_manifests(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(settled, and_remove)
    assert "cannot be opened" in reasons(read(tmp_path))


def test_a_path_too_long_to_exist(tmp_path: Path) -> None:
    """One error, as for any path that is not there."""
    with pytest.raises(CorpusError, match="There is nothing at"):
        read(tmp_path / ("x" * 5000))
