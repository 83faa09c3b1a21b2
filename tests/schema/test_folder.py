"""A scores folder is replaced whole, and nothing that is not Masthead's goes with it."""

import shutil
from pathlib import Path

import pytest

from scoring.schema.datapackage import FILE_NAME
from scoring.schema.folder import export_csv, put_in_place
from scoring.schema.scores import open_scores


def folder_with(path: Path, *names: str) -> Path:
    """A folder of files that hold their own names."""
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(name)
    return path


def files_in(folder: Path) -> list[str]:
    """Every file below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_what_masthead_did_not_write_outlives_a_new_run(tmp_path: Path) -> None:
    """A user's notes, in files and folders; tables that the new run does not make are gone."""
    users = ("notes.txt", "stories.docx", "mine/stories.csv", ".hidden")
    target = folder_with(
        tmp_path / "scores", "stories.csv", "evidence.parquet", "kept/read", FILE_NAME, *users
    )
    put_in_place(folder_with(tmp_path / "built", "outlets.csv", FILE_NAME), target)
    assert files_in(target) == sorted([FILE_NAME, "outlets.csv", *users])
    assert [path.name for path in tmp_path.iterdir()] == ["scores"]


def test_it_outlives_a_run_that_was_killed_between_two_renamings(tmp_path: Path) -> None:
    """Whether the folder was away or the new one already stood when it was killed."""
    for there in (True, False):
        work = tmp_path / str(there)
        folder_with(work / ".scores.old", "notes.txt", "outlets.csv", FILE_NAME)
        if there:
            folder_with(work / "scores", FILE_NAME)
        put_in_place(folder_with(work / "built", FILE_NAME), work / "scores")
        assert files_in(work) == [f"scores/{FILE_NAME}", "scores/notes.txt"]


def test_an_export_never_takes_the_place_of_scores(sample_scores: Path, tmp_path: Path) -> None:
    """Neither of those it is made from, nor of others, nor through a link: the rest of the folder would be lost."""
    scores = shutil.copytree(sample_scores, tmp_path / "scores")
    (tmp_path / "link").symlink_to(scores)
    before = files_in(scores)
    for target in (scores, tmp_path / "link", tmp_path / "x" / ".." / "scores"):
        with pytest.raises(ValueError, match="name a folder that is new, empty or an earlier export"):
            export_csv(scores, target)
    assert files_in(scores) == before
    export_csv(scores, tmp_path / "export")
    export_csv(scores, tmp_path / "export")
    assert list(open_scores(scores))


def test_an_export_that_fails_leaves_nothing_behind(sample_scores: Path, tmp_path: Path) -> None:
    """The half-written folder is hidden: nobody would find it to remove it."""
    scores = shutil.copytree(sample_scores, tmp_path / "scores")
    (scores / "stories.csv").unlink()
    (scores / "stories.parquet").unlink()
    with pytest.raises((OSError, ValueError)):
        export_csv(scores, tmp_path / "export")
    assert [path.name for path in tmp_path.iterdir()] == ["scores"]
