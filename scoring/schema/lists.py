"""Where the word lists, reference numbers and the sample corpus are, and how they are read.

In a checkout they are in `data/` beside this package; in an installed wheel they travel inside it. Lists that hold for
any language lie in `data/` itself, the words of a language in a folder named after it (`folder_of`). Each list is
asked for by its name alone. A user's own folder may stand in front of both (`using`): whichever list it holds is read
in place of the shipped one.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import polars as pl

from scoring.schema.languages import ENGLISH

COMMENT = "# "
_SHOWN_COLUMNS, _SHOWN_CHARACTERS = 12, 40  # of a list that has other columns
_SHOWN_CELL = 80
_PACKAGE = Path(__file__).resolve().parents[1]


def brief(cell: str) -> str:
    """The beginning of a cell of a user's list, for an error that quotes it."""
    return cell[:_SHOWN_CELL]


def data_folder() -> Path:
    """The folder that holds Masthead's lists: inside the installed package, else beside it in a checkout.

    Raises FileNotFoundError with the remedy when neither is there.
    """
    for folder in (_PACKAGE / "data", _PACKAGE.parent / "data"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("Masthead's data folder is missing from this installation; install it again.")


def folder_of(language: str = ENGLISH) -> Path:
    """The folder of the lists that hold the words of a language (ISO 639-1).

    >>> (folder_of() / "style_words.csv").is_file()
    True
    """
    return data_folder() / language


OWN_VARIABLE = "MASTHEAD_LISTS"
"""The environment variable that tells processes where the user's own lists are."""


NOT_REPLACED = frozenset({"index_components.csv"})
"""A finished folder is read by these; other weights of theirs have an option of their own."""


def list_names() -> tuple[str, ...]:
    """The names of the lists that a user may replace, in alphabetical order."""
    paths = (path for folder in (data_folder(), folder_of()) for path in folder.glob("*.csv"))
    return tuple(sorted(path.name for path in paths if path.name not in NOT_REPLACED))


def shipped_list(name: str) -> Path:
    """Where the shipped list of this name lies: in `data/`, else in the folder of the language.

    >>> shipped_list("wire_services.csv").parent == data_folder()
    True
    """
    path = data_folder() / name
    return path if path.is_file() else folder_of() / name


def own_lists() -> Path | None:
    """The folder of the user's own lists in use, if any."""
    named = os.environ.get(OWN_VARIABLE)
    return Path(named) if named else None


def check_own(folder: Path) -> None:
    """Check a folder of the user's own lists.

    Raises ValueError, in one sentence, if it is not a folder, has no list in it, or has a CSV file that bears the name
    of no list or lacks a column of the list that it replaces.
    """
    if not folder.is_dir():
        raise ValueError(f"{folder} is no folder; --lists names one that holds lists of your own.")
    names = list_names()
    found = sorted(path.name for path in folder.glob("*.csv"))
    if unknown := [name for name in found if name not in names]:
        raise ValueError(
            f"{folder / unknown[0]} is called like no list of Masthead; those are {', '.join(names)}."
        )
    if not found:
        raise ValueError(f"{folder} holds no list; those are {', '.join(names)}.")
    for name in found:
        wanted = read_list(shipped_list(name)).columns
        for _ in read_rows(folder / name, *wanted):
            break


@contextmanager
def using(folder: Path | None) -> Iterator[None]:
    """Use the user's own lists instead of the shipped ones, here and in processes started meanwhile.

    Everything cached from other lists is dropped, before and after. None: use the shipped lists.
    """
    if folder is None:
        yield
        return
    before = own_lists()
    use(folder)
    try:
        yield
    finally:
        use(before)


def use(folder: Path | None) -> None:
    """Use the user's own lists from now on, or with None the shipped ones; drop everything cached from others."""
    if folder is None:
        os.environ.pop(OWN_VARIABLE, None)
    else:
        os.environ[OWN_VARIABLE] = str(folder.resolve())
    _forget()


def _forget() -> None:
    """Empty every cache of every module, since nearly all depend on the lists."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "scoring" and module is not None:
            for value in list(vars(module).values()):
                clear = None if isinstance(value, type) else getattr(value, "cache_clear", None)
                if callable(clear):
                    clear()


def _path_of(name: str) -> Path:
    own = own_lists()
    if own is not None and (own / name).is_file():
        return own / name
    return shipped_list(name)


def read_list(source: str | Path) -> pl.DataFrame:
    """Read a CSV list as a frame of strings: the name of a list, or a path of the user's own.

    A name is looked for in the folder of the user's own lists, in `data/` and in the folder of the language.

    Leading lines that begin with `# ` describe the file and are skipped. Empty cells are null.
    Raises ValueError, in one sentence, for a file that is not such a list.
    """
    path = source if isinstance(source, Path) else _path_of(source)
    try:
        if not path.is_relative_to(data_folder()):
            _check_form(path)
        return pl.read_csv(path, comment_prefix=COMMENT, infer_schema=False, encoding="utf8")
    except FileNotFoundError:
        raise FileNotFoundError(f"The list {path} does not exist.") from None
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = str(error).splitlines()[0]
        raise ValueError(f"The list {path} cannot be read as CSV with a header row: {reason}") from None


def _check_form(path: Path) -> None:
    """Raise ValueError, with the remedy, for a user's list as spreadsheets write it by default in many countries."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"The list {path} is not UTF-8 text; save it as UTF-8.") from None
    header = next((line for line in text.splitlines() if not line.startswith(COMMENT)), "")
    for sign, name in ((";", "semicolons"), ("\t", "tabs")):
        if sign in header and "," not in header:
            raise ValueError(f"The list {path} separates its columns by {name}; save it with commas.")


def read_rows(source: str | Path, *columns: str) -> Iterator[dict[str, str]]:
    """The rows of a list as dictionaries of the named columns, null as the empty string.

    Raises ValueError naming the columns that the file lacks.
    """
    frame = read_list(source)
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        found = [name[:_SHOWN_CHARACTERS] for name in frame.columns[:_SHOWN_COLUMNS]]
        more = ", ..." if len(frame.columns) > _SHOWN_COLUMNS else ""
        raise ValueError(
            f"The list {source} lacks the column(s) {', '.join(missing)}; it has {', '.join(found)}{more}."
        )
    yield from frame.select(pl.col(columns).fill_null("")).iter_rows(named=True)


BETWEEN_WORDS = "|"


@cache
def _classes(name: str) -> Mapping[str, frozenset[str]]:
    rows = read_rows(name, "class", "words")
    return {row["class"]: frozenset(filter(None, row["words"].split(BETWEEN_WORDS))) for row in rows}


def words_of(name: str, kind: str) -> frozenset[str]:
    """The words of one class of a list whose rows are classes; empty if the user's list has no such class.

    >>> sorted(words_of("text_words.csv", "abbreviation_at_end"))[:2]
    ['Co.', 'Corp.']
    """
    return _classes(name).get(kind, frozenset())


def alternatives(words: Iterable[str]) -> str:
    """A regular expression that matches any of the words, longest first, or nothing if there are no words.

    The words are grouped by first letter, so that places where no word begins are skipped sooner.

    >>> alternatives(["row", "tie", "tied"])
    't(?:ied|ie)|r(?:ow)'
    """
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items()) or "(?!)"
