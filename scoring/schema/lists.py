"""Where the word lists, reference numbers and the sample corpus lie, and how they are read.

In a checkout they are in `data/` beside this package; in an installed wheel they travel inside it.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

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


def read_list(source: str | Path) -> pl.DataFrame:
    """Read a CSV list as a frame of strings: a name below `data/`, or a path of the user's own.

    Leading lines that begin with `# ` say what the file is and are passed over. Empty cells are null.
    Raises ValueError, in one sentence, for a file that is not such a list.
    """
    path = source if isinstance(source, Path) else data_folder() / source
    try:
        return pl.read_csv(path, comment_prefix=COMMENT, infer_schema=False, encoding="utf8")
    except FileNotFoundError:
        raise FileNotFoundError(f"The list {path} does not exist.") from None
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = str(error).splitlines()[0]
        raise ValueError(f"The list {path} cannot be read as CSV with a header row: {reason}") from None


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
