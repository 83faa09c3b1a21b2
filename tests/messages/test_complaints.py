"""What a failed command says stays a sentence, whatever it quotes."""

import errno
from pathlib import Path

import polars as pl
import pytest

from scoring.actors import gazetteer
from scoring.messages.complaints import sentence
from scoring.schema.lists import read_rows

MOST = 2_100  # characters that anybody still reads


def said(list_file: Path, *columns: str) -> str:
    """What reading a list that cannot be used says."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the words are looked at below
        list(read_rows(list_file, *columns)) if columns else gazetteer.load(list_file)
    return sentence(caught.value)


@pytest.mark.parametrize("unit", ["x", "a word ", "é\u202e"])
def test_a_vast_cell_is_shown_by_its_ends(unit: str, tmp_path: Path) -> None:
    """An actor of an unknown kind whose cell holds a whole article."""
    path = tmp_path / "actors.csv"
    path.write_text(f"actor_id,name,kind,forms\na,Ann,{unit * 5_000},Ann\n", encoding="utf-8")
    words = said(path)
    assert str(path) in words
    assert len(words) < MOST


def test_the_columns_of_a_list_are_named_in_short(tmp_path: Path) -> None:
    """A file without a header has its first row for columns."""
    path = tmp_path / "list.csv"
    path.write_text(",".join(f"{n} " + "word " * 900 for n in range(40)) + "\n", encoding="utf-8")
    words = said(path, "name")
    assert "lacks the column(s) name; it has 0 word word" in words
    assert words.endswith(", ....")
    assert len(words) < MOST


def test_words_of_ordinary_length_are_said_whole(tmp_path: Path) -> None:
    """A long path in an error of our own."""
    folder = tmp_path.joinpath(*["a-folder-of-some-length"] * 10)
    folder.mkdir(parents=True)
    path = folder / "actors.csv"
    path.write_text("name\nAnn\n", encoding="utf-8")
    assert str(path) in said(path)


FULL = "There is no space left"


@pytest.mark.parametrize(
    ("error", "beginning"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/disk/out"), f"{FULL} for /disk/out. Free some"),
        (OSError(errno.ENOSPC, "No space left on device"), f"{FULL}. Free some"),
        (pl.exceptions.ComputeError("IO error: No space left on device (os error 28)"), f"{FULL}. Free some"),
        (
            pl.exceptions.ComputeError("No space left on device (os error 28): /d/x.parquet"),
            f"{FULL} for /d/x",
        ),
        (
            OSError(errno.EROFS, "Read-only file system", "/cd/out"),
            "/cd/out cannot be written: the disk is read",
        ),
        (PermissionError(errno.EACCES, "Permission denied", b"/vault/\xff"), "/vault/"),
        (FileNotFoundError(errno.ENOENT, "No such file", "a[b].csv"), "a[b].csv does not exist. Check"),
        (IsADirectoryError(errno.EISDIR, "Is a directory", "x"), "x is a folder, not a file"),
        (OSError(errno.EMFILE, "Too many open files"), "Too many files are open at once"),
        (OSError(errno.EADDRINUSE, "Address already in use"), "The port is in use. Name another"),
        (MemoryError(), "There is not enough memory"),
        (
            ModuleNotFoundError("No module named 'lxml'", name="lxml"),
            "lxml is missing from this installation",
        ),
        (
            ZeroDivisionError("division by zero"),
            "This is a fault of Masthead, please report it: ZeroDivision",
        ),
        (
            ValueError("a library's own affairs"),
            "This is a fault of Masthead, please report it: ValueError: a lib",
        ),
    ],
)
def test_each_kind_of_failure_has_its_sentence(error: BaseException, beginning: str) -> None:
    """What the system refuses is known through whichever library it came; what nobody foresaw asks to be reported."""
    words = sentence(error)
    assert words.startswith(beginning)
    assert "\n" not in words
    assert "Traceback" not in words


def test_names_steer_no_terminal() -> None:
    """Escape sequences and turned directions in a path are shown, not obeyed."""
    words = sentence(FileNotFoundError(errno.ENOENT, "No such file", "\x1b[31mred\u202e.csv"))
    assert words.startswith("␛[31mred\ufffd.csv does not exist")
