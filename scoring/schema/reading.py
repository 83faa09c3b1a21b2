"""Reads the tables of a scores folder that may come from anybody; every error is one sentence with the remedy."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from scoring.schema.metrics import METRICS, Declaration, declarations_of
from scoring.schema.tables import FOLLOW_FROM_METRICS, all_tables

_PANIC = (
    "PanicException"  # how a fault of Rust arrives: no Exception, and of a module that cannot be imported
)
_AGAIN = "Score the corpus again."
_NAMED = 5  # missing columns that are named


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Report a table as damaged, whatever error the library raises on it.

    Raises ValueError in place of the library's own errors; errors of the operating system are passed on.
    """
    try:
        yield
    except FileNotFoundError:
        raise ValueError(
            f"{path.parent} lacks {path.name}. {_AGAIN} `masthead export` writes folders of CSV alone."
        ) from None
    except pl.exceptions.PolarsError as error:
        if "(os error" in str(error):
            raise
        raise ValueError(f"{path} is damaged and cannot be read. {_AGAIN}") from None
    except BaseException as error:
        if type(error).__name__ == _PANIC:
            raise ValueError(f"{path} is damaged and cannot be read. {_AGAIN}") from None
        raise


def check_table(folder: Path, name: str, columns: Sequence[str] | None = None) -> None:
    """Check that a table exists, is not damaged and has `columns` (None: all that it should have).

    Only the end of the file is read. Raises ValueError, with the remedy, if a check fails.
    """
    path = folder / f"{name}.parquet"
    with told_of(path):
        found = set(pl.read_parquet_schema(path))
    wanted = _columns_of(folder, name) if columns is None else columns
    missing = [column for column in wanted if column not in found]
    if missing:
        more = " and more" if len(missing) > _NAMED else ""
        raise ValueError(
            f"{path} lacks {', '.join(missing[:_NAMED])}{more}: it was not written by this version of Masthead. "
            f"{_AGAIN}"
        )


def read_table(
    folder: Path, name: str, *predicates: pl.Expr, columns: Sequence[str] | None = None
) -> pl.DataFrame:
    """The rows of a table that meet the predicates, with `columns` or all columns.

    Raises ValueError, with the remedy, where the table is missing, damaged, or of another version.
    """
    check_table(folder, name, columns)
    path = folder / f"{name}.parquet"
    with told_of(path):
        rows = pl.scan_parquet(path).filter(*predicates) if predicates else pl.scan_parquet(path)
        return (rows if columns is None else rows.select(columns)).collect()


def read_metrics(folder: Path) -> dict[str, Declaration]:
    """The metrics that a scores folder declares, by name.

    Raises ValueError, with the remedy, where the table is missing, damaged, or of another version.
    """
    check_table(folder, METRICS.name, METRICS.needed)
    with told_of(path := folder / f"{METRICS.name}.parquet"):
        rows = pl.read_parquet(path)
    try:
        return declarations_of(rows)
    except (ValueError, AttributeError, TypeError):
        raise ValueError(f"{folder / METRICS.name}.parquet is damaged and cannot be read. {_AGAIN}") from None


def _columns_of(folder: Path, name: str) -> list[str]:
    """The columns that a table of the folder should have; those that older folders lack are not among them."""
    metrics = read_metrics(folder) if name in FOLLOW_FROM_METRICS else {}
    return next(table.needed for table in all_tables(metrics) if table.name == name)
