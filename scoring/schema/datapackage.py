"""`datapackage.json`: the data dictionary of a scores folder, in the Data Package format (version 2)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import polars as pl

from scoring.schema.columns import Column, Table
from scoring.schema.lists import data_folder, own_lists
from scoring.schema.tables import all_tables

FILE_NAME = "datapackage.json"
# Rises by one when the meaning or the columns of any table change; the dashboard refuses another.
FORMAT = 2
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_HASHED_SUFFIXES = frozenset({".csv", ".json", ".onnx"})


def program_version() -> str:
    """The installed version of Masthead."""
    return version_of("masthead", "0+unknown")


def version_of(package: str, otherwise: str) -> str:
    """The installed version of a package, or `otherwise` where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return otherwise


def lists_digest() -> str:
    """One hash over the user's own lists and every list and model file in `data/` except the sample.

    It identifies the version of the data that the method uses.
    """
    folder = data_folder()
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda p: p.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if path.suffix in _HASHED_SUFFIXES and not name.startswith("sample/"):
            digest.update(name.encode() + b"\0" + path.read_bytes())
    own = own_lists()
    for path in sorted(own.glob("*.csv")) if own is not None else ():
        digest.update(b"own\0" + path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


_KINDS = {
    pl.String: "string",
    pl.Int64: "integer",
    pl.Int32: "integer",
    pl.Float64: "number",
    pl.Boolean: "boolean",
}


def _field(column: Column) -> dict[str, Any]:
    kind = "datetime" if column.dtype.is_temporal() else _KINDS[type(column.dtype)]
    field: dict[str, Any] = {"name": column.name, "type": kind, "description": column.meaning}
    if column.unit:
        field["unit"] = column.unit
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.kinds is not None:
        constraints["enum"] = [word.value for word in column.kinds if word.value]
    if constraints:
        field["constraints"] = constraints
    return field


def describe(
    tables: Sequence[Table], facts: Mapping[str, Any], *, on_request: bool = False
) -> dict[str, Any]:
    """The package's description: one resource per CSV table, with `facts` about the run under `masthead`.

    `on_request`: with the tables that are written as CSV only where somebody asks for it.
    """
    resources = [
        {
            "name": table.name,
            "path": f"{table.name}.csv",
            "type": "table",
            "description": table.row,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [_field(column) for column in table.columns],
                "missingValues": [""],
            },
        }
        for table in tables
        if table.csv or (on_request and table.on_request)
    ]
    return {
        "$schema": _PROFILE,
        "name": "masthead-scores",
        "title": "Masthead scores",
        "description": (
            "How news outlets report: scores of outlets with intervals and the evidence behind them. "
            "In text cells a leading apostrophe keeps spreadsheets from running the cell as a formula; "
            "remove one leading apostrophe to restore the text."
        ),
        "resources": resources,
        "masthead": {
            "format": FORMAT,
            "program": program_version(),
            "lists": lists_digest(),
            **facts,
        },
    }


def write_package(folder: Path, description: Mapping[str, Any]) -> None:
    """Write the description as `datapackage.json` into `folder`."""
    text = json.dumps(description, ensure_ascii=False, indent=2, sort_keys=False)
    (folder / FILE_NAME).write_text(text + "\n", encoding="utf-8")


def read_package(folder: Path) -> dict[str, Any]:
    """A scores folder's description.

    Raises ValueError, with the remedy, if it is not a scores folder or its format differs.
    """
    path = folder / FILE_NAME
    try:
        package: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        form = package["masthead"]["format"]
    except (FileNotFoundError, NotADirectoryError):
        raise ValueError(
            f"{folder} is not a scores folder: it has no {FILE_NAME}. Make one with: masthead score PATH --out DIR"
        ) from None
    except (json.JSONDecodeError, KeyError, TypeError, UnicodeDecodeError, RecursionError):
        raise _damaged(path) from None
    if form != FORMAT:
        raise ValueError(
            f"{folder} was written in format {form}; this version of Masthead reads format {FORMAT}. "
            "Score the corpus again."
        )
    # The names of files are taken from here, so they may not lead out of the folder.
    ours = {(table.name, f"{table.name}.csv") for table in all_tables({})}
    named = package.get("resources")
    if not isinstance(named, list) or not all(
        isinstance(resource, dict) and (resource.get("name"), resource.get("path")) in ours
        for resource in named
    ):
        raise _damaged(path)
    return package


def _damaged(path: Path) -> ValueError:
    return ValueError(f"{path} was not written by Masthead, or was damaged. Score the corpus again.")
