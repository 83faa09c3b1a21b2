"""A scores folder, written whole or not at all."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from scoring.schema import corrections
from scoring.schema.columns import Table
from scoring.schema.csv_files import rounded, write_csv
from scoring.schema.datapackage import FILE_NAME, describe, read_package, write_package
from scoring.schema.metrics import Declarations
from scoring.schema.reading import read_metrics, read_table
from scoring.schema.tables import all_tables

KEPT = "kept"
"""The folder beside the tables that holds what `masthead update` needs."""
SCORES_VARIABLE = "MASTHEAD_SCORES"
"""The environment variable that tells the dashboard which scores folder to open."""


def prepared(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The frame in the table's columns, types and order of rows, with numbers rounded."""
    columns = frame.select(table.schema.names()).cast(dict(table.schema))  # type: ignore[arg-type]
    return rounded(columns, table.digits).sort(table.key, nulls_last=True)


def write_table(frame: pl.DataFrame, table: Table, folder: Path, *, csv: bool = True) -> None:
    """Write one table as Parquet and, if `csv` is set and the table has one, as CSV."""
    frame.write_parquet(folder / f"{table.name}.parquet", compression="zstd", statistics=True)
    if csv and table.csv:
        write_csv(frame, folder / f"{table.name}.csv")


def write_description(folder: Path, metrics: Declarations, facts: Mapping[str, Any]) -> None:
    """Write `datapackage.json` for a folder of the tables of these metrics."""
    write_package(folder, describe(all_tables(metrics), facts))


def check_target(target: Path) -> None:
    """Refuse to overwrite a folder that is not a scores folder.

    Raises ValueError with the remedy.
    """
    if target.exists() and not target.is_dir():
        raise ValueError(f"{target} is a file; name a folder that is new, empty or an earlier scores folder.")
    if target.is_dir() and any(target.iterdir()) and not (target / FILE_NAME).exists():
        raise ValueError(
            f"{target} holds other files; name a folder that is new, empty or an earlier scores folder."
        )


def put_in_place(built: Path, target: Path) -> None:
    """Give a folder built elsewhere its final name; an earlier scores folder there is replaced.

    What readers judged of the earlier one goes along; nobody can change it between its copying and the renaming. So
    does whatever Masthead did not write there: a user's notes, an export in a folder below.
    """
    old = target.with_name(f".{target.name}.old")
    if target.exists():
        with corrections.locked(target):
            _bring_over(old, target)
            shutil.rmtree(old, ignore_errors=True)
            corrections.take_along(target, built)
            target.rename(old)
            built.rename(target)
    else:
        corrections.take_along(old, built)  # left by a run that was killed between the two renamings
        built.rename(target)
    _bring_over(old, target)
    shutil.rmtree(old, ignore_errors=True)


def _bring_over(old: Path, new: Path) -> None:
    """Move what Masthead did not write from the folder that goes to the one that takes its place."""
    own = {FILE_NAME, corrections.FILE_NAME, KEPT}
    own |= {f"{table.name}.{ending}" for table in all_tables({}) for ending in ("csv", "parquet")}
    for path in old.iterdir() if old.is_dir() else ():
        if path.name not in own and not os.path.lexists(new / path.name):
            path.rename(new / path.name)


def export_csv(scores: Path, target: Path, *, evidence: bool = False) -> list[str]:
    """Copy the CSV files and the description of a scores folder to `target`, making missing CSVs from Parquet.

    `evidence`: with the spans behind the numbers, which are most of the bytes. What readers judged goes along, but for
    refused rows. Returns the names of the files written. Raises ValueError if `scores` is not a scores folder, or if
    `target` cannot be written or is a whole one, of which the CSV files alone would be left.
    """
    package = read_package(scores)
    if evidence:
        package = describe(all_tables(read_metrics(scores)), package["masthead"], on_request=True)
    judged = corrections.read_corrections(scores)
    target = Path(os.path.realpath(target))
    check_target(target)
    if target.is_dir() and ((target / KEPT).exists() or any(target.glob("*.parquet"))):
        raise ValueError(
            f"{target} is a scores folder, of which the CSV files alone would be left; "
            "name a folder that is new, empty or an earlier export."
        )
    aside = target.with_name(f".{target.name}.partial")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    names = []
    try:
        for resource in package["resources"]:
            name = resource["path"]
            if (scores / name).exists():
                shutil.copyfile(scores / name, aside / name)
            else:
                write_csv(read_table(scores, resource["name"]), aside / name)
            names.append(name)
        if judged.rows:
            (aside / corrections.FILE_NAME).write_bytes(corrections.as_bytes(judged.accepted))
            names.append(corrections.FILE_NAME)
        write_package(aside, package)
        put_in_place(aside, target)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return [*names, FILE_NAME]


def replace_file(aside: Path, final: Path) -> None:
    """Move a file that was written aside to its final name in one step."""
    aside.replace(final)
