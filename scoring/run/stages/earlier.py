"""What an earlier scores folder gives to a run."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from scoring.run.measure import measured_tables


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier scores folder, and the digests of those of its articles whose measurements hold (DIGESTS).

    compared: the folder of what its comparison kept, if that holds.
    """

    folder: Path
    digests: pl.DataFrame
    compared: Path | None = None


def readable(earlier: Earlier | None) -> Earlier | None:
    """The earlier folder, if its tables are those that this version writes; else all is measured anew."""
    if earlier is None or earlier.digests.is_empty():
        return None
    for table in measured_tables():
        try:
            found = pl.read_parquet_schema(earlier.folder / f"{table.name}.parquet")
        except (OSError, pl.exceptions.PolarsError):
            return None
        if any(found.get(name) != dtype for name, dtype in table.schema.items()):
            return None
    return earlier


def is_damaged(earlier: Earlier) -> bool:
    """Whether a table of an earlier folder cannot be read to its end, though its description can."""
    for table in measured_tables():
        path = earlier.folder / f"{table.name}.parquet"
        try:
            pl.scan_parquet(path).select(pl.all().null_count()).collect(engine="streaming")
        except (OSError, pl.exceptions.PolarsError):
            return True
    return False
