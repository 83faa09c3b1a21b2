"""A scores folder, opened: its tables as lazy frames by name, with the dictionary of their columns."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from scoring.schema.columns import Table
from scoring.schema.datapackage import FILE_NAME, read_package
from scoring.schema.metrics import METRICS, Declaration
from scoring.schema.reading import check_table, read_metrics, told_of
from scoring.schema.tables import MEASUREMENTS, SCORES, all_tables

NEEDED = ("outlets", "articles", SCORES.name, METRICS.name, MEASUREMENTS.name)
"""Tables that every scores folder must have."""
_KEPT = 8  # folders of which is remembered that their files can be read, and what metrics they hold


@dataclass(frozen=True, slots=True)
class Scores(Mapping[str, pl.LazyFrame]):
    """An open scores folder: a mapping from the name of a table to its rows, not yet read.

    `scores["outlets"].collect()` is the table `outlets`; `scores.dictionary("outlets")` says what its columns mean.
    folder: where it is. fingerprint: the hash of its description, which changes when the folder is scored again.
    package: the description itself, `datapackage.json`.
    """

    folder: Path
    fingerprint: str
    package: dict[str, Any] = field(compare=False, repr=False)

    def __getitem__(self, table: str) -> pl.LazyFrame:
        """A table, not yet read. Raises KeyError for an unknown name, ValueError for a damaged file."""
        tables = self._tables()
        if table not in tables:
            raise KeyError(f"{table!r} is not a table of a scores folder; the tables are {', '.join(self)}.")
        check_table(self.folder, table, tables[table].needed)
        return self.scan(table)

    def __iter__(self) -> Iterator[str]:
        """The names of the folder's tables; those that people open first come first."""
        return (name for name in self._tables() if self.has(name))

    def __len__(self) -> int:
        """How many tables the folder holds."""
        return sum(1 for _ in self)

    @property
    def metrics(self) -> dict[str, Declaration]:
        """The metrics that were measured, by name, including those of plug-ins."""
        return _metrics(self.folder, self.fingerprint)

    @property
    def facts(self) -> dict[str, Any]:
        """Facts about the run: versions, counts, hash of the input."""
        facts: dict[str, Any] = self.package["masthead"]
        return facts

    def has(self, table: str) -> bool:
        """Whether the folder holds this table."""
        return (self.folder / f"{table}.parquet").exists()

    def scan(self, table: str) -> pl.LazyFrame:
        """A table, not yet read and not checked."""
        return pl.scan_parquet(self.folder / f"{table}.parquet")

    def dictionary(self, table: str | None = None) -> pl.DataFrame:
        """What the columns of a table mean, or those of all: table, column, type, unit, required, kinds, meaning.

        `kinds`: the words that a column of a closed vocabulary may hold. Raises KeyError for a name of no table.
        """
        tables = self._tables()
        asked = tables.values() if table is None else [tables[table]]
        rows = [
            (
                found.name, column.name, str(column.dtype), column.unit, column.required,
                [word.value for word in column.kinds or () if word.value], column.meaning,
            )
            for found in asked
            for column in found.columns
        ]  # fmt: skip
        names = ("table", "column", "type", "unit", "required", "kinds", "meaning")
        return pl.DataFrame(rows, schema=names, orient="row", schema_overrides={"kinds": pl.List(pl.String)})

    def _tables(self) -> dict[str, Table]:
        return {table.name: table for table in all_tables(self.metrics)}


def open_scores(folder: str | Path) -> Scores:
    """Open a scores folder.

    Raises ValueError, with the remedy, if it is not a scores folder, has another format, or is damaged.
    """
    folder = Path(folder)
    package = read_package(folder)
    digest = hashlib.sha256((folder / FILE_NAME).read_bytes()).hexdigest()
    if missing := [name for name in NEEDED if not (folder / f"{name}.parquet").exists()]:
        raise ValueError(
            f"{folder} lacks {', '.join(f'{name}.parquet' for name in missing)}. "
            "Score the corpus again; `masthead export` writes folders of CSV alone."
        )
    _check_readable(folder, digest)
    return Scores(folder, digest, package)


@lru_cache(maxsize=_KEPT)
def _check_readable(folder: Path, _digest: str) -> None:
    """Read the end of every table once, so that a truncated file is reported on opening."""
    for path in sorted(folder.glob("*.parquet")):
        with told_of(path):
            pl.read_parquet_schema(path)


@lru_cache(maxsize=_KEPT)
def _metrics(folder: Path, _digest: str) -> dict[str, Declaration]:
    return read_metrics(folder)
